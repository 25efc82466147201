"""Reports as XLSX: neutralised text, real numbers and dates, a chart where there is one.

A tab holds its table alone, so that a program reads no foot-note as a row; what is to be said stands in the last tab.
"""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mileage.cells import neutral
from mileage.sheets import COLOURS, Chart, Report, Sheet

_WIDEST = 44


def xlsx_bytes(report: Report, made_at: datetime) -> bytes:
    """Return a workbook with one tab for each sheet of the report; `made_at` stands in its properties."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = report.title
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    book.properties.description = report.subtitle
    notes = [(f"{sheet.title}: {sheet.note}",) for sheet in report.sheets if sheet.note]
    for sheet in (*report.sheets, Sheet("About", ("report",), ((report.title,), (report.subtitle,), *notes))):
        _write(book.create_sheet(sheet.title), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(tab: Worksheet, sheet: Sheet) -> None:
    tab.append([_cell(name) for name in sheet.columns])
    for cell in tab[1]:
        cell.font = Font(bold=True)
    tab.freeze_panes = "A2"
    for row in sheet.rows:
        tab.append([_cell(value) for value in row])
    _widths(tab, sheet)
    if sheet.rows:
        for number, wanted in enumerate(sheet.charts):
            tab.add_chart(_chart(tab, sheet, wanted), f"{get_column_letter(len(sheet.columns) + 2)}{2 + 16 * number}")


def _cell(value: object) -> object:
    """Return a safe cell: no formula, no character that the format forbids."""
    safe = neutral(value)
    return ILLEGAL_CHARACTERS_RE.sub("", safe) if isinstance(safe, str) else safe


def _widths(tab: Worksheet, sheet: Sheet) -> None:
    for number, name in enumerate(sheet.columns):
        longest = max((len(str(row[number])) for row in sheet.rows[:500] if row[number] is not None), default=0)
        tab.column_dimensions[get_column_letter(number + 1)].width = min(_WIDEST, max(len(name), longest) + 2)


def _chart(tab: Worksheet, sheet: Sheet, wanted: Chart) -> BarChart:
    label = sheet.columns.index(wanted.label) + 1
    last = len(sheet.rows) + 1
    chart = BarChart()
    chart.title = wanted.title
    for name in wanted.values:
        column = sheet.columns.index(name) + 1
        chart.add_data(Reference(tab, min_col=column, min_row=1, max_row=last), titles_from_data=True)
    for series, colour in zip(chart.series, COLOURS[-len(wanted.values) :], strict=True):
        series.graphicalProperties.solidFill = colour
    chart.set_categories(Reference(tab, min_col=label, min_row=2, max_row=last))
    chart.legend = None  # the title says which bar is which
    return chart

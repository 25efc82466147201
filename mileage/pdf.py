"""Reports as PDF, for a manager to hand on: tables that break over pages, page numbers, a chart where there is one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from importlib.util import find_spec
from pathlib import Path

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    LongTable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from mileage.sheets import COLOURS, Chart, Report, Sheet

_INK = colors.HexColor("#1f2933")
_RULE = colors.HexColor("#cbd2d9")
_MOST_BARS = 24
_PADS = {"LEFT": 4, "RIGHT": 3, "TOP": 2, "BOTTOM": 2}
_PADDING = 6
"""Points that the page's frame keeps free on each side."""


def pdf_bytes(report: Report) -> bytes:
    """Return the report on A4 pages, the same bytes for the same report."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=landscape(A4), title=report.title, author="roundsman", invariant=1,
        leftMargin=12 * mm, rightMargin=12 * mm, topMargin=14 * mm, bottomMargin=16 * mm,
    )  # fmt: skip
    story: list[Flowable] = [Paragraph(escape(report.title), _style("title", 16))]
    story += [Paragraph(escape(report.subtitle), _style("subtitle", 9)), Spacer(1, 5 * mm)]
    for number, sheet in enumerate(report.sheets):
        is_long = len(sheet.rows) > _MOST_BARS
        gap: Flowable = PageBreak() if is_long else Spacer(1, 8 * mm)
        story += [gap] if number else []
        parts = list(_sheet(sheet, document.width - 2 * _PADDING))
        story += parts if is_long else [KeepTogether(parts)]
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def embedded_font(*, bold: bool = False) -> str:
    """Register and return DejaVu Sans, which matplotlib's package carries: Latin, Greek and Cyrillic, embedded."""
    name = "DejaVuSans-Bold" if bold else "DejaVuSans"
    if name not in pdfmetrics.getRegisteredFontNames():
        spec = find_spec("matplotlib")
        if spec is None or spec.origin is None:
            raise FileNotFoundError("matplotlib, which carries the font of the PDF reports, is not installed")
        fonts = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    return name


def _style(name: str, size: float, *, bold: bool = False, right: bool = False) -> ParagraphStyle:
    font, alignment = embedded_font(bold=bold or name == "title"), TA_RIGHT if right else TA_LEFT
    look = {"fontName": font, "fontSize": size, "leading": size * 1.3, "textColor": _INK, "alignment": alignment}
    return ParagraphStyle(name, **look)


def _sheet(sheet: Sheet, width: float) -> Iterator[Flowable]:
    yield Paragraph(escape(sheet.title), _style("heading", 11, bold=True))
    yield Spacer(1, 2 * mm)
    if sheet.charts and 0 < len(sheet.rows) <= _MOST_BARS:
        each = width / len(sheet.charts)
        titles = [Paragraph(escape(chart.title), _style("caption", 8)) for chart in sheet.charts]
        yield Table([titles, [_bars(sheet, chart, each) for chart in sheet.charts]], colWidths=each)
    yield _table(sheet, width)
    if sheet.note:
        yield Spacer(1, 2 * mm)
        yield Paragraph(escape(sheet.note), _style("note", 8))


def _table(sheet: Sheet, width: float) -> LongTable:
    size = 8 if len(sheet.columns) <= 12 else 5.5
    numeric = [_is_numeric(sheet, number) for number in range(len(sheet.columns))]
    head = [_style("head", size, bold=True, right=right) for right in numeric]
    body = [_style("cell", size, right=right) for right in numeric]
    cells = [
        [Paragraph(escape(name.replace("_", " ")), style) for name, style in zip(sheet.columns, head, strict=True)]
    ]
    cells += [
        [Paragraph(escape("" if value is None else str(value)), style) for value, style in zip(row, body, strict=True)]
        for row in sheet.rows
    ]
    table = LongTable(cells, colWidths=_widths(sheet, width), repeatRows=1)
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.25, _RULE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    pads = [(f"{side}PADDING", (0, 0), (-1, -1), points) for side, points in _PADS.items()]
    table.setStyle(TableStyle([*lines, *pads]))
    return table


def _is_numeric(sheet: Sheet, number: int) -> bool:
    return bool(sheet.rows) and all(row[number] is None or isinstance(row[number], Decimal | int) for row in sheet.rows)


def _widths(sheet: Sheet, width: float) -> list[float]:
    """Share the page among the columns by the length of what they hold."""
    lengths = [
        1 + max([min(len(name), 12), *(min(len(str(row[number])), 30) for row in sheet.rows[:200])])
        for number, name in enumerate(sheet.columns)
    ]
    return [width * length / sum(lengths) for length in lengths]


def _bars(sheet: Sheet, wanted: Chart, width: float) -> Drawing:
    label, *values = (sheet.columns.index(name) for name in (wanted.label, *wanted.values))
    height = 14 * mm + 5 * mm * len(sheet.rows)
    chart = HorizontalBarChart()
    chart.x, chart.y, chart.width, chart.height = 22 * mm, 8 * mm, width - 32 * mm, height - 12 * mm
    chart.data = [[_height(row[value]) for row in reversed(sheet.rows)] for value in values]
    chart.categoryAxis.categoryNames = [str(row[label]) for row in reversed(sheet.rows)]
    chart.valueAxis.valueMin = 0
    for number, colour in enumerate(COLOURS[-len(values) :]):
        chart.bars[number].fillColor = colors.HexColor(f"#{colour}")
        chart.bars[number].strokeColor = None
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize = embedded_font(), 7
    drawing = Drawing(width, height)
    drawing.add(chart)
    return drawing


def _height(value: object) -> float:
    if not isinstance(value, Decimal | int):
        raise TypeError(f"a chart draws numbers, not {value!r}")
    return float(value)


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(embedded_font(), 7)
    canvas.drawRightString(document.pagesize[0] - 12 * mm, 8 * mm, f"page {canvas.getPageNumber()}")
    canvas.drawString(12 * mm, 8 * mm, document.title)

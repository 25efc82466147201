"""A paper as PDF: A4, tables that break over pages, charts beside their numbers, the same bytes for the same paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Image,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from mileage.pdf import embedded_font
from workspace.reviewing.paper import Chart, Paper, Part, Table

MOST_HIGH = 140 * mm
_INK, _RULE = colors.HexColor("#1f2933"), colors.HexColor("#cbd2d9")


def pdf_bytes(paper: Paper) -> bytes:
    """Return the paper on A4 pages."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=landscape(A4), title=paper.title, author="roundsman", invariant=1,
        leftMargin=12 * mm, rightMargin=12 * mm, topMargin=14 * mm, bottomMargin=16 * mm,
    )  # fmt: skip
    story: list[Flowable] = [Paragraph(escape(paper.title), _style(16, bold=True))]
    story += [Paragraph(escape(paper.subtitle), _style(9)), Spacer(1, 4 * mm)]
    for part in paper.parts:
        story += _part(part, document.width)
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _style(size: float, *, bold: bool = False, right: bool = False) -> ParagraphStyle:
    name = f"{size}{bold}{right}"
    return ParagraphStyle(
        name, fontName=embedded_font(bold=bold), fontSize=size, leading=size * 1.3, textColor=_INK, alignment=2 * right
    )


def _part(part: Part, width: float) -> Iterator[Flowable]:
    head: list[Flowable] = [Spacer(1, 4 * mm), Paragraph(escape(part.title), _style(12, bold=True)), Spacer(1, 2 * mm)]
    head += [Paragraph(escape(line), _style(9)) for line in part.words]
    yield KeepTogether([*head, *(_image(chart, width) for chart in part.charts[:1])])
    for chart in part.charts[1:]:
        yield _image(chart, width)
    for table in part.tables:
        yield Spacer(1, 2 * mm)
        yield _table(table, width)


def _image(chart: Chart, width: float) -> Image:
    across, high = ImageReader(io.BytesIO(chart.png)).getSize()
    wide = min(width * 0.7, across * 0.4, MOST_HIGH * across / high)
    return Image(io.BytesIO(chart.png), width=wide, height=wide * high / across)


def _table(table: Table, width: float) -> LongTable:
    head = [Paragraph(escape(column.name), _style(7.5, bold=True, right=column.right)) for column in table.columns]
    body = [
        [
            Paragraph(escape(cell), _style(7.5, right=column.right))
            for column, cell in zip(table.columns, row, strict=True)
        ]
        for row in table.written()
    ]
    made = LongTable([head, *body], colWidths=_widths(table, width), repeatRows=1, hAlign="LEFT")
    pads = [(side, (0, 0), (-1, -1), 1.5) for side in ("TOPPADDING", "BOTTOMPADDING")]
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.25, _RULE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    made.setStyle(TableStyle([*lines, *pads]))
    return made


def _widths(table: Table, width: float) -> list[float]:
    """Share the page by the length of what the columns hold, no column under a few letters or over a sentence."""
    rows = table.written()[:200]
    lengths = [
        min(max([len(column.name), 6, *(len(row[number]) for row in rows)]), 60)
        for number, column in enumerate(table.columns)
    ]
    whole = min(width, sum(lengths) * 2.2 * mm)
    return [whole * length / sum(lengths) for length in lengths]


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(embedded_font(), 7)
    canvas.drawRightString(document.pagesize[0] - 12 * mm, 8 * mm, f"page {canvas.getPageNumber()}")
    canvas.drawString(12 * mm, 8 * mm, document.title)

"""A paper as PDF: A4, charts beside their numbers, tables that break over pages, the same bytes for the same paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from html import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

from mileage.pdf import embedded_font
from reports.paper import Chart, Paper, Part
from reports.pdf_tables import Set, beside, set_table, style

MOST_HIGH = 120 * mm
GAP = 8 * mm
HEAD_HIGH, LEAST_HIGH = 14 * mm, 22 * mm
"""Of a heading with a line of words, and of the beginning of a table that must stand under it."""


def pdf_bytes(paper: Paper) -> bytes:
    """Return the paper on A4 pages."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=landscape(A4), title=paper.title, author="roundsman", invariant=1,
        leftMargin=12 * mm, rightMargin=12 * mm, topMargin=14 * mm, bottomMargin=16 * mm,
    )  # fmt: skip
    story: list[Flowable] = [Paragraph(escape(paper.title), style(16, bold=True))]
    story += [Paragraph(escape(paper.subtitle), style(9)), Spacer(1, 2 * mm)]
    for part in paper.parts:
        story += _part(part, document.width - 12, paper.language)  # 6 points of padding on each side of the frame
    foot = partial(_foot, word="Seite" if paper.language == "de" else "page")
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _part(part: Part, width: float, language: str) -> Iterator[Flowable]:
    """Yield the heading, kept together with what begins under it; then rows of charts and tables side by side."""
    images = [_image(chart, width) for chart in part.charts]
    tables = [set_table(table.shown(), width, language) for table in part.tables]
    rows = list(_packed([*images, *tables], width))
    yield CondPageBreak(HEAD_HIGH + 12 * len(part.words) + (_least_high(rows[0]) if rows else 0))
    yield Spacer(1, 5 * mm)
    yield Paragraph(escape(part.title), style(12, bold=True))
    yield Spacer(1, 1.5 * mm)
    for line in part.words:
        yield Paragraph(escape(line), style(9))
    for row in rows:
        yield Spacer(1, 2.5 * mm)
        yield row[0].flowable if len(row) == 1 else beside(row, GAP)


def _least_high(row: list[Set]) -> float:
    """Return the height that a row needs at least: a table by itself may break after its first rows."""
    alone = len(row) == 1 and not isinstance(row[0].flowable, Image)
    return min(row[0].high, LEAST_HIGH) if alone else max(one.high for one in row)


def _packed(blocks: list[Set], width: float) -> Iterator[list[Set]]:
    """Yield blocks in rows: as many side by side as the page takes, of those that need not break over pages."""
    row: list[Set] = []
    for block in blocks:
        fits = sum(one.wide + GAP for one in row) + block.wide <= width
        if row and not (fits and not any(one.splits for one in (*row, block))):
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def _image(chart: Chart, width: float) -> Set:
    across, high = ImageReader(io.BytesIO(chart.png)).getSize()
    wide = min(width * 0.55, across * 0.4, MOST_HIGH * across / high)
    image = Image(io.BytesIO(chart.png), width=wide, height=wide * high / across, hAlign="LEFT")
    return Set(image, wide, wide * high / across, splits=False)


def _foot(canvas: Canvas, document: SimpleDocTemplate, word: str) -> None:
    canvas.setFont(embedded_font(), 7)
    canvas.drawRightString(document.pagesize[0] - 12 * mm, 8 * mm, f"{word} {canvas.getPageNumber()}")
    canvas.drawString(12 * mm, 8 * mm, document.title)

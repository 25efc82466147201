"""Tables on a page: columns as wide as what they hold, so that no word and no number is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle
from reportlab.platypus import Table as Grid

from mileage.pdf import embedded_font
from reports.paper import Table

SIZE, PAD = 7.5, 5.0
ROW_HIGH = SIZE * 1.3 + 4
MOST_ROWS_BESIDE = 24
INK, RULE = colors.HexColor("#1f2933"), colors.HexColor("#cbd2d9")


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """Something set for the page: how wide and about how high it is, and whether it may break over pages."""

    flowable: Flowable
    wide: float
    high: float
    splits: bool


@lru_cache
def style(size: float, *, bold: bool = False, right: bool = False) -> ParagraphStyle:
    """Return the look of a text."""
    name = f"{size}{bold}{right}"
    font = embedded_font(bold=bold)
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=size * 1.3, textColor=INK, alignment=2 * right, splitLongWords=0
    )


def set_table(table: Table, width: float, language: str = "en") -> Set:
    """Return a table in columns that fit what they hold and together no more than the width."""
    texts = [[column.name for column in table.columns], *table.written(language)]
    widths = _widths(texts, width)
    cells = [
        [
            _cell(text, wide, bold=not number, right=column.right)
            for text, wide, column in zip(row, widths, table.columns, strict=True)
        ]
        for number, row in enumerate(texts)
    ]
    lines = max((sum(isinstance(cell, Paragraph) for cell in row) > 0) for row in cells) if cells else 0
    made = LongTable(cells, colWidths=widths, repeatRows=1, hAlign="LEFT")
    made.setStyle(TableStyle(_look(table)))
    return Set(made, sum(widths), (len(cells) + lines) * ROW_HIGH, splits=len(cells) > MOST_ROWS_BESIDE)


def beside(blocks: Sequence[Set], gap: float) -> Flowable:
    """Return blocks side by side, their tops in line."""
    row = [block.flowable for block in blocks]
    widths = [block.wide + gap for block in blocks]
    grid = Grid([row], colWidths=widths, hAlign="LEFT")
    sides = [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "TOPPADDING", "BOTTOMPADDING")]
    grid.setStyle(TableStyle([*sides, ("RIGHTPADDING", (0, 0), (-1, -1), gap), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return grid


def _cell(text: str, wide: float, *, bold: bool, right: bool) -> str | Paragraph:
    """Return a text as it is where it fits on one line, which is much sooner set, else as a paragraph."""
    if _length(text, bold=bold) <= wide - 2 * PAD + 0.01 and "\n" not in text:
        return text
    return Paragraph(escape(text), style(SIZE, bold=bold, right=right))


def _look(table: Table) -> list[tuple[object, ...]]:
    right = [("ALIGN", (number, 0), (number, -1), "RIGHT") for number, one in enumerate(table.columns) if one.right]
    return [
        ("FONT", (0, 0), (-1, -1), embedded_font(), SIZE, SIZE * 1.3),
        ("FONT", (0, 0), (-1, 0), embedded_font(bold=True), SIZE, SIZE * 1.3),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, RULE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.75, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        *((side, (0, 0), (-1, -1), 2) for side in ("TOPPADDING", "BOTTOMPADDING")),
        *((side, (0, 0), (-1, -1), PAD) for side in ("LEFTPADDING", "RIGHTPADDING")),
        *right,
    ]


def _widths(texts: Sequence[Sequence[str]], width: float) -> list[float]:
    """Return each column's width: its longest text if all have room, never less than its longest word."""
    wanted, least = [], []
    for column in zip(*texts, strict=True):
        head, *body = column
        words = [_length(word, bold=True) for word in head.split()]
        words += [_length(word, bold=False) for text in body for word in (text.split() if len(text) > 14 else [text])]
        least.append(max(words, default=0) + 2 * PAD)
        lines = [_length(text, bold=False) for text in body]
        wanted.append(max([*lines, min(_length(head, bold=True), 22 * mm)], default=0) + 2 * PAD)
    wanted = [max(want, low) for want, low in zip(wanted, least, strict=True)]
    over = sum(wanted) - width
    if over <= 0:
        return wanted
    slack = [want - low for want, low in zip(wanted, least, strict=True)]
    share = min(1.0, over / sum(slack)) if sum(slack) > 0 else 0.0
    return [want - share * loose for want, loose in zip(wanted, slack, strict=True)]


def _length(text: str, *, bold: bool) -> float:
    return float(stringWidth(text, embedded_font(bold=bold), SIZE))

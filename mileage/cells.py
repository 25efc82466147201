"""Tables that a spreadsheet may open: a text that would start a formula is made plain text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTERS = "=+@\t\r\n\uff1d\uff0b\uff0d\uff20-"
"""What makes a spreadsheet take a text for a formula; full-width forms too."""

_BLANKS = "[\\s\u200b-\u200f\u2060\ufeff]"
_FORMULA = re.compile(rf"(^|[;|\t\r\n])('*{_BLANKS}*)(?=[{_STARTERS}])")
"""Where a formula could begin: the text's own beginning, and behind what another country's spreadsheet splits at."""

_NEUTRAL = re.compile(rf"(^|[;|\t\r\n])'('*{_BLANKS}*)(?=[{_STARTERS}])")

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters: a terminal would obey them, and no text needs them."""


def neutral(value: object) -> object:
    """Return a cell that no spreadsheet runs: an apostrophe stands before whatever begins like a formula.

    That is at the text's own beginning, and behind a semicolon, bar, tab or line break, at which the spreadsheets of
    other countries split a row. Numbers and dates pass as they are: ``-15.00`` as a Decimal is an amount, as a text it
    would be suspect.
    """
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'\2", _UNSEEN.sub("", value))
    return "" if value is None else value


def plain(text: str) -> str:
    """Return what a cell said before it was made neutral: `neutral` puts one apostrophe more, this takes one away."""
    return _NEUTRAL.sub(r"\1\2", text) if "'" in text else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV table (comma, quoted where needed, CRLF as RFC 4180 says) with neutralised cells."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()

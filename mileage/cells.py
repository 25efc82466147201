"""Tables that a spreadsheet may open: a text that would start a formula is made plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(value: object) -> object:
    """Return a cell that no spreadsheet runs: a text that begins like a formula gets an apostrophe before it.

    A text that has one already gets another, so that an import can take exactly one away again.
    Numbers and dates pass as they are: ``-15.00`` as a Decimal is an amount, as a text it would be suspect.
    """
    if isinstance(value, str) and value.lstrip(" '").startswith(_STARTERS):
        return "'" + value
    return "" if value is None else value


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV table (comma, quoted where needed, CRLF as RFC 4180 says) with neutralised cells."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()

"""The closing words of a report: totals, who made it, whose it is. They are no rows, and are said to be left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = re.compile(
    r"(grand )?totals?\b|subtotal|sum\b|summe\b|gesamt|insgesamt|total général|copyright|©|\(c\) \d{4}|confidential|"
    r"vertraulich|generated (by|on)|erstellt (von|am)|as of |filtered by|exported (by|on)|\d+ (records|rows|results)",
    re.IGNORECASE,
)
_TOTALS = re.compile(r"(grand )?totals?\b|subtotal|sum\b|summe\b|gesamt|insgesamt", re.IGNORECASE)


def without_footer(
    records: Sequence[Sequence[str]], needed: Sequence[str]
) -> tuple[Sequence[Sequence[str]], tuple[str, ...]]:
    """Return a table's rows without its closing words, and these.

    Closing words are the last rows with one filled cell each, where the kind of file needs more than one, if an empty
    row parts them from the table or one of them says what reports close with. A row of totals belongs to them.
    """
    filled = [[cell.strip() for cell in record if cell.strip()] for record in records]
    begins = len(filled)
    while begins and (not filled[begins - 1] or (len(needed) > 1 and _closes(filled[begins - 1]))):
        begins -= 1
    said = [" ".join(cells) for cells in filled[begins:] if cells]
    parted = begins < len(filled) and not filled[begins]
    if not said or begins == 0 or not (parted or any(_WORDS.match(text) for text in said)):
        return records, ()
    return records[:begins], tuple(said)


def _closes(cells: Sequence[str]) -> bool:
    return len(cells) == 1 or bool(_TOTALS.match(cells[0]))

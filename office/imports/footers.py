"""The closing words of a report: totals, who made it, whose it is. They are no rows, and are said to be left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = re.compile(
    r"(grand )?totals?\b|subtotal|sum\b|summe\b|gesamt|insgesamt|total général|copyright|©|\(c\) \d{4}|confidential|"
    r"vertraulich|generated (by|on)|erstellt (von|am)|as of |filtered by|exported (by|on)|\d+ (records|rows|results)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"copyright\b|©|\(c\) \d{4}|confidential information", re.IGNORECASE)


def without_footer(
    records: Sequence[Sequence[str]], needed: Sequence[int]
) -> tuple[Sequence[Sequence[str]], tuple[str, ...]]:
    """Return a table's rows without its closing words, and these.

    Closing words are the last rows that fill one cell only, or that begin with what reports close with and leave a
    needed column empty; an empty row must part them from the table, or one of them must begin so.

    Parameters
    ----------
    needed : sequence of int
        Where the columns are that every row must fill; with fewer than two no row is a closing one.
    """
    filled = [[cell.strip() for cell in record if cell.strip()] for record in records]
    begins = len(filled)
    while begins and (not filled[begins - 1] or (len(needed) > 1 and _closes(records[begins - 1], needed))):
        begins -= 1
    said = [" ".join(cells) for cells in filled[begins:] if cells]
    parted = begins < len(filled) and not filled[begins]
    if not said or begins == 0 or not (parted or any(_WORDS.match(text) for text in said)):
        return records, ()
    return records[:begins], tuple(said)


def _closes(record: Sequence[str], needed: Sequence[int]) -> bool:
    cells = [cell.strip() for cell in record if cell.strip()]
    whole = all(place < len(record) and record[place].strip() for place in needed)
    return len(cells) == 1 or bool(_OWNER.match(cells[0])) or (not whole and bool(_WORDS.match(cells[0])))

"""Cells whose meaning is known beyond their text: a number or a day that a workbook holds as such."""

from __future__ import annotations


class Exact(str):
    """A number with a point before its decimals and nothing between its thousands, or a day as ISO 8601 writes it.

    It can be read in one way only, and says nothing of how people wrote the texts beside it.
    """

    __slots__ = ()


def trimmed(cell: str) -> str:
    """Return a cell without blanks around it, still exact where it was."""
    return cell if isinstance(cell, Exact) else cell.strip()

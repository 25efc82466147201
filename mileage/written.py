"""Numbers as people write them: read where they can be read in one way, asked about where they can be read in two."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"[0-9]+")
_ONE_MARK = re.compile(r"([0-9]+)[.,]([0-9]+)")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[., '\u2019\u00a0\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<rest>[0-9]+))?"
)


def read_number(text: str) -> Decimal:
    """Return the number that a text such as ``12.3``, ``12,3`` or ``1,234.5`` is.

    Raises
    ------
    ValueError
        Where it is no number, or one that can be read in two ways: ``45,210`` is 45210 to some and 45.21 to others.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    one = _ONE_MARK.fullmatch(text)
    if one is not None:
        return _one_mark(text, one[1], one[2])
    grouped = _GROUPED.fullmatch(text)
    if grouped is None:
        raise ValueError(f"{text!r} is no number")
    whole = "".join(character for character in grouped["whole"] if character.isdigit())
    return Decimal(f"{whole}.{grouped['rest'] or 0}")


def _one_mark(text: str, whole: str, rest: str) -> Decimal:
    """Read a number with one mark: thousands have three digits behind it, one to three before it, and no zero first."""
    number = Decimal(f"{whole}.{rest}")
    if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        readings = f"can be read as {whole}{rest} or as {number.normalize():f}"
        raise ValueError(f"{text!r} {readings}: write {whole}{rest} or {whole}.{rest}0")
    return number

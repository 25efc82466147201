"""Numbers as people write them, in any country: each text with every way in which it can be read.

``85,000`` is eighty-five thousand in Boston and eighty-five in Berlin. Nothing here chooses: whoever asks either knows
which sign is the decimal one, or sees that the readings differ and asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from routing.sentences import sentence


class DecimalSign(StrEnum):
    """The sign before the decimals; the other one may part the thousands."""

    POINT = "point"
    COMMA = "comma"


_SIGNS = {DecimalSign.POINT: (".", ","), DecimalSign.COMMA: (",", ".")}
_BLANKS = "\u0020\u00a0\u2009\u202f'\u2019"
"""What parts thousands whatever the decimal sign is: blanks of four widths, and the Swiss apostrophe."""

_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE](?:[+]?[0-9]{1,2}|-[0-9]{1,3})")
_WHOLE = re.compile(r"[0-9]*")
_CERTAIN = re.compile(r"[0-9]{1,30}")
"""Most cells by far: digits alone."""

_UNSIGNED = re.compile(rf"[0-9](?:[0-9.,{_BLANKS}]*[0-9])?")

_MOST_DIGITS = 40


@lru_cache(maxsize=65_536)
def number_readings(text: str) -> Mapping[DecimalSign, Decimal]:
    """Return what a text says under each decimal sign that it can have been written with.

    Parameters
    ----------
    text : str
        Without a unit: ``1250``, ``1.250,00``, ``1'250.50``, ``1,00,000``, ``-0.5``, ``1e-05``.

    Returns
    -------
    mapping of DecimalSign to Decimal
        Empty where it is no number; one entry where only one sign is possible; two that are equal where it does not
        matter, and two that differ where it does.
    """
    plain = text.strip().replace("\u2212", "-")
    if _CERTAIN.fullmatch(plain):
        return dict.fromkeys(DecimalSign, Decimal(plain))
    if len(plain) > _MOST_DIGITS:
        return {}
    if _SCIENTIFIC.fullmatch(plain):
        return dict.fromkeys(DecimalSign, Decimal(plain))
    read = {sign: _read(plain, *signs) for sign, signs in _SIGNS.items()}
    return {sign: value for sign, value in read.items() if value is not None}


def read_number(text: str) -> Decimal:
    """Return the number that a text such as ``12.3``, ``12,3`` or ``1,234.5`` is, if it can be read in one way.

    Raises
    ------
    ValueError
        Where it is no number without a sign, or can be read in two ways: ``45,210`` is 45210 to some, 45.21 to others.
    """
    found = sorted(set(number_readings(text).values())) if _UNSIGNED.fullmatch(text) else []
    if not found:
        raise ValueError(sentence("{text!r} is no number", text=text))
    if len(found) > 1:
        part, whole = found
        words = "{text!r} can be read as {whole} or as {part_plain:f}: write {whole} or {part}0"
        raise ValueError(sentence(words, text=text, whole=whole, part_plain=part.normalize(), part=part))
    return found[0]


def _read(text: str, decimal: str, group: str) -> Decimal | None:
    sign, digits = (text[0], text[1:]) if text[:1] in {"+", "-"} else ("", text)
    head, point, tail = digits.partition(decimal)
    if (point and not tail) or not (head or tail) or not _WHOLE.fullmatch(tail):
        return None
    whole = _without_groups(head, group)
    return None if whole is None else Decimal(f"{sign}{whole or '0'}{point and '.'}{tail}")


def _without_groups(head: str, group: str) -> str | None:
    """Return the digits of a number's whole part, None where its thousands are not parted as thousands are."""
    if _WHOLE.fullmatch(head):
        return head
    for sign in (group, *_BLANKS):
        parts = head.split(sign)
        if len(parts) > 1 and _in_groups(parts):
            return "".join(parts)
    return None


def _in_groups(parts: list[str]) -> bool:
    first, *middle, last = parts
    if not all(re.fullmatch("[0-9]+", part) for part in parts) or first.startswith("0") or len(last) != 3:
        return False
    thousands = len(first) <= 3 and all(len(part) == 3 for part in middle)
    lakhs = len(first) <= 2 and bool(middle) and all(len(part) == 2 for part in middle)
    return thousands or lakhs

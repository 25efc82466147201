"""Distances as exact decimals: metres inside, miles or kilometres where a rate table or a person speaks of them."""

from __future__ import annotations

import re
from decimal import Decimal

from mileage.money import EXACT
from routing.sentences import sentence
from routing.written_numbers import read_number

METRES = {"mi": Decimal("1609.344"), "km": Decimal(1000), "m": Decimal(1)}
"""Metres in a unit; the international mile is exact by definition (1959)."""

GREATEST_M = Decimal(5_000_000)
"""Longer than any trip of one day by road: what is above is a slip of the pen."""

LONGEST_M = Decimal(10_000_000_000)
"""Ten million kilometres: no odometer shows more."""

_WRITTEN = re.compile(r"\s*([0-9][0-9., '\u2019\u00a0\u202f]*?)\s*(mi|km|m)\s*", re.IGNORECASE)


def parse_distance(text: str) -> Decimal:
    """Return the metres that a text such as ``120mi`` or ``12,3 km`` speaks of.

    Raises
    ------
    ValueError
        Where there is no number, no unit (``mi``, ``km`` or ``m``), a number that can be read in two ways, or more
        than any odometer shows.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(
            sentence("{text!r} is not a distance: write a number and its unit, such as 120mi or 12.3km", text=text)
        )
    metres = EXACT.multiply(read_number(match[1]), METRES[match[2].lower()])
    if metres > LONGEST_M:
        raise ValueError(sentence("{text!r} is more than any odometer shows", text=text))
    return metres


def in_unit(metres: Decimal, unit: str, digits: int = 1) -> Decimal:
    """Return metres as miles or kilometres, rounded half up for show; amounts are never computed from this."""
    return EXACT.divide(metres, METRES[unit]).quantize(Decimal(1).scaleb(-digits), context=EXACT)


def show_distance(metres: Decimal, unit: str) -> str:
    """Return a distance as people write it: ``1,234.5 km``."""
    return f"{in_unit(metres, unit):,} {unit}"

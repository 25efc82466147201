"""Distances in and out of the database: whole micrometres there, exact decimal metres here."""

from __future__ import annotations

from decimal import Decimal

from mileage.money import EXACT

_DIGITS = 6
_NOTHING = Decimal(0)


def to_um(metres: Decimal) -> int:
    """Return whole micrometres; a distance finer than that has to be rounded before it is sealed."""
    scaled = metres.scaleb(_DIGITS, context=EXACT)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{metres} m is finer than a micrometre")
    return int(scaled)


def from_um(micrometres: int) -> Decimal:
    """Return decimal metres."""
    return Decimal(micrometres).scaleb(-_DIGITS, context=EXACT) if micrometres else _NOTHING


def maybe_to_um(metres: Decimal | None) -> int | None:
    """Return whole micrometres, None for None."""
    return None if metres is None else to_um(metres)


def maybe_from_um(micrometres: int | None) -> Decimal | None:
    """Return decimal metres, None for None."""
    return None if micrometres is None else from_um(micrometres)

"""What people type into fields: distances and amounts, with a comma or a point, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from mileage.distance import parse_distance
from mileage.money import Money
from routing.problems import BadInputError, Problem
from routing.written_numbers import read_number
from web.beyond import near

T = TypeVar("T")


def distance_m(text: str, unit: str = "km") -> Decimal:
    """Return the metres of a number, or of a number with a unit of its own."""
    plain = text.strip()
    return _read("distance", lambda: parse_distance(f"{plain} {unit}" if plain[-1:].isdigit() else plain))


def amount(text: str, currency: str) -> Money:
    """Return an amount of money."""
    return _read("amount", lambda: Money(read_number(text.strip()), currency.strip().upper()))


def share(text: str) -> Decimal:
    """Return a share that is written in per cent."""
    return _read("per cent", lambda: read_number(text.strip() or "0") / 100)


def day(text: str) -> date:
    """Return a date that is written as 2026-11-30."""
    return _read("date", lambda: near(date.fromisoformat(text.strip())))


def _read(what: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except ValueError as error:
        raise BadInputError(
            [Problem(f"{what.replace(' ', '-')}-unreadable", what, str(error), "Write it anew.")]
        ) from error

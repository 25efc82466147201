"""What a distance is paid, after what was driven before in the year: F(before + d) - F(before), to the penny.

Rounding is cumulative: the difference of two rounded totals, so that the lines of a year add up to the year's total
exactly, whatever their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from mileage.distance import METRES, in_unit
from mileage.money import EXACT, Money, rounded
from mileage.rate_tables import Band, Rate, RateTable
from mileage.vehicles import Vehicle


@dataclass(frozen=True, slots=True)
class Driven:
    """What has been driven in a pool since the year began.

    Attributes
    ----------
    metres : Decimal
    supplements : Decimal
        Sum of metres times supplement a unit (passengers, regions), not yet divided by the unit's metres.
    """

    metres: Decimal = Decimal(0)
    supplements: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the way in one band: how an amount came about; `amount` is not rounded."""

    label: str
    metres: Decimal
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """The pay for a distance.

    Attributes
    ----------
    pay : Money
    parts : tuple of Part
        Bands, jumps and supplements; their sum differs from `pay` by less than a coin, through cumulative rounding.
    before, after : Driven
        The pool before and after the distance.
    rate : Rate
    table : RateTable
    """

    pay: Money
    parts: tuple[Part, ...]
    before: Driven
    after: Driven
    rate: Rate
    table: RateTable

    @property
    def rates(self) -> str:
        """Return the rates used, as a report shows them: ``0.55`` or ``0.55/0.25``."""
        return "/".join(_shown(part.rate) for part in self.parts if part.label == "band")


def quote(
    table: RateTable,
    vehicle: Vehicle,
    day: date,
    metres: Decimal,
    before: Driven,
    *,
    region: str = "",
    passengers: int = 0,
) -> Quote:
    """Return what `metres` driven on a day are paid.

    Parameters
    ----------
    table : RateTable
    vehicle : Vehicle
    day : date
        The day of the trip, never the day of entry.
    metres : Decimal
        Not negative.
    before : Driven
        What the pool (rep, year, vehicle class) held before this trip, in order of trip date, then id.
    region : str
        A region of the table with a supplement; any other pays the plain rate.
    passengers : int

    Raises
    ------
    NoRateError
        Where no rate is in force.
    """
    if metres < 0 or before.metres < 0 or passengers < 0:
        raise ValueError("a distance or a number of passengers is negative")
    rate = table.rate(vehicle, day)
    factor = rate.electric if vehicle.electric else Decimal(1)
    with localcontext(EXACT):
        extra = metres * rate.supplement(region, passengers)
        after = Driven(before.metres + metres, before.supplements + extra)
        pay = _rounded_owed(table, rate, factor, after) - _rounded_owed(table, rate, factor, before)
        parts = tuple(_parts(table, rate, factor, before, after))
    return Quote(Money(pay, table.currency), parts, before, after, rate, table)


def _owed(band: Band, factor: Decimal, metres: Decimal, size: Decimal) -> Decimal:
    """Return F on a band's line, not rounded; one division at the very end keeps halves of a coin exact."""
    return (band.rate * metres + band.plus * size) * factor / size


def _rounded_owed(table: RateTable, rate: Rate, factor: Decimal, driven: Driven) -> Decimal:
    size = METRES[table.unit]
    base = _owed(rate.band(driven.metres, table.unit), factor, driven.metres, size)
    return rounded(base, table.currency) + rounded(driven.supplements / size, table.currency)


def _parts(table: RateTable, rate: Rate, factor: Decimal, before: Driven, after: Driven) -> Iterator[Part]:
    """Yield the way from `before` to `after`, cut where bands end."""
    size, here, last = METRES[table.unit], before.metres, rate.band(before.metres, table.unit)
    for band in rate.bands:
        end = after.metres if band.up_to is None else min(after.metres, band.up_to * size)
        if end <= here:
            continue
        jump = _owed(band, factor, here, size) - _owed(last, factor, here, size)
        if jump:
            yield Part("jump", Decimal(0), band.rate * factor, jump)
        yield Part("band", end - here, band.rate * factor, band.rate * factor * (end - here) / size)
        here, last = end, band
    extra, driven = after.supplements - before.supplements, after.metres - before.metres
    if extra:
        yield Part("supplement", driven, extra / driven, extra / size)


def _shown(rate: Decimal) -> str:
    """Return a rate with two digits at least: 0.30, 0.585."""
    two_digits = rate.quantize(Decimal("0.01"))
    return str(two_digits) if two_digits == rate else f"{rate.normalize():f}"


def explain(result: Quote) -> tuple[str, ...]:
    """Return how an amount came about, a line for each step, for a person to check by hand."""
    table, unit = result.table, result.table.unit
    lines = [
        f"{table.title}, {result.rate.vehicle}: {result.rate.source}",
        f"in force {result.rate.valid_from} to {result.rate.valid_to or 'further notice'}",
        f"the year counts from {table.year_starts[0]:02}-{table.year_starts[1]:02}",
        f"driven before in the year: {in_unit(result.before.metres, unit, 3).normalize():f} {unit}",
    ]
    words = {"band": "", "supplement": " supplement", "jump": " step of the scale"}
    for part in result.parts:
        length = f"{in_unit(part.metres, unit, 3).normalize():f} {unit} x {part.rate.normalize():f}"
        what = "" if part.label == "jump" else length
        lines.append(f"{what}{words[part.label]} = {part.amount.normalize():f}".strip())
    lines.append(f"rounded half up on the year's total, so that lines add up: {result.pay}")
    lines.append(f"rate table {table.scheme} {table.hash[:12]}")
    return tuple(lines)

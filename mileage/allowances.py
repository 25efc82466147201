"""Per diem and overnight allowances by place and day, with the rules for the first, the last and a single day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from mileage.money import EXACT, Money, rounded
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

_DAY_S = 86_400

MEALS = ("breakfast", "lunch", "dinner")


@dataclass(frozen=True, slots=True)
class PlaceRates:
    """What a whole day's meals and a night are worth in a place.

    Attributes
    ----------
    provided : mapping of meal to Decimal
        What is taken off for each of `MEALS` that somebody else paid for.
    least : Decimal
        What provided meals never take the day's amount below.
    first, last : date or None
        The season in which these rates hold, both inclusive; None for no bound.
    """

    meals: Decimal
    lodging: Decimal
    provided: Mapping[str, Decimal] = field(default_factory=dict)
    least: Decimal = Decimal(0)
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether a day lies in the season."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class AllowanceTable:
    """One scheme of allowances.

    Attributes
    ----------
    first_last : Decimal
        Share of a day's meals that is paid on the first and on the last day of a journey with a night.
    single_day : Decimal
        Share that is paid for a journey without a night that lasts more than `single_day_over_s`.
    hash : str
        SHA-256 of the content, as with rate tables.
    """

    scheme: str
    title: str
    currency: str
    valid_from: date
    valid_to: date | None
    source: str
    first_last: Decimal
    single_day: Decimal
    single_day_over_s: int
    places: Mapping[str, tuple[PlaceRates, ...]]
    hash: str

    def rates(self, place: str, day: date) -> PlaceRates | None:
        """Return a place's rates of a day, None where the table has none."""
        return next((rates for rates in self.places.get(place, ()) if rates.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Journey:
    """Days away from home.

    Attributes
    ----------
    nights : tuple of str
        The place of each night, one after the other; empty for a single day.
    place : str
        Where a single day was spent.
    left_s, away_s : int
        When a single day began, in seconds since local midnight, and how long it lasted; it may end past midnight.
    lodging_free : bool
        True where the night was paid by the company or booked as an expense: then no lump sum is due.
    provided : frozenset of (date, meal)
        Meals that somebody else paid for: in the hotel's price, at a conference, by the host.
    """

    rep_id: str
    first_day: date
    nights: tuple[str, ...] = ()
    place: str = "standard"
    left_s: int = 0
    away_s: int = 0
    lodging_free: bool = False
    provided: frozenset[tuple[date, str]] = frozenset()

    @property
    def last_day(self) -> date:
        """Return the day of the return."""
        return self.first_day + timedelta(days=len(self.nights) or self._midnights)

    @property
    def _midnights(self) -> int:
        """Return how many midnights a journey without a night's lodging saw: a trip into the small hours sees one."""
        return max(0, self.left_s + self.away_s - 1) // _DAY_S

    @property
    def paid_day(self) -> date:
        """Return the day to which a journey without a night counts: that on which most of it fell, else its first."""
        before_midnight_s = _DAY_S - self.left_s
        falls_later = self._midnights > 0 and self.away_s - before_midnight_s > before_midnight_s
        return self.first_day + timedelta(days=1) if falls_later else self.first_day

    def stays(self) -> tuple[tuple[date, str], ...]:
        """Return each day with the place it is paid by: that of the night after it, the last day as the one before."""
        if not self.nights:
            return ((self.paid_day, self.place),)
        places = (*self.nights, self.nights[-1])
        return tuple((self.first_day + timedelta(days=number), place) for number, place in enumerate(places))

    def day_paid_for(self, day: date) -> date:
        """Return by which day's rates a meal of a day is taken off: a journey without a night has one day alone."""
        return day if self.nights or not self.first_day <= day <= self.last_day else self.paid_day


@dataclass(frozen=True, slots=True)
class AllowanceLine:
    """One day's meals or one night, with the rule that made it."""

    day: date
    place: str
    what: str
    rule: str
    pay: Money


def allowance(table: AllowanceTable, journey: Journey) -> tuple[AllowanceLine, ...]:
    """Return a journey's allowances, day by day.

    Raises
    ------
    BadInputError
        Where the table has no rate for a place or a day, or a provided meal is none of the journey's.
    """
    problems = [*_gaps(table, journey), *_no_meals(table, journey)]
    if problems:
        raise BadInputError(problems)
    return tuple(_nights(table, journey) if journey.nights else _single(table, journey))


def _single(table: AllowanceTable, journey: Journey) -> Iterator[AllowanceLine]:
    if journey.away_s > table.single_day_over_s:
        rule = f"single day of more than {table.single_day_over_s // 3600} h"
        yield _meals(table, journey, journey.stays()[0], table.single_day, rule)


def _nights(table: AllowanceTable, journey: Journey) -> Iterator[AllowanceLine]:
    stays = journey.stays()
    for stay in stays:
        edge = stay in (stays[0], stays[-1])
        share, rule = (table.first_last, "first or last day") if edge else (Decimal(1), "full day")
        yield _meals(table, journey, stay, share, rule)
        if stay is not stays[-1] and not journey.lodging_free:
            lodging = Money(rounded(_rates(table, stay).lodging, table.currency), table.currency)
            yield AllowanceLine(*stay, "lodging", "night", lodging)


def _meals(table: AllowanceTable, journey: Journey, stay: tuple[date, str], share: Decimal, rule: str) -> AllowanceLine:
    """Return a day's meals: the share that is due, less what was provided, but never below the least."""
    rates, given = _rates(table, stay), {(journey.day_paid_for(day), meal) for day, meal in journey.provided}
    free = [meal for meal in MEALS if (stay[0], meal) in given]
    due = EXACT.multiply(rates.meals, share)
    left = due - sum((rates.provided[meal] for meal in free), Decimal(0))
    amount = rounded(max(left, min(due, rates.least)), table.currency)
    said = f"{rule}; provided: {', '.join(free)}" if free else rule
    return AllowanceLine(*stay, "meals", said, Money(amount, table.currency))


def _rates(table: AllowanceTable, stay: tuple[date, str]) -> PlaceRates:
    day, place = stay
    rates = table.rates(place, day)
    if rates is None:
        raise ValueError(
            sentence("{scheme} has no rates for {place} on {day}", scheme=table.scheme, place=place, day=day)
        )
    return rates


def _gaps(table: AllowanceTable, journey: Journey) -> Iterator[Problem]:
    where, known = (
        sentence("journey of {rep_id} on {first_day}", rep_id=journey.rep_id, first_day=journey.first_day),
        ", ".join(sorted(table.places)),
    )
    for place in dict.fromkeys(place for _, place in journey.stays()):
        if place not in table.places:
            cause = sentence("{scheme} has no place {place!r}", scheme=table.scheme, place=place)
            yield Problem("place-without-allowance", where, cause, sentence("Known: {known}.", known=known))
    for day, place in journey.stays():
        if place in table.places and table.rates(place, day) is None:
            cause = sentence("{scheme} has no rates for {place} on {day}", scheme=table.scheme, place=place, day=day)
            yield Problem("allowance-gap", where, cause, "Import the season's rates.")
    if journey.first_day < table.valid_from or (table.valid_to is not None and journey.last_day > table.valid_to):
        cause = sentence(
            "{scheme} holds from {valid_from} to {value}",
            scheme=table.scheme,
            valid_from=table.valid_from,
            value=table.valid_to or "further notice",
        )
        yield Problem(
            "allowance-gap",
            sentence("journey on {first_day}", first_day=journey.first_day),
            cause,
            "Import the year's table.",
        )


def _no_meals(table: AllowanceTable, journey: Journey) -> Iterator[Problem]:
    stays = dict(journey.stays())
    for day, meal in sorted(journey.provided):
        where = sentence("{meal} of {day}", meal=meal, day=day)
        paid = journey.day_paid_for(day)
        rates = table.rates(stays[paid], paid) if paid in stays else None
        if paid not in stays:
            yield Problem("meal-elsewhere", where, "is no day of the journey", "Name a day of the journey.")
        elif meal not in MEALS:
            yield Problem(
                "meal-unknown",
                where,
                sentence("{meal!r} is no meal", meal=meal),
                sentence("Write one of: {names}.", names=", ".join(MEALS)),
            )
        elif rates is not None and meal not in rates.provided:
            cause = sentence(
                "{scheme} does not say what it is worth in {stays}", scheme=table.scheme, stays=stays[paid]
            )
            yield Problem("meal-without-value", where, cause, "Add `provided` to the place in a table of your own.")

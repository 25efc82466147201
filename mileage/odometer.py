"""Odometer readings held against the log: what the car drove is business, commute, private, or not accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from mileage.distance import show_distance
from mileage.trips import Trip, TripKind
from routing.problems import Problem
from routing.sentences import sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """What an odometer said on the evening of a day, in metres.

    Where another instrument was put into the same car since the reading before, `replaced_at_m` is what the old one
    showed last and `began_at_m` what the new one showed first; both None where it is the same instrument.
    """

    vehicle_id: str
    day: date
    metres: Decimal
    replaced_at_m: Decimal | None = None
    began_at_m: Decimal | None = None

    @property
    def is_replaced(self) -> bool:
        """Return whether another instrument counts since the reading before."""
        return self.replaced_at_m is not None

    def driven_since(self, before: Reading) -> Decimal:
        """Return the metres between two readings; negative where one of them is wrong."""
        if self.replaced_at_m is None:
            return self.metres - before.metres
        return self.replaced_at_m - before.metres + self.metres - (self.began_at_m or Decimal(0))

    def follows(self, before: Reading) -> bool:
        """Return whether no instrument went backwards since the reading before."""
        if self.replaced_at_m is None:
            return self.metres >= before.metres
        return self.replaced_at_m >= before.metres and self.metres >= (self.began_at_m or Decimal(0))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The span between two readings of one vehicle, in metres; `open_m` is what no trip accounts for.

    `open_m` is negative where the log holds more than the car drove.
    """

    vehicle_id: str
    after: date
    until: date
    driven_m: Decimal
    business_m: Decimal
    commute_m: Decimal
    private_m: Decimal

    @property
    def open_m(self) -> Decimal:
        """Return what the odometer holds beyond the log."""
        return self.driven_m - self.business_m - self.commute_m - self.private_m


def reading_problems(readings: Sequence[Reading], unit: str = "km") -> tuple[Problem, ...]:
    """Return a problem for each reading that is negative, or below the one before it."""
    return tuple(_problems(readings, unit))


def _problems(readings: Sequence[Reading], unit: str) -> Iterator[Problem]:
    ordered = sorted(readings, key=lambda reading: (reading.vehicle_id, reading.day))
    for reading in ordered:
        if reading.metres < 0:
            yield Problem("odometer-negative", _where(reading), "the reading is negative", "Read it again.")
    for one, two in pairwise(ordered):
        if one.vehicle_id == two.vehicle_id and not two.follows(one):
            shown = two.metres if two.replaced_at_m is None else min(two.metres, two.replaced_at_m)
            cause = sentence(
                "{show_distance} is less than {show_distance_2} on {day}",
                show_distance=show_distance(shown, unit),
                show_distance_2=show_distance(one.metres, unit),
                day=one.day,
            )
            action = "Correct one of the two readings; where the instrument was replaced, say so with --replaced-at."
            yield Problem("odometer-backwards", _where(two), cause, action)


def _where(reading: Reading) -> str:
    return f"odometer of {reading.vehicle_id} on {reading.day}"


def reconcile(readings: Sequence[Reading], trips: Iterable[Trip]) -> tuple[Reconciled, ...]:
    """Return the spans between one reading and the next, each held against the trips of its days.

    Parameters
    ----------
    readings : sequence of Reading
        Without `reading_problems`.
    trips : iterable of Trip
        The rep's own, private ones included: this is shown to the rep alone.
    """
    driven = list(trips)
    ordered = sorted(readings, key=lambda reading: (reading.vehicle_id, reading.day))
    return tuple(_span(one, two, driven) for one, two in pairwise(ordered) if one.vehicle_id == two.vehicle_id)


def _span(one: Reading, two: Reading, trips: Iterable[Trip]) -> Reconciled:
    own = [trip for trip in trips if trip.vehicle_id == one.vehicle_id and one.day < trip.date <= two.day]
    return Reconciled(one.vehicle_id, one.day, two.day, two.driven_since(one), *_shares(own))


def _shares(trips: Sequence[Trip]) -> tuple[Decimal, Decimal, Decimal]:
    """Return the business, commuting and private metres of some trips; what the policy takes off is commuting."""
    private = sum((trip.distance_m for trip in trips if trip.kind is TripKind.PRIVATE), Decimal(0))
    business = sum((trip.claimed_m for trip in trips), Decimal(0))
    total = sum((trip.distance_m for trip in trips), Decimal(0))
    return business, total - private - business, private


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What a rep drove in a calendar year with one vehicle, in metres: the totals that a log has to end with."""

    year: int
    vehicle_id: str
    business_m: Decimal
    commute_m: Decimal
    private_m: Decimal


def year_totals(trips: Iterable[Trip]) -> tuple[YearTotal, ...]:
    """Return business, commuting and private distance by year and vehicle; shown to the rep alone."""
    groups: dict[tuple[int, str], list[Trip]] = defaultdict(list)
    for trip in trips:
        groups[trip.date.year, trip.vehicle_id].append(trip)
    return tuple(YearTotal(*key, *_shares(groups[key])) for key in sorted(groups))

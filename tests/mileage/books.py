"""A ledger in memory, kept the way a workspace keeps one; shared by the tests of this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mileage.evidence import seal
from mileage.ledger import Head, Posting, append, standing
from mileage.periods import Closing
from mileage.posting import Book, Posted, entries
from mileage.rate_tables import RateTable
from mileage.trips import Trip
from mileage.vehicles import Vehicle


@dataclass
class Shelf:
    """One rep's book in memory: all postings, the trips as they stand, every version that was ever attested."""

    table: RateTable
    vehicles: dict[str, Vehicle] = field(default_factory=lambda: {"car": Vehicle("car", "rep")})
    closing: Closing = field(default_factory=Closing)
    postings: list[Posting] = field(default_factory=list)
    trips: dict[str, Trip] = field(default_factory=dict)
    seals: set[tuple[str, str]] = field(default_factory=set)

    def book(self) -> Book:
        held: dict[str, list[Posting]] = defaultdict(list)
        for posting in standing(self.postings):
            held[posting.entry.subject].append(posting)
        posted = tuple(Posted(self.trips[trip_id], tuple(own)) for trip_id, own in held.items())
        return Book(self.table, self.vehicles, self.closing, posted)

    def post(self, attested: Sequence[Trip] = (), withdrawn: Iterable[str] = (), reason: str = "") -> list[Posting]:
        new, problems = entries(self.book(), attested, withdrawn, reason)
        assert problems == ()
        head = Head(self.postings[-1].number, self.postings[-1].hash) if self.postings else Head()
        added = append(head, new, "2026-06-01T08:00:00Z", "rep")
        self.postings += added
        self.trips |= {trip.id: trip for trip in attested}
        for trip in attested:
            self.seals.add((trip.id, seal(trip)))
        return list(added)

    def total(self) -> Decimal:
        return sum((posting.entry.pay.amount for posting in self.postings), Decimal(0))


def trip(name: str, day: str, miles: str, vehicle: str = "car") -> Trip:
    metres = Decimal(miles) * Decimal("1609.344")
    return Trip(name, "rep", date.fromisoformat(day), "a", "A Street", "b", "B Street", metres, vehicle, "Spring order")

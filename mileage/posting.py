"""From trips to entries: the new is posted, the changed reversed and posted anew, the re-priced gets a delta.

The rule is one: after the entries, the standing postings of every trip sum to what the trip is paid today in its place
of the year. So the order in which trips arrive does not matter, and reversing and posting again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from mileage.evidence import seal, seals
from mileage.ledger import Entry, EntryKind, Posting, reversal
from mileage.money import Money
from mileage.periods import Closing, month_of
from mileage.pricing import Pool, PricedTrip, price
from mileage.quote import Driven
from mileage.rate_tables import TableOn
from mileage.trips import Trip
from mileage.vehicles import Vehicle
from routing.problems import Problem


@dataclass(frozen=True, slots=True)
class Posted:
    """A trip as it stands in the ledger, with the postings that hold for it (its own, and its deltas)."""

    trip: Trip
    postings: tuple[Posting, ...]

    @property
    def amount(self) -> Decimal:
        """Return what the trip has been paid so far."""
        return sum((posting.entry.pay.amount for posting in self.postings), Decimal(0))

    @property
    def evidence(self) -> str:
        """Return the seal under which the trip was posted."""
        return self.postings[0].entry.evidence


@dataclass(frozen=True, slots=True)
class Book:
    """What the ledger holds of one rep from some day on, and by which rules it goes on.

    Attributes
    ----------
    posted : tuple of Posted
        All standing trips of the rep from that day on; trips before it are only counted.
    before : mapping of Pool to Driven
        What the pools held before that day.
    """

    table: TableOn
    vehicles: Mapping[str, Vehicle]
    closing: Closing
    posted: tuple[Posted, ...] = ()
    before: Mapping[Pool, Driven] = field(default_factory=dict)


def entries(
    book: Book, attested: Sequence[Trip], withdrawn: Iterable[str] = (), reason: str = ""
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return what must be posted so that the ledger says what is true now.

    Parameters
    ----------
    book : Book
        From the earliest day of the trips that come or go, or earlier.
    attested : sequence of Trip
        New trips, and trips whose content has changed (by id).
    withdrawn : iterable of str
        Ids of trips that are no longer claimed.
    reason : str
        Why something posted is changed; it stands in the reversals and what takes their place.

    Returns
    -------
    entries : tuple of Entry
        Reversals first, then trips and deltas in order of trip date and id.
    problems : tuple of Problem
        Trips that cannot be priced; then `entries` is empty, for nothing is ever half posted.
    """
    known = {posted.trip.id: posted for posted in book.posted}
    gone = set(withdrawn)
    wanted = {trip_id: posted.trip for trip_id, posted in known.items() if trip_id not in gone}
    wanted |= {trip.id: trip for trip in attested}
    priced, problems = price(wanted.values(), book.vehicles, book.table, book.before)
    if problems:
        return (), problems
    standing = {item.trip.id: item for item in priced}
    undone = [posted for posted in book.posted if _must_go(posted, standing.get(posted.trip.id))]
    undone_ids = {posted.trip.id for posted in undone}
    return (
        *_reversals(undone, book.closing, reason),
        *_news(priced, known, undone_ids, book.closing, reason),
    ), ()


def _must_go(posted: Posted, now: PricedTrip | None) -> bool:
    return now is None or posted.evidence not in seals(now.trip) or now.quote.pay.currency != _currency(posted)


def _currency(posted: Posted) -> str:
    return posted.postings[0].entry.pay.currency


def _reversals(undone: Iterable[Posted], closing: Closing, reason: str) -> Iterator[Entry]:
    for posted in undone:
        for posting in posted.postings:
            yield reversal(posting, closing.period(posted.trip.rep_id, posted.trip.date), reason)


def _news(
    priced: Iterable[PricedTrip], known: Mapping[str, Posted], undone: set[str], closing: Closing, reason: str
) -> Iterator[Entry]:
    for item in priced:
        posted = known.get(item.trip.id)
        if posted is None:
            yield _entry(item, closing)
        elif item.trip.id in undone:
            yield replace(_entry(item, closing), refers=posted.postings[0].number, reason=reason)
        elif item.quote.pay.amount != posted.amount:
            yield _delta(item, posted, closing, reason or "re-priced: an earlier trip or the rates have changed")


def _delta(item: PricedTrip, posted: Posted, closing: Closing, reason: str) -> Entry:
    change = Money(item.quote.pay.amount - posted.amount, item.quote.pay.currency)
    return replace(
        _entry(item, closing),
        kind=EntryKind.DELTA,
        pay=change,
        metres=Decimal(0),
        supplements=Decimal(0),
        refers=posted.postings[0].number,
        reason=reason,
    )


def _entry(item: PricedTrip, closing: Closing) -> Entry:
    trip, period = item.trip, closing.period(item.trip.rep_id, item.trip.date)
    return Entry(
        kind=EntryKind.TRIP,
        rep_id=trip.rep_id,
        subject=trip.id,
        day=trip.date,
        period=period,
        debit=f"mileage:{trip.rep_id}",
        credit=f"owed:{trip.rep_id}",
        pay=item.quote.pay,
        metres=trip.claimed_m,
        supplements=item.quote.after.supplements - item.quote.before.supplements,
        pool=pool_name(item.pool),
        table_hash=item.quote.table.hash,
        rates=item.quote.rates,
        evidence=seal(trip),
        reason="" if period == month_of(trip.date) else f"late: {month_of(trip.date)} is closed",
    )


def pool_name(pool: Pool) -> str:
    """Return how a posting names its pool."""
    return f"{pool.scheme}/{pool.year.isoformat()}/{pool.vehicle}"


def pool_named(rep_id: str, name: str) -> Pool:
    """Return the pool that a rep's posting names."""
    scheme, year, vehicle = name.split("/", maxsplit=2)
    return Pool(rep_id, scheme, date.fromisoformat(year), vehicle)

"""A rep's own month: the days whose trips wait for a word, one day with its trips, expenses and the claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mileage.ledger import Posting
from mileage.log import LogEntry
from mileage.periods import Days, month_days, month_of
from mileage.photos import scaled_photo
from mileage.reminders import ATTEST, Reminder
from mileage.summaries import Spent
from mileage.trips import Trip, TripKind
from office.door import Act, reads, works, writes
from office.mileage.attestations import Correction, attest_trips, correct_trip, present_version
from office.mileage.claims import ClaimShown, missing_of, show_claim
from office.mileage.expenses import Entered, NewExpense, add_expense, spent_of
from office.mileage.reports import log_entries
from office.mileage.reps import require_rep
from office.mileage.trips import NewTrip, add_trip
from office.visits.free_days import free_days
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.claims import read_claims
from store.terms import expense_policy
from store.trips import TripState, read_trips


@dataclass(frozen=True, slots=True)
class MoneyDay:
    """A day of the month with trips: how many wait for the rep's word, and the metres of those on business."""

    date: Day
    waiting: int
    business_m: Decimal


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """A rep's month.

    Attributes
    ----------
    unattested : tuple of date
        Past days whose trips the rep has not attested, and today unless they are, or it is a day off without trips.
    others : tuple of (str, str)
        Month and state of the rep's other claims, the newest first.
    categories, currency
        What the expense policy knows.
    """

    rep_id: str
    period: str
    today: date
    days: tuple[MoneyDay, ...]
    unattested: tuple[date, ...]
    expenses: tuple[Spent, ...]
    claim: ClaimShown
    missing: tuple[Reminder, ...]
    others: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    currency: str


@dataclass(frozen=True, slots=True)
class OwnTrips:
    """A rep's day: its trips, and how many that were attested are to leave, as their visit has gone."""

    date: Day
    today: Day
    entries: tuple[LogEntry, ...]
    leaving: int

    @property
    def waiting(self) -> int:
        """Return how many trips wait for the rep's word."""
        return sum(one.state == "draft" for one in self.entries) + self.leaving


@reads
def read_own_money(act: Act, period: str = "") -> OwnMoney:
    """Return a month (the present one, if none is named) of the rep who asks.

    Raises
    ------
    BadInputError
        If the person is no rep.
    """
    rep_id, today = _own(act)
    month = period or month_of(today)
    days, policy = month_days(month), expense_policy(act.connection)
    missing = missing_of(act, rep_id, month, today)
    claims = [one for one in read_claims(act.connection) if one.rep_id == rep_id and one.period != month]
    shown = _days(log_entries(act, days, rep_id, drafts=True))
    late = {date.fromisoformat(one.about) for one in missing if one.what == ATTEST}
    late |= {today} if month == month_of(today) and _waits_today(act, rep_id, today, shown) else set()
    return OwnMoney(
        rep_id,
        month,
        today,
        shown,
        tuple(sorted(late)),
        spent_of(act, days, rep_id),
        show_claim.inside(act, rep_id, month),
        missing,
        tuple(sorted(((one.period, one.state.value) for one in claims), reverse=True)),
        tuple(policy.categories),
        policy.currency,
    )


@reads
def read_own_trips(act: Act, day: date) -> OwnTrips:
    """Return the trips of a day, drafts included, of the rep who asks."""
    rep_id, today = _own(act)
    leaving = read_trips(act.connection, (TripState.LEAVING,), rep_id, day, day)
    return OwnTrips(day, today, log_entries(act, Days(day, day), rep_id, drafts=True), len(leaving))


@writes
def attest_own_day(act: Act, day: date, seen: str) -> tuple[Posting, ...]:
    """Attest the trips of a day as they were shown: `seen` is the `shown_as` of the page.

    Raises
    ------
    BadInputError
        If the trips are others by now, or cannot be attested.
    """
    rep_id, _ = _own(act)
    if shown_as(read_own_trips.inside(act, day)) != seen:
        cause = "its trips have changed since they were shown"
        raise BadInputError([Problem("trips-changed", f"{day}", cause, "Look at the day again, then attest it.")])
    return attest_trips.inside(act, rep_id, Days(day, day))


def shown_as(trips: OwnTrips) -> str:
    """Return what names the trips of a day as they stand: each with its kind and its metres."""
    shown = [f"{one.trip.id}:{one.state}:{one.trip.kind.value}:{one.trip.distance_m}" for one in trips.entries]
    return "|".join([*sorted(shown), str(trips.leaving)])


@writes
def report_deviation(act: Act, trip_id: str, distance_m: Decimal, reason: str) -> tuple[Posting, ...]:
    """Say that a way was longer or shorter than the roads have it, and why; the reason stands in its purpose.

    Raises
    ------
    BadInputError
        If no reason is given, or the trip cannot be corrected so.
    """
    if not reason.strip():
        action = "Say why the way was another."
        raise BadInputError(
            [
                Problem(
                    "reason-missing", sentence("trip {trip_id}", trip_id=trip_id), "the deviation has no reason", action
                )
            ]
        )
    held = present_version(act.connection, trip_id).trip
    said = Correction(distance_m=distance_m, purpose=f"{held.purpose}; {reason.strip()}".removeprefix("; "))
    return correct_trip.inside(act, trip_id, said, reason)


@writes
def add_errand(act: Act, day: date, distance_m: Decimal, note: str = "") -> Trip:
    """Add a private way of a day, such as an errand at noon: it is never paid, and nobody else sees it."""
    rep_id, _ = _own(act)
    return add_trip.inside(act, rep_id, NewTrip(day, distance_m, purpose=note.strip(), kind=TripKind.PRIVATE))


@works
def add_own_expense(act: Act, new: NewExpense, photo: bytes | None = None, name: str = "receipt") -> Entered:
    """Enter an expense with a photograph, which is scaled, and kept without what the camera wrote beside it."""
    receipt = scaled_photo(photo, name) if photo else None
    with act.writing():
        rep_id, _ = _own(act)
        return act.answer(add_expense.inside(act, rep_id, new, receipt, name))


def _waits_today(act: Act, rep_id: str, today: date, shown: tuple[MoneyDay, ...]) -> bool:
    """Return whether today asks for the rep's word: trips that wait, or a working day without any yet."""
    driven = [one for one in shown if one.date == today]
    if driven:
        return any(one.waiting for one in driven)
    return not free_days(act.connection, require_rep(act.connection, rep_id), [today])


def _own(act: Act) -> tuple[str, date]:
    if act.who.rep_id is None:
        cause = sentence("{who_name} is no rep", who_name=act.who.name)
        raise BadInputError([Problem("person-no-rep", "person", cause, "Ask an administrator to name the rep.")])
    rep = require_rep(act.connection, act.who.rep_id)
    return rep.id, act.today(rep.timezone)


def _days(entries: tuple[LogEntry, ...]) -> tuple[MoneyDay, ...]:
    found: dict[date, list[LogEntry]] = {}
    for one in entries:
        found.setdefault(one.trip.date, []).append(one)
    return tuple(
        MoneyDay(
            day,
            sum(one.state == "draft" for one in own),
            sum((one.trip.distance_m for one in own if one.trip.kind is TripKind.BUSINESS), Decimal(0)),
        )
        for day, own in sorted(found.items())
    )

"""The rep's word: drafts become attested trips, and the ledger says at once what they are paid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from mileage.checks import trip_problems
from mileage.ledger import Posting, standing
from mileage.periods import Days
from mileage.posting import Book, Posted, entries
from mileage.trips import Trip, TripKind
from office.door import Act, writes
from office.mileage.reps import rep_today, require_self, require_visible, terms_of
from office.signatures import require_signature
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.claims import read_closing
from store.database import Connection
from store.ledger import driven_before, post, postings_of
from store.terms import archive_packaged, read_vehicles, tables_of
from store.trips import StoredTrip, TripState, add_trips, read_trips, remove_drafts, set_state, versions_of


@dataclass(frozen=True, slots=True)
class _Change:
    """What comes into the ledger and what leaves it, with the stored versions that say so."""

    coming: tuple[StoredTrip, ...] = ()
    leaving: tuple[StoredTrip, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a rep says of a trip instead; None leaves as it is. An address in place of a known place unlinks it."""

    distance_m: Decimal | None = None
    from_address: str | None = None
    to_address: str | None = None
    purpose: str | None = None
    kind: TripKind | None = None
    vehicle_id: str | None = None
    passengers: int | None = None
    region: str | None = None
    odometer_start_m: Decimal | None = None
    odometer_end_m: Decimal | None = None

    def of(self, trip: Trip) -> Trip:
        """Return a trip as it is corrected."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        given: dict[str, object] = {name: value for name, value in said.items() if value is not None}
        given |= {name.replace("address", "id"): "" for name in ("from_address", "to_address") if name in given}
        return replace(trip, **given)  # type: ignore[arg-type]


@writes
def attest_trips(act: Act, rep_id: str, days: Days) -> tuple[Posting, ...]:
    """Attest all drafts of a rep's days, both ends inclusive, and post them.

    Raises
    ------
    BadInputError
        With every reason why the days cannot be attested; then nothing is changed.
    """
    require_signature(act)
    require_self(act, rep_id)
    waiting = read_trips(act.connection, (TripState.DRAFT, TripState.LEAVING), rep_id, days.first, days.last)
    coming = tuple(one for one in waiting if one.state is TripState.DRAFT)
    leaving = tuple(one for one in waiting if one.state is TripState.LEAVING)
    posted = _carry_out(act, rep_id, _Change(coming, leaving, "the visits of the day have changed"))
    if not waiting:
        act.changed_nothing()
    return _noted(act, rep_id, posted, sentence("{count} trips of {rep} attested", count=len(waiting), rep=rep_id))


@writes
def correct_trip(act: Act, trip_id: str, correction: Correction, reason: str = "") -> tuple[Posting, ...]:
    """Correct a trip.

    A draft is simply written anew. What was attested needs a reason, and gets a reversal and a new posting, linked.
    """
    held = present_version(act.connection, trip_id)
    rep_id = held.trip.rep_id
    require_signature(act)
    require_self(act, rep_id)
    made = replace(correction.of(held.trip), captured_at=act.at, created_by=act.who.id)
    new = StoredTrip(made, held.version + 1, TripState.DRAFT)
    posted: tuple[Posting, ...] = ()
    if held.state is TripState.DRAFT:
        remove_drafts(act.connection, [held])
        add_trips(act.connection, [new])
    else:
        why = _reason(reason)
        add_trips(act.connection, [new])
        posted = _carry_out(act, rep_id, _Change((new,), (), why))
    return _noted(act, rep_id, posted, sentence("trip {trip} of {rep} corrected", trip=trip_id, rep=rep_id))


@writes
def withdraw_trip(act: Act, trip_id: str, reason: str) -> tuple[Posting, ...]:
    """Take a trip back for good; what was posted for it is reversed, what it had moved up a tier gets its delta."""
    held = present_version(act.connection, trip_id)
    rep_id = held.trip.rep_id
    require_signature(act)
    require_self(act, rep_id)
    why = _reason(reason)
    posted: tuple[Posting, ...] = ()
    if held.state is TripState.ATTESTED:
        posted = _carry_out(act, rep_id, _Change((), (held,), why))
    set_state(act.connection, [held], TripState.REFUSED)
    return _noted(act, rep_id, posted, sentence("trip {trip} of {rep} taken back", trip=trip_id, rep=rep_id))


@writes
def reprice_trips(act: Act, rep_id: str, since: date, reason: str) -> tuple[Posting, ...]:
    """Hold all of a rep's trips from a day on against the rates of today, and post the deltas."""
    require_signature(act)
    require_visible(act, rep_id)
    posted = _post(act, rep_id, since, _Change(reason=_reason(reason)))
    if not posted:
        act.changed_nothing()
    return _noted(act, rep_id, posted, sentence("{count} deltas of {rep}", count=len(posted), rep=rep_id))


def _noted(act: Act, rep_id: str, posted: tuple[Posting, ...], summary: str) -> tuple[Posting, ...]:
    act.touch(Subject(Kind.LEDGER, rep_id))
    act.note(summary)
    return posted


def present_version(connection: Connection, trip_id: str) -> StoredTrip:
    """Return the version that waits for the rep's word, else the one that was attested."""
    versions = versions_of(connection, [trip_id])
    for state in (TripState.DRAFT, TripState.ATTESTED):
        for one in versions:
            if one.state is state:
                return one
    cause, action = "no draft and no attested trip has this id", "List them with `roundsman mileage log`."
    raise BadInputError([Problem("trip-unknown", sentence("trip {trip_id}", trip_id=trip_id), cause, action)])


def _carry_out(act: Act, rep_id: str, change: _Change) -> tuple[Posting, ...]:
    connection = act.connection
    vehicles, today = read_vehicles(connection), rep_today(act, rep_id)
    problems = [found for one in change.coming for found in trip_problems(one.trip, vehicles, today)]
    if problems:
        raise BadInputError(problems)
    touched = (*change.coming, *change.leaving)
    if not touched:
        return ()
    ids = [one.trip.id for one in touched]
    held = [one for one in versions_of(connection, ids) if one.state is TripState.ATTESTED]
    since = min(one.trip.date for one in (*touched, *held))
    added = _post(act, rep_id, since, change)
    set_state(connection, held, TripState.REPLACED)
    set_state(connection, change.coming, TripState.ATTESTED)
    set_state(connection, change.leaving, TripState.WITHDRAWN)
    return added


def _post(act: Act, rep_id: str, since: date, change: _Change) -> tuple[Posting, ...]:
    connection = act.connection
    book = _book(connection, rep_id, since)
    attested = [one.trip for one in change.coming]
    new, problems = entries(book, attested, [one.trip.id for one in change.leaving], change.reason)
    if problems:
        raise BadInputError(problems)
    for table in {entry.table_hash: book.table.on(entry.day) for entry in new}.values():
        archive_packaged(connection, table, act.now)
    return post(connection, new, act.at, act.who.id)


def _book(connection: Connection, rep_id: str, since: date) -> Book:
    """Return what the ledger holds of a rep from a day on, with the rules by which it goes on."""
    held: dict[str, list[Posting]] = defaultdict(list)
    for posting in standing(postings_of(connection, rep_id, since)):
        if posting.entry.pool:
            held[posting.entry.subject].append(posting)
    stored = {one.trip.id: one.trip for one in read_trips(connection, (TripState.ATTESTED,), rep_id, since)}
    return Book(
        table=tables_of(connection, terms_of(connection)[rep_id]),
        vehicles=read_vehicles(connection),
        closing=read_closing(connection),
        posted=tuple(Posted(stored[trip_id], tuple(own)) for trip_id, own in held.items()),
        before=driven_before(connection, rep_id, since),
    )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise BadInputError([Problem("reason-missing", "correction", "it has no reason", "Say why, with --reason.")])
    return reason.strip()

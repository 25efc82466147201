"""The rep's word: drafts become attested trips, and the ledger says at once what they are paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from mileage.checks import trip_problems
from mileage.ledger import Posting, standing
from mileage.posting import Book, Posted, entries
from mileage.trips import Trip
from office.mileage.acts import Act, Days
from office.mileage.signatures import require_signature
from office.mileage.trips import require_rep, terms_of
from routing.problems import BadInputError, Problem
from store.claims import read_closing
from store.database import Connection
from store.ledger import driven_before, post, postings_of
from store.terms import archive_packaged, read_vehicles, tables_of
from store.trips import StoredTrip, TripState, add_trips, read_trips, remove_drafts, set_state, versions_of


@dataclass(frozen=True, slots=True)
class Change:
    """What comes into the ledger and what leaves it, with the stored versions that say so."""

    coming: tuple[StoredTrip, ...] = ()
    leaving: tuple[StoredTrip, ...] = ()
    reason: str = ""


def attest(connection: Connection, rep_id: str, days: Days, act: Act) -> tuple[Posting, ...]:
    """Attest all drafts of a rep's days, both ends inclusive, and post them.

    Raises
    ------
    BadInputError
        With every reason why the days cannot be attested; then nothing is changed.
    """
    _require_self(connection, rep_id, act)
    waiting = read_trips(connection, (TripState.DRAFT, TripState.LEAVING), rep_id, days.first, days.last)
    coming = tuple(one for one in waiting if one.state is TripState.DRAFT)
    leaving = tuple(one for one in waiting if one.state is TripState.LEAVING)
    return _carry_out(connection, rep_id, Change(coming, leaving, "the visits of the day have changed"), act)


def correct(connection: Connection, trip: Trip, reason: str, act: Act) -> tuple[Posting, ...]:
    """Put a corrected trip in the place of the one of the same id.

    A draft is simply written anew. What was attested needs a reason, and gets a reversal and a new posting, linked.
    """
    _require_self(connection, trip.rep_id, act)
    held = present_version(connection, trip.id)
    told = replace(trip, captured_at=act.at, created_by=act.actor, planned_m=held.trip.planned_m)
    new = StoredTrip(told, held.version + 1, TripState.DRAFT)
    if held.state is TripState.DRAFT:
        remove_drafts(connection, [held])
        add_trips(connection, [new])
        return ()
    why = _reason(reason)
    add_trips(connection, [new])
    return _carry_out(connection, trip.rep_id, Change((new,), (), why), act)


def withdraw(connection: Connection, trip_id: str, reason: str, act: Act) -> tuple[Posting, ...]:
    """Take a trip back for good; what was posted for it is reversed, what it had moved up a tier gets its delta."""
    held = present_version(connection, trip_id)
    _require_self(connection, held.trip.rep_id, act)
    why = _reason(reason)
    posted: tuple[Posting, ...] = ()
    if held.state is TripState.ATTESTED:
        posted = _carry_out(connection, held.trip.rep_id, Change((), (held,), why), act)
    set_state(connection, [held], TripState.REFUSED)
    return posted


def reprice(connection: Connection, rep_id: str, since: date, reason: str, act: Act) -> tuple[Posting, ...]:
    """Hold all of a rep's trips from a day on against the rates of today, and post the deltas."""
    require_signature(connection, act)
    return _post(connection, rep_id, since, Change(reason=_reason(reason)), act)


def present_version(connection: Connection, trip_id: str) -> StoredTrip:
    """Return the version that waits for the rep's word, else the one that was attested."""
    versions = versions_of(connection, [trip_id])
    for state in (TripState.DRAFT, TripState.ATTESTED):
        for one in versions:
            if one.state is state:
                return one
    cause, action = "no draft and no attested trip has this id", "List them with `roundsman mileage log`."
    raise BadInputError([Problem("trip-unknown", f"trip {trip_id}", cause, action)])


def _carry_out(connection: Connection, rep_id: str, change: Change, act: Act) -> tuple[Posting, ...]:
    vehicles, today = read_vehicles(connection), _today(connection, rep_id, act)
    problems = [found for one in change.coming for found in trip_problems(one.trip, vehicles, today)]
    if problems:
        raise BadInputError(problems)
    touched = (*change.coming, *change.leaving)
    if not touched:
        return ()
    ids = [one.trip.id for one in touched]
    held = [one for one in versions_of(connection, ids) if one.state is TripState.ATTESTED]
    since = min(one.trip.date for one in (*touched, *held))
    added = _post(connection, rep_id, since, change, act)
    set_state(connection, held, TripState.REPLACED)
    set_state(connection, change.coming, TripState.ATTESTED)
    set_state(connection, change.leaving, TripState.WITHDRAWN)
    return added


def _post(connection: Connection, rep_id: str, since: date, change: Change, act: Act) -> tuple[Posting, ...]:
    book = load_book(connection, rep_id, since)
    attested = [one.trip for one in change.coming]
    new, problems = entries(book, attested, [one.trip.id for one in change.leaving], change.reason)
    if problems:
        raise BadInputError(problems)
    for table in {entry.table_hash: book.table.on(entry.day) for entry in new}.values():
        archive_packaged(connection, table, act.now)
    return post(connection, new, act.at, act.actor)


def load_book(connection: Connection, rep_id: str, since: date) -> Book:
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


def _today(connection: Connection, rep_id: str, act: Act) -> date:
    """Return the rep's own day: a trip of this evening is no trip of tomorrow because a server is elsewhere."""
    return act.now.astimezone(ZoneInfo(require_rep(connection, rep_id).timezone)).date()


def _require_self(connection: Connection, rep_id: str, act: Act) -> None:
    require_signature(connection, act)
    if rep_id != act.actor:
        cause, action = f"{act.actor} is not {rep_id}", "Only the rep who drove attests a trip."
        raise BadInputError([Problem("attest-foreign", f"trips of {rep_id}", cause, action)])


def _reason(reason: str) -> str:
    if not reason.strip():
        raise BadInputError([Problem("reason-missing", "correction", "it has no reason", "Say why, with --reason.")])
    return reason.strip()


def add_drafts(connection: Connection, trips: Sequence[Trip], act: Act) -> None:
    """Add trips that were entered by hand; they wait for the rep's word like any other draft."""
    told = (replace(trip, captured_at=act.at, created_by=act.actor) for trip in trips)
    add_trips(connection, [StoredTrip(trip, 1, TripState.DRAFT) for trip in told])

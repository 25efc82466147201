"""A rep's trips: drafts from confirmed visits, trips by hand, and the log in which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from mileage.checks import trip_problems
from mileage.commuting import Commuting
from mileage.evidence import seal
from mileage.periods import Days
from mileage.trips import Stay, Trip, TripKind, TripSource, WorkedDay, trips_of_day
from mileage.vehicles import vehicle_on
from office.door import Act, works, writes
from office.mileage.reps import require_self, terms_of
from office.travel import claims_engine
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.plan import Night
from store.accounts import read_accounts
from store.changes import ChangedMeanwhileError, Kind, Subject, changes_since, revision
from store.confirmed import confirmed_visits, planned_metres
from store.database import Connection
from store.planned_visits import nights_in_force
from store.terms import read_vehicles, terms_on
from store.trips import StoredTrip, TripState, add_trips, read_trips, remove_drafts, versions_of
from territory.accounts import Account, Rep

DERIVED_BY = "roundsman"
"""Who made a draft that nobody has touched: it may be made anew."""

_TRIES = 3
"""How often trips are drafted again where visits were reported while their ways were sought."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many drafts were made, and how many attested trips no confirmed visit bears any more."""

    drafts: int
    leaving: int


@dataclass(frozen=True, slots=True)
class NewTrip:
    """What a rep enters by hand; ends may be empty for a private trip, and the vehicle is the day's if none is named.

    Distances are metres, times seconds since local midnight.
    """

    date: Day
    distance_m: Decimal
    from_address: str = ""
    to_address: str = ""
    purpose: str = ""
    account_id: str = ""
    kind: TripKind = TripKind.BUSINESS
    vehicle_id: str = ""
    leave_s: int | None = None
    arrive_s: int | None = None
    odometer_start_m: Decimal | None = None
    odometer_end_m: Decimal | None = None
    passengers: int = 0
    region: str = ""


class _OutdatedError(Exception):
    """The visits are others than those whose ways were sought; nothing was written."""


@works
def draft_trips(act: Act, rep_id: str, days: Days) -> Drafted:
    """Write drafts for the confirmed visits of a rep's days, both ends inclusive.

    What is attested and unchanged is left alone, and so is a draft that the rep has edited. A trip that was attested
    and has lost its visit is drafted to leave. Ways are sought between two transactions; where the visits have changed
    by then, they are sought again.

    Raises
    ------
    BadInputError
        Where the rep or a vehicle is missing, or the workspace's ways are estimates.
    """
    ways, seen = claims_engine(act.office), 0
    for _ in range(_TRIES):
        with act.reading() as connection:
            require_self(act, rep_id)
            worked, seen = _worked(act, rep_id, days), revision(connection)
        wanted = {trip.id: trip for day, policy in worked for trip in trips_of_day(day, ways, policy)}
        with suppress(_OutdatedError), act.writing():
            if _worked(act, rep_id, days) != worked:
                raise _OutdatedError
            return act.answer(_write(act, rep_id, days, wanted))
    with act.reading() as connection:
        raise ChangedMeanwhileError(changes_since(connection, seen))


@writes
def add_trip(act: Act, rep_id: str, new: NewTrip) -> Trip:
    """Add a trip by hand; it waits for the rep's word like any other draft.

    Raises
    ------
    BadInputError
        Where the trip could not be attested as it is.
    """
    rep = require_self(act, rep_id)
    values = {name: getattr(new, name) for name in NewTrip.__dataclass_fields__}
    values["vehicle_id"] = new.vehicle_id or vehicle_of(act.connection, rep_id, new.date)
    trip = Trip(id=str(uuid4()), rep_id=rep_id, from_id="", to_id="", source=TripSource.MANUAL, **values)
    problems = trip_problems(trip, read_vehicles(act.connection), act.today(rep.timezone))
    if problems:
        raise BadInputError(problems)
    add_drafts(act, [trip])
    act.touch(Subject(Kind.LEDGER, rep_id))
    act.note(sentence("a trip of {rep} on {day}", rep=rep_id, day=new.date))
    return trip


def add_drafts(act: Act, trips: Iterable[Trip]) -> None:
    """Add drafts that the person who acts has made."""
    made = (replace(trip, captured_at=act.at, created_by=act.who.id) for trip in trips)
    add_trips(act.connection, [StoredTrip(trip, 1, TripState.DRAFT) for trip in made])


def vehicle_of(connection: Connection, rep_id: str, day: date) -> str:
    """Return the id of a rep's vehicle of a day, or say that there is none."""
    vehicle = vehicle_on(read_vehicles(connection).values(), rep_id, day)
    if vehicle is None:
        action = "Register one with `roundsman mileage vehicle`."
        raise BadInputError(
            [
                Problem(
                    "vehicle-missing",
                    sentence("rep {rep_id} on {day}", rep_id=rep_id, day=day),
                    "has no vehicle",
                    action,
                )
            ]
        )
    return vehicle.id


def _worked(act: Act, rep_id: str, days: Days) -> tuple[tuple[WorkedDay, Commuting], ...]:
    """Return a rep's days with confirmed visits, each with what the commute takes off."""
    connection = act.connection
    rep, terms = require_self(act, rep_id), terms_of(connection)[rep_id]
    accounts = {account.id: account for account in read_accounts(connection)}
    nights = nights_in_force(connection, rep_id, days.first - timedelta(days=1), days.last)
    found = []
    for day, stays in sorted(_visits(connection, rep_id, days, accounts).items()):
        morning, evening = _hotel(rep, nights.get(day - timedelta(days=1))), _hotel(rep, nights.get(day))
        worked = WorkedDay(rep_id, day, vehicle_of(connection, rep_id, day), morning, evening, stays)
        found.append((worked, terms_on(terms, day).commuting))
    return tuple(found)


def _hotel(rep: Rep, night: Night | None) -> Stay:
    """Return where the rep sleeps: at home, or at the hotel of a night that was planned."""
    return Stay(night.place, night.name) if night else Stay(rep.home, rep.address or f"home of {rep.id}")


def _visits(
    connection: Connection, rep_id: str, span: Days, accounts: Mapping[str, Account]
) -> dict[date, tuple[Stay, ...]]:
    """Return the confirmed visits by day; an appointment that is at no account's place is no way of its own."""
    days: dict[date, list[Stay]] = defaultdict(list)
    for visit in confirmed_visits(connection, rep_id, span.first, span.last):
        account = accounts.get(visit.account_id)
        if account is None:
            continue
        purpose = f"{account.kind.value.capitalize()} visit: {account.name}"
        purpose += f"; {visit.outcome}" if visit.outcome else ""
        address = account.address or account.name
        stay = Stay(account.place, address, account.id, visit.visit_id, purpose, visit.start_s, visit.end_s)
        days[visit.date].append(stay)
    return {day: tuple(stays) for day, stays in days.items()}


def _write(act: Act, rep_id: str, span: Days, wanted: Mapping[str, Trip]) -> Drafted:
    connection, waiting = act.connection, (TripState.DRAFT, TripState.LEAVING)
    stored = read_trips(connection, (*waiting, TripState.ATTESTED, TripState.REFUSED), rep_id, span.first, span.last)
    stale = [one for one in stored if one.state in waiting and one.trip.created_by == DERIVED_BY]
    remove_drafts(connection, stale)
    held = {one.trip.id: one for one in stored if one not in stale}
    planned = planned_metres(connection, rep_id, span.first, span.last)
    drafts, gone = _coming(held, wanted), _leaving(held, wanted)
    number = _next_versions(connection, [trip.id for trip in (*drafts, *gone)])
    new = [
        StoredTrip(_captured(act, trip, planned.get(_leg(trip))), number[trip.id], state)
        for state, trips in ((TripState.DRAFT, drafts), (TripState.LEAVING, gone))
        for trip in trips
    ]
    add_trips(connection, new)
    if new or stale:
        act.touch(Subject(Kind.LEDGER, rep_id))
        act.note(sentence("{drafts} drafts, {gone} to leave, of {rep}", drafts=len(drafts), gone=len(gone), rep=rep_id))
    else:
        act.changed_nothing()
    return Drafted(len(drafts), len(gone))


def _coming(held: Mapping[str, StoredTrip], wanted: Mapping[str, Trip]) -> list[Trip]:
    edited = {one.trip.visit_id for one in held.values() if one.trip.created_by != DERIVED_BY}
    return [
        trip
        for trip in wanted.values()
        if trip.id not in held
        or (held[trip.id].state is TripState.ATTESTED and _differs(held[trip.id], trip) and trip.visit_id not in edited)
    ]


def _leaving(held: Mapping[str, StoredTrip], wanted: Mapping[str, Trip]) -> list[Trip]:
    return [
        one.trip
        for one in held.values()
        if one.state is TripState.ATTESTED and one.trip.source is TripSource.VISIT and one.trip.id not in wanted
        and one.trip.kind is TripKind.BUSINESS
    ]  # fmt: skip


def _captured(act: Act, trip: Trip, planned_m: Decimal | None) -> Trip:
    return replace(trip, captured_at=act.at, created_by=DERIVED_BY, planned_m=planned_m)


def _differs(held: StoredTrip, trip: Trip) -> bool:
    """Return whether the visits now say something else; what the rep may have corrected is the rep's."""
    same = replace(
        trip,
        distance_m=held.trip.distance_m,
        network_m=held.trip.network_m,
        odometer_start_m=held.trip.odometer_start_m,
        odometer_end_m=held.trip.odometer_end_m,
        passengers=held.trip.passengers,
        region=held.trip.region,
        kind=held.trip.kind,
        vehicle_id=held.trip.vehicle_id,
        purpose=held.trip.purpose,
        captured_at=held.trip.captured_at,
        created_by=held.trip.created_by,
        planned_m=held.trip.planned_m,
    )
    return seal(same) != seal(held.trip)


def _next_versions(connection: Connection, trip_ids: Iterable[str]) -> dict[str, int]:
    ids = list(trip_ids)
    numbers = dict.fromkeys(ids, 1)
    for one in versions_of(connection, ids):
        numbers[one.trip.id] = max(numbers[one.trip.id], one.version + 1)
    return numbers


def _leg(trip: Trip) -> tuple[date, str]:
    """Name a way as the plan does: the way to a visit by the visit, the way to bed by the rep."""
    return trip.date, trip.visit_id if trip.to_id == trip.account_id else trip.rep_id

"""Drafts of trips from confirmed visits, for the rep to look at and attest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa

from mileage.evidence import seal
from mileage.trips import Stay, Trip, TripKind, TripSource, Ways, WorkedDay, trips_of_day
from mileage.vehicles import vehicle_on
from office.mileage.acts import Days
from routing.problems import BadInputError, Problem
from scheduler.plan import Night, VisitStatus
from store.accounts import read_accounts, read_reps
from store.database import Connection
from store.instants import written
from store.plans import PlanStatus, nights_in_force
from store.settings import read_settings
from store.tables.plans import planned_visits, plans, tours, visit_log
from store.terms import Terms, read_terms, read_vehicles, terms_on
from store.trips import StoredTrip, TripState, add_trips, read_trips, remove_drafts, versions_of
from territory.accounts import Account, Rep

DERIVED_BY = "roundsman"
"""Who made a draft that nobody has touched: it may be made anew."""


@dataclass(frozen=True, slots=True)
class Derived:
    """How many drafts were made, and how many attested trips no confirmed visit bears any more."""

    drafts: int
    leaving: int


def derive_trips(connection: Connection, rep_id: str, days: Days, ways: Ways, now: datetime) -> Derived:
    """Write drafts for the confirmed visits of a rep's days, both ends inclusive.

    What is attested and unchanged is left alone, and so is a draft that the rep has edited. A trip that was attested
    and has lost its visit is drafted to leave.

    Raises
    ------
    BadInputError
        Where the rep or a vehicle is missing.
    """
    rep, terms = require_rep(connection, rep_id), terms_of(connection)[rep_id]
    accounts = {account.id: account for account in read_accounts(connection)}
    nights = nights_in_force(connection, rep_id, days.first - timedelta(days=1), days.last)
    wanted: dict[str, Trip] = {}
    for day, stays in sorted(_visits(connection, rep_id, days, accounts).items()):
        morning, evening = _bed(rep, nights.get(day - timedelta(days=1))), _bed(rep, nights.get(day))
        worked = WorkedDay(rep_id, day, vehicle_of(connection, rep_id, day), morning, evening, stays)
        wanted |= {trip.id: trip for trip in trips_of_day(worked, ways, terms_on(terms, day).commuting)}
    return _write(connection, rep_id, days, wanted, now)


def _bed(rep: Rep, night: Night | None) -> Stay:
    """Return where the rep sleeps: at home, or at the hotel of a night that was planned."""
    return Stay(night.place, night.name) if night else Stay(rep.home, rep.address or f"home of {rep.id}")


def require_rep(connection: Connection, rep_id: str) -> Rep:
    """Return a rep, or say that there is none."""
    for rep in read_reps(connection):
        if rep.id == rep_id:
            return rep
    raise BadInputError([Problem("rep-unknown", f"rep {rep_id}", "there is no such rep", "Import the rep first.")])


def terms_of(connection: Connection) -> dict[str, tuple[Terms, ...]]:
    """Return every rep's terms in the order of their days.

    Before a rep's own, the workspace's scheme holds, with home as the principal workplace.
    """
    scheme, own = read_settings(connection).mileage_scheme, read_terms(connection)
    found = {}
    for rep in read_reps(connection):
        mine = own.get(rep.id, ())
        before = () if mine and mine[0].since == date.min else (Terms(rep.id, scheme),)
        found[rep.id] = (*before, *mine)
    return found


def vehicle_of(connection: Connection, rep_id: str, day: date) -> str:
    """Return the id of a rep's vehicle of a day, or say that there is none."""
    vehicle = vehicle_on(read_vehicles(connection).values(), rep_id, day)
    if vehicle is None:
        action = "Register one with `roundsman mileage vehicle`."
        raise BadInputError([Problem("vehicle-missing", f"rep {rep_id} on {day}", "has no vehicle", action)])
    return vehicle.id


def _visits(
    connection: Connection, rep_id: str, span: Days, accounts: Mapping[str, Account]
) -> dict[date, tuple[Stay, ...]]:
    """Return the confirmed visits by day; only what a person has reported as done is a visit."""
    query = (
        sa.select(visit_log)
        .where(visit_log.c.rep_id == rep_id, visit_log.c.status == VisitStatus.DONE.value)
        .where(visit_log.c.date.between(span.first, span.last))
        .order_by(visit_log.c.date, visit_log.c.start_s, visit_log.c.visit_id)
    )
    days: dict[date, list[Stay]] = defaultdict(list)
    for row in connection.execute(query):
        account = accounts[row.account_id]
        purpose = f"{account.kind.value.capitalize()} visit: {account.name}"
        purpose += f"; {row.outcome}" if row.outcome else ""
        address = account.address or account.name
        days[row.date].append(Stay(account.place, address, account.id, row.visit_id, purpose, row.start_s, row.end_s))
    return {day: tuple(stays) for day, stays in days.items()}


def _write(connection: Connection, rep_id: str, span: Days, wanted: Mapping[str, Trip], now: datetime) -> Derived:
    waiting = (TripState.DRAFT, TripState.LEAVING)
    stored = read_trips(connection, (*waiting, TripState.ATTESTED, TripState.REFUSED), rep_id, span.first, span.last)
    stale = [one for one in stored if one.state in waiting and one.trip.created_by == DERIVED_BY]
    remove_drafts(connection, stale)
    held = {one.trip.id: one for one in stored if one not in stale}
    planned = planned_metres(connection, rep_id, span)
    edited = {one.trip.visit_id for one in held.values() if one.trip.created_by != DERIVED_BY}
    drafts = [
        trip
        for trip in wanted.values()
        if trip.id not in held
        or (held[trip.id].state is TripState.ATTESTED and _differs(held[trip.id], trip) and trip.visit_id not in edited)
    ]
    gone = [
        one.trip
        for one in held.values()
        if one.state is TripState.ATTESTED and one.trip.source is TripSource.VISIT and one.trip.id not in wanted
        and one.trip.kind is TripKind.BUSINESS
    ]  # fmt: skip
    number = _next_versions(connection, [trip.id for trip in (*drafts, *gone)])
    at = written(now)
    new = [
        StoredTrip(_captured(trip, at, planned.get(_leg(trip))), number[trip.id], state)
        for state, trips in ((TripState.DRAFT, drafts), (TripState.LEAVING, gone))
        for trip in trips
    ]
    add_trips(connection, new)
    return Derived(len(drafts), len(gone))


def _captured(trip: Trip, at: str, planned_m: Decimal | None) -> Trip:
    return replace(trip, captured_at=at, created_by=DERIVED_BY, planned_m=planned_m)


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


def planned_metres(connection: Connection, rep_id: str, span: Days) -> dict[tuple[date, str], Decimal]:
    """Return what the last plan in force meant each way to be: by day, and visit id or (for the way to bed) rep id."""
    published = sa.select(plans.c.id).where(plans.c.status != PlanStatus.DRAFT.value).scalar_subquery()
    visits = (
        sa.select(
            planned_visits.c.date, planned_visits.c.visit_id, planned_visits.c.distance_m, planned_visits.c.plan_id
        )
        .where(planned_visits.c.plan_id.in_(published), planned_visits.c.rep_id == rep_id)
        .where(planned_visits.c.date.between(span.first, span.last))
    )
    homes = (
        sa.select(tours.c.date, tours.c.rep_id, tours.c.return_distance_m, tours.c.plan_id)
        .where(tours.c.plan_id.in_(published), tours.c.rep_id == rep_id)
        .where(tours.c.date.between(span.first, span.last))
    )
    rows = sorted([*connection.execute(visits), *connection.execute(homes)], key=lambda row: row.plan_id)
    return {(day, name): Decimal(metres) for day, name, metres, _ in rows}

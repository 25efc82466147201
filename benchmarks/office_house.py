"""A made workspace of a company's size: reps, accounts around them, a year of visits, and a plan in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from office.opening import Office, init_office
from office.plans.inputs import read_situation
from routing.findings import Finding
from routing.straight import StraightLineEngine
from routing.timing import time_tour
from routing.travel import TravelEngine
from scheduler.closed_visits import ClosedVisit
from scheduler.dated import dated_tour
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.due import visit_id
from scheduler.explain.trial import drive
from scheduler.plan import Plan, Tour, UnservedVisit, VisitStatus
from scheduler.team.requests import requests
from scheduler.team.situation import Span
from store.accounts import write_accounts, write_reps
from store.changes import record_change
from store.database import reading, writing
from store.ownership import Owned, OwnershipDecision, add_ownership
from store.plans import set_published, write_plan
from store.settings import Settings
from store.visits import write_closed_visits
from territory.accounts import Account, Rep
from territory.ownership.timeline import DecisionKind

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
NAME = "house"
MOST_A_DAY = 6


@dataclass(frozen=True, slots=True)
class Size:
    """How large the workspace is: reps, accounts, closed visits and planned weeks."""

    reps: int
    accounts: int
    history: int
    weeks: int


def made_house(folder: Path, size: Size, seed: int = 1) -> Office:
    """Make a workspace of a size; the same for the same size and seed."""
    office = init_office(folder, NOW, settings=Settings(NAME), clock=lambda: NOW).office
    rng, each = np.random.default_rng(seed), size.accounts // size.reps
    people = [_rep(n, rng) for n in range(size.reps)]
    shops = [_account(person, n, rng) for person in people for n in range(each)]
    owner = {shop.id: people[n // each].id for n, shop in enumerate(shops)}
    with writing(office.database) as connection:
        write_reps(connection, people)
        write_accounts(connection, shops)
        made = OwnershipDecision(DecisionKind.MOVE, "2025-01-06T00:00:00+00:00", "owner", "made")
        add_ownership(connection, [Owned(name, date(2025, 1, 6), rep, "made") for name, rep in owner.items()], made)
        write_closed_visits(connection, list(_history(owner, size.history)))
        record_change(connection, "made", f"{size.reps} reps, {size.accounts} accounts, {size.history} visits", NOW)
    engine = StraightLineEngine()
    put_in_force(office, planned(office, engine, size.weeks))
    return office


def put_in_force(office: Office, plan: Plan) -> int:
    """Store a plan and put it in force."""
    with writing(office.database) as connection:
        number = write_plan(connection, plan, NOW)
        set_published(connection, number)
        record_change(connection, "made", f"plan {number}", NOW)
    return number


def planned(office: Office, engine: TravelEngine, weeks: int) -> Plan:
    """Return a plan that a simple hand would make: each visit on the day nearest to its target that has room."""
    span = Span(MONDAY, 7 * weeks, MONDAY)
    with reading(office.database) as connection:
        situation = read_situation(connection, span)
    asked, _ = requests(situation, engine)
    parts = [_by_hand(assemble(request)) for request in asked.values()]
    tours = tuple(tour for own, _ in parts for tour in own)
    left = tuple(visit for _, own in parts for visit in own)
    evidence: Mapping[str, str | int | float] = {"planned_from": MONDAY.isoformat(), "engine": "straight"}
    return Plan(MONDAY, MONDAY + timedelta(days=7 * weeks - 1), tours, left, dict(evidence))


def _by_hand(assembled: Assembled) -> tuple[list[Tour], list[UnservedVisit]]:
    horizon, request = assembled.horizon, assembled.request
    days = [day.day for day in horizon.rep_days]
    tours: list[list[int]] = [[] for _ in days]
    left = []
    for v in sorted(range(len(assembled.due)), key=lambda v: (assembled.due[v].target_day, v)):
        due = assembled.due[v]
        inside = [d for d, day in enumerate(days) if due.first_day <= day <= due.last_day]
        for d in sorted(inside, key=lambda d: (abs(days[d] - due.target_day), d)):
            tried = [*tours[d], v]
            if len(tried) <= MOST_A_DAY and drive(horizon, horizon.rep_days[d], tried).fits:
                tours[d] = tried
                break
        else:
            left.append(v)
    made = [dated_tour(assembled, horizon.rep_days[d], tour, time_tour) for d, tour in enumerate(tours) if tour]
    return made, [
        UnservedVisit(
            assembled.due[v].visit_id,
            assembled.due[v].account_id,
            request.rep.id,
            request.date_of(assembled.due[v].first_day),
            request.date_of(assembled.due[v].last_day),
            "no-time",
            Finding.of("unserved-no-room", days=len(tours)),
            assembled.due[v].number,
        )
        for v in left
    ]


def _rep(number: int, rng: np.random.Generator) -> Rep:
    lat, lon = 47.0 + 6.0 * rng.random(), 7.0 + 6.0 * rng.random()
    return Rep(f"R{number:03d}", f"Rep {number}", lat, lon, "Mo-Fr 08:00-18:00", "Europe/Berlin", "DE")


def _account(rep: Rep, number: int, rng: np.random.Generator) -> Account:
    lat, lon = rep.lat + rng.normal(0, 0.15), rep.lon + rng.normal(0, 0.2)
    interval = int(rng.choice((42, 91), p=(0.1, 0.9)))
    spacing = int(0.6 * interval), int(1.5 * interval)
    return Account(f"{rep.id}-{number:04d}", f"Shop {number}", lat, lon, interval, *spacing, 2400, "Mo-Fr 08:00-18:00")


def _history(owner: Mapping[str, str], count: int) -> Iterator[ClosedVisit]:
    """Yield closed visits of the year before, the accounts' numbers from 0 on, the last about a month ago."""
    names = sorted(owner)
    each = -(-count // len(names))
    for n in range(count):
        name, number = names[n // each], n % each
        day = MONDAY - timedelta(days=30 + (each - 1 - number) * (330 // each) + n // each % 14)
        said = ("", "", "", NOW.isoformat())
        yield ClosedVisit(
            visit_id(NAME, name, number), name, owner[name], VisitStatus.DONE, day, 36_000, 38_400, *said, number
        )

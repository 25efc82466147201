"""A workspace with one rep, three accounts and a week in force, for the tests of what reps carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from office.opening import Office
from office.outbox import deliver
from office.people import owner
from office.plans.publication import publish_plan
from scheduler.demand.due import visit_id
from scheduler.plan import Plan, PlannedVisit
from store.accounts import write_accounts, write_reps
from store.database import writing
from store.ownership import Owned, add_ownership
from store.plans import write_plan
from store.settings import read_settings, set_travel
from tests.calendars.week import ACCOUNTS, MONDAY, NOW, REP, WEEK, plan, tour, visit

LAST_VISIT = MONDAY - timedelta(days=28)


def put_in_force(office: Office, plan: Plan) -> int:
    """Store a plan and publish it; return its number."""
    with writing(office.database) as connection:
        number = write_plan(connection, plan, NOW)
    then = replace(office, clock=lambda: NOW)
    publish_plan(then, owner(), number)
    deliver(then)
    return number


def at(office: Office, now: datetime) -> Office:
    """Return the office at an instant."""
    return replace(office, clock=lambda: now)


def do(office: Office, case: Callable[..., Any], *arguments: Any, now: datetime = NOW, **more: Any) -> Any:
    """Do something as the workspace's owner, and what follows from it."""
    there = at(office, now)
    answer = case(there, owner(), *arguments, **more)
    deliver(there)
    return answer


def fill_due(office: Office, last_visit: date | None = LAST_VISIT) -> dict[str, str]:
    """Put the week into a workspace that would plan it so itself: owners, straight ways; return the ids of v1 to v3."""
    people = [REP, replace(REP, id="r2", name="Rolf Rau")]
    with writing(office.database) as connection:
        write_reps(connection, people)
        write_accounts(connection, [replace(account, last_visit=last_visit) for account in ACCOUNTS.values()])
        set_travel(connection, "straight")
        add_ownership(connection, [Owned(name, LAST_VISIT, REP.id, "made") for name in ACCOUNTS])
        name = read_settings(connection).name
    ids = {f"v{n}": visit_id(name, account, 0) for n, account in enumerate(ACCOUNTS, 1)}
    put_in_force(office, due_week(ids))
    return ids


def due_week(ids: Mapping[str, str], days: Mapping[str, tuple[date, float]] | None = None) -> Plan:
    """Return a plan with the visits of `fill_due` on their days, or on others, each at an hour."""
    at = {"v1": (MONDAY, 9.0), "v2": (MONDAY, 14.0), "v3": (MONDAY + timedelta(days=7), 9.0)} | dict(days or {})
    by_day: dict[date, list[PlannedVisit]] = {}
    for name, (day, hour) in sorted(at.items(), key=lambda one: one[1]):
        stop = visit("v0", "abc"[int(name[1:]) - 1], hour)
        stops = by_day.setdefault(day, [])
        stops.append(replace(stop, visit_id=ids[name], sequence=len(stops) + 1))
    return plan(*(tour(day, *stops) for day, stops in by_day.items()))


def fill(office: Office, last_visit: date | None = LAST_VISIT) -> None:
    """Put the rep, the accounts and the week into a workspace."""
    with writing(office.database) as connection:
        write_reps(connection, [REP])
        write_accounts(connection, [replace(account, last_visit=last_visit) for account in ACCOUNTS.values()])
    put_in_force(office, WEEK)

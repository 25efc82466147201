"""A workspace with one rep, three accounts and a week in force, for the tests of what reps carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from office.opening import Office
from office.outbox import deliver
from office.people import owner
from office.plans.publication import publish_plan
from scheduler.plan import Plan
from store.accounts import write_accounts, write_reps
from store.database import writing
from store.plans import write_plan
from tests.calendars.week import ACCOUNTS, MONDAY, NOW, REP, WEEK

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


def fill(office: Office, last_visit: date | None = LAST_VISIT) -> None:
    """Put the rep, the accounts and the week into a workspace."""
    with writing(office.database) as connection:
        write_reps(connection, [REP])
        write_accounts(connection, [replace(account, last_visit=last_visit) for account in ACCOUNTS.values()])
    put_in_force(office, WEEK)

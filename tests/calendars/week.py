"""A small week that the calendar tests share: one rep in Vaduz, three accounts, two tours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from calendars.compose import Briefing, Choices, Facts
from calendars.events import Event, EventKind, EventStatus, event_uid
from scheduler.plan import Plan, PlannedVisit, Tour, VisitStatus
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 23)
NOW = datetime(2026, 3, 20, 16, 30, tzinfo=UTC)
REP = Rep("r1", "Rita Roth", 47.14, 9.52, "Mo-Fr 08:00-17:00", "Europe/Zurich", "LI")
HOUR = 3600


def account(identity: str, name: str | None = None, address: str = "Städtle 1, Vaduz") -> Account:
    named = f"Account {identity}" if name is None else name
    people = {"contact": "Kim", "phone": "+423 000 00 00", "email": "kim@example.com"}
    return Account(identity, named, 47.15, 9.5125, 28, 14, 42, HOUR, address=address, **people)


ACCOUNTS = {identity: account(identity) for identity in ("a", "b", "c")}
BEFORE = MONDAY - timedelta(days=14)
FACTS = Facts(ACCOUNTS, {"a": Briefing("Spring order", ((BEFORE, "Wants samples"),), ((BEFORE, "Bring samples"),))})
CHOICES = Choices()


def visit(identity: str, account_id: str, start_h: float, *, travel_s: int = 900) -> PlannedVisit:
    start, number = round(start_h * HOUR), int(identity[1:]) if identity[1:] else None
    times = start, start, start + HOUR
    return PlannedVisit(identity, account_id, 1, *times, travel_s, 9000, VisitStatus.PUBLISHED, number)


def tour(day: date, *visits: PlannedVisit) -> Tour:
    return Tour("r1", day, 8 * HOUR, 17 * HOUR, 12 * HOUR, 2700, visits, 900, 9000)


def plan(*tours: Tour) -> Plan:
    return Plan(MONDAY, MONDAY + timedelta(days=27), tours, ())


WEEK = plan(
    tour(MONDAY, visit("v1", "a", 9), visit("v2", "b", 14)),
    tour(MONDAY + timedelta(days=7), visit("v3", "c", 9)),
)


def renamed(name: str, address: str = "") -> Facts:
    """Return the facts with account `a` called something else."""
    return replace(FACTS, accounts={**ACCOUNTS, "a": replace(account("a", name, address), contact=address)})


def event(identity: str = "v1", hour: int = 9, **changes: object) -> Event:
    start = datetime(2026, 3, 23, hour, tzinfo=UTC)
    plain = Event(
        event_uid(EventKind.VISIT, identity),
        EventKind.VISIT,
        MONDAY,
        start,
        start + timedelta(hours=1),
        EventStatus.TENTATIVE,
        "Account a",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]

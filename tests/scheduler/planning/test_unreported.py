"""Whoever plans is told how many visits of the past nobody has reported, and nothing where all are."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.demand.unreported import BACK_DAYS, unreported
from scheduler.plan import Plan, PlannedVisit, Tour
from tests.scheduler.planning.conftest import MONDAY


def tour(rep: str, day: date, *visits: str) -> Tour:
    stops = tuple(PlannedVisit(one, "a01", n, 0, 0, 60, 0, 0) for n, one in enumerate(visits))
    return Tour(rep, day, 0, 60, None, 0, stops, 0, 0)


def plan_of(*tours: Tour) -> Plan:
    return Plan(MONDAY, MONDAY + timedelta(days=55), tours, ())


def test_visits_of_the_past_without_a_word_are_one_problem() -> None:
    plan = plan_of(tour("r1", MONDAY, "v0", "v1"), tour("r2", MONDAY + timedelta(days=1), "v2"))
    (told,) = unreported(plan, {"v0"}, MONDAY + timedelta(days=7))
    assert told.code == "reports-missing"
    assert told.cause.startswith(f"2 visits since {MONDAY} have no report")
    assert told.cause.endswith("(r1, r2)")
    assert "visit report" in told.action


def test_what_is_over_or_yet_to_come_or_long_past_is_not() -> None:
    plan = plan_of(tour("r1", MONDAY, "v0"))
    assert list(unreported(plan, {"v0"}, MONDAY + timedelta(days=7))) == []
    assert list(unreported(plan, (), MONDAY)) == [], "today's visits are yet to come"
    assert list(unreported(plan, (), MONDAY + timedelta(days=BACK_DAYS + 1))) == []
    assert list(unreported(None, (), MONDAY)) == []

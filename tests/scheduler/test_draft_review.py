"""A draft is reviewed rep by rep, from the first day that it plans, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from scheduler.explain.draft_review import mondays, reviewed
from scheduler.plan import Plan, PlannedVisit, Tour

MONDAY = date(2027, 1, 4)
H = 3600


def visit(name: str, start_h: int = 9) -> PlannedVisit:
    return PlannedVisit(name, f"account of {name}", 1, start_h * H, start_h * H, start_h * H + H, 600, 5000)


def tour(rep_id: str, day: date, *visits: PlannedVisit) -> Tour:
    return Tour(rep_id, day, 8 * H, 16 * H, None, 0, visits, len(visits) * 600, 5000)


def plan(*tours: Tour) -> Plan:
    return Plan(MONDAY, MONDAY + timedelta(days=13), tours, ())


def test_changes_count_for_the_reps_and_weeks_that_they_touch() -> None:
    old = plan(tour("a", MONDAY, visit("v1"), visit("v2")), tour("b", MONDAY, visit("v3")))
    new = plan(
        tour("a", MONDAY, visit("v1")),
        tour("a", MONDAY + timedelta(days=8), visit("v2")),
        tour("b", MONDAY, visit("v3")),
    )
    first, second = reviewed(old, new, MONDAY, {"a": "Ada"})
    assert (first.rep_id, first.name, first.kinds, first.count) == ("a", "Ada", {"moved": 1}, 1)
    assert first.weeks == {MONDAY + timedelta(days=7): 1}
    assert (second.name, second.count, second.visits) == ("b", 0, (1, 1))


def test_what_lies_before_the_first_planned_day_is_no_change() -> None:
    old, new = plan(tour("a", MONDAY, visit("v1"))), plan()
    (only,) = reviewed(old, new, MONDAY + timedelta(days=1), {})
    assert (only.count, only.visits, only.driving_s) == (0, (0, 0), (0, 0))
    assert replace(only, name="a") == only


def test_the_weeks_of_some_days_begin_on_mondays() -> None:
    assert mondays(MONDAY + timedelta(days=2), 7) == (MONDAY, MONDAY + timedelta(days=7))
    assert mondays(MONDAY, 7) == (MONDAY,)

"""A published plan is judged from itself and from plain rules: each binds once and once does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from routing.findings import Finding
from scheduler.checking.plan import PlanRules, check_plan
from scheduler.plan import Plan, PlannedVisit, Tour, UnservedVisit

MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)
H = 3600


def visit(number: int, start_h: float, end_h: float, account: str = "") -> PlannedVisit:
    start_s = int(start_h * H)
    return PlannedVisit(f"v{number}", account or f"a{number}", number, start_s, start_s, int(end_h * H), H, 50_000)


def tour(day: date = MONDAY) -> Tour:
    """Leave at 8, visit 9-10 and 12-13 with lunch from 11:15, home at 14."""
    return Tour("rep", day, 8 * H, 14 * H, 11 * H + 900, 1800, (visit(1, 9, 10), visit(2, 12, 13)), H, 50_000)


def plan(*tours: Tour) -> Plan:
    return Plan(MONDAY, TUESDAY, tours, ())


def codes(found: Plan, rules: PlanRules | None = None) -> list[str]:
    return [violation.code for violation in check_plan(found, rules)]


def test_a_plan_without_fault_is_not_faulted() -> None:
    assert codes(plan(tour())) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"leave_s": 8 * H + 1}, "too-fast"),
        ({"return_s": 14 * H - 1}, "too-fast"),
        ({"lunch_start_s": 9 * H, "lunch_s": 60}, "lunch-in-service"),
        ({"date": date(2024, 3, 6)}, "outside-plan"),
        ({"visits": (visit(1, 9, 10), replace(visit(2, 12, 13), sequence=3))}, "misnumbered"),
        ({"visits": (replace(visit(1, 9, 10), start_s=9 * H - 60), visit(2, 12, 13))}, "out-of-order"),
    ],
)
def test_a_tour_that_cannot_have_been_driven(change: dict[str, object], code: str) -> None:
    assert codes(plan(replace(tour(), **change))) == [code]


def test_a_day_from_door_to_door() -> None:
    assert codes(plan(tour()), PlanRules(longest={"rep": 6 * H})) == []
    assert codes(plan(tour()), PlanRules(longest={"rep": 6 * H - 1})) == ["day-too-long"]
    assert codes(plan(tour()), PlanRules(longest={"other": H})) == []


def test_lunch_on_the_way_takes_time_from_it() -> None:
    assert codes(plan(replace(tour(), lunch_start_s=10 * H + 1800, lunch_s=H))) == []
    assert codes(plan(replace(tour(), lunch_start_s=10 * H + 1800, lunch_s=H + 60))) == ["too-fast"]


def test_a_visit_is_named_once() -> None:
    unserved = UnservedVisit("v1", "a1", "rep", MONDAY, MONDAY, "no-room", Finding.of("unserved-no-room", days=1))
    assert codes(replace(plan(tour()), unserved=(unserved,))) == ["planned-twice"]


def test_a_rep_has_one_tour_a_day() -> None:
    second = replace(tour(), visits=())
    assert codes(plan(tour(), second)) == ["two-tours"]
    assert codes(plan(tour(), replace(second, date=TUESDAY))) == []


def test_shifts() -> None:
    assert codes(plan(tour()), PlanRules(shifts={"rep": {MONDAY: (8 * H, 14 * H)}})) == []
    assert codes(plan(tour()), PlanRules(shifts={"rep": {MONDAY: (8 * H, 14 * H - 1)}})) == ["outside-shift"]
    assert codes(plan(tour()), PlanRules(shifts={"rep": {TUESDAY: (8 * H, 14 * H)}})) == ["day-off"]


def test_lunch() -> None:
    noon = PlanRules(lunch={"rep": {MONDAY: (11 * H, 13 * H, 1800)}})
    assert codes(plan(tour()), noon) == []
    assert codes(plan(replace(tour(), lunch_start_s=None)), noon) == ["no-lunch"]
    assert (
        codes(plan(replace(tour(), lunch_start_s=None)), PlanRules(lunch={"rep": {MONDAY: (14 * H, 15 * H, 1800)}}))
        == []
    )
    assert (
        codes(plan(replace(tour(), lunch_start_s=None)), PlanRules(lunch={"rep": {TUESDAY: (11 * H, 13 * H, 1800)}}))
        == []
    )


def test_opening_hours() -> None:
    assert codes(plan(tour()), PlanRules(open={"a1": {MONDAY: ((8 * H, 9 * H), (9 * H, 10 * H))}})) == []
    assert codes(plan(tour()), PlanRules(open={"a1": {MONDAY: ((9 * H, 10 * H - 1),)}})) == ["outside-hours"]
    assert codes(plan(tour()), PlanRules(open={"a1": {TUESDAY: ((0, 24 * H),)}})) == ["outside-hours"]


def test_spacing_counts_from_the_last_visit_that_took_place() -> None:
    rules = PlanRules(spacing={"a1": (7, 14)}, last_visit={"a1": date(2024, 2, 26)})
    assert codes(plan(tour()), rules) == []
    assert codes(plan(tour()), replace(rules, spacing={"a1": (8, 14)})) == ["too-soon"]
    assert codes(plan(tour()), replace(rules, spacing={"a1": (1, 6)})) == ["too-long-after"]


def test_spacing_between_visits_of_the_plan() -> None:
    twice = replace(tour(TUESDAY), visits=(visit(1, 9, 10, "a2"), visit(2, 12, 13, "a9")))
    twice = replace(twice, visits=tuple(replace(v, visit_id=f"w{v.sequence}") for v in twice.visits))
    assert codes(plan(tour(), twice), PlanRules(spacing={"a2": (1, 9)})) == []
    assert codes(plan(tour(), twice), PlanRules(spacing={"a2": (2, 9)})) == ["too-soon"]

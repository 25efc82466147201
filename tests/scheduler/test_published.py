"""A draft put in force in part: the rest stays, no visit is lost or planned twice, and what is closed stays closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.findings import Finding
from scheduler.checking.plan import check_plan
from scheduler.plan import Night, Plan, PlannedVisit, Tour, UnservedVisit
from scheduler.published import NOT_PUBLISHED, Part, put_together

NO_ROOM = Finding.of("unserved-no-room", days=1)
MONDAY = date(2027, 1, 4)
WEEK = timedelta(days=7)


def tour(rep: str, day: date, *visits: str, start: str = "", end: str = "") -> Tour:
    """A day that leaves at 8, is on the road for a quarter of an hour to each visit of an hour, and back."""
    stops, at = [], 8 * 3600
    for number, visit in enumerate(visits, start=1):
        stops.append(PlannedVisit(visit, f"of-{visit}", number, at + 900, at + 900, at + 4500, 900, 10_000))
        at += 4500
    return Tour(rep, day, 8 * 3600, at + 900, None, 0, tuple(stops), 900, 10_000, start, end)


def plan(*tours: Tour, unserved: Sequence[UnservedVisit] = (), nights: Sequence[Night] = ()) -> Plan:
    return Plan(MONDAY, MONDAY + 2 * WEEK - timedelta(days=1), tours, tuple(unserved), {}, tuple(nights))


def left(visit: str, rep: str = "r1", reason: str = "no-time") -> UnservedVisit:
    return UnservedVisit(visit, f"of-{visit}", rep, MONDAY, MONDAY + WEEK, reason, NO_ROOM)


def places(made: Plan) -> dict[str, tuple[str, date]]:
    return {visit.visit_id: (each.rep_id, each.date) for each in made.tours for visit in each.visits}


def first_week(*reps: str) -> Part:
    return Part(frozenset(reps), MONDAY, MONDAY + timedelta(days=6))


def test_one_rep_is_published_and_the_others_stay() -> None:
    base = plan(tour("r1", MONDAY, "a"), tour("r2", MONDAY, "b"), unserved=[left("x", "r2")])
    draft = plan(tour("r1", MONDAY + WEEK, "a"), tour("r2", MONDAY + WEEK, "b"), unserved=[left("y", "r2")])
    made = put_together(base, draft, Part(frozenset({"r1"}), base.start, base.end), {})
    assert places(made) == {"a": ("r1", MONDAY + WEEK), "b": ("r2", MONDAY)}
    assert [one.visit_id for one in made.unserved] == ["x"]


def test_a_visit_that_moves_into_the_part_leaves_its_old_day_whose_times_stay() -> None:
    base = plan(tour("r1", MONDAY, "a"), tour("r1", MONDAY + WEEK, "b", "c", "d"))
    draft = plan(tour("r1", MONDAY, "a", "c"), tour("r1", MONDAY + WEEK, "b", "d"))
    made = put_together(base, draft, first_week("r1"), {})
    later = made.tours[1]
    assert [(v.visit_id, v.sequence) for v in later.visits] == [("b", 1), ("d", 2)]
    assert later.visits[1].start_s == base.tours[1].visits[2].start_s
    assert (later.driving_s, later.distance_m) == (base.tours[1].driving_s, base.tours[1].distance_m)
    assert not check_plan(made)


def test_a_visit_that_moves_out_of_the_part_waits_by_name() -> None:
    base, draft = plan(tour("r1", MONDAY, "a", "b")), plan(tour("r1", MONDAY, "a"), tour("r1", MONDAY + WEEK, "b"))
    made = put_together(base, draft, first_week("r1"), {})
    assert places(made) == {"a": ("r1", MONDAY)}
    assert [(one.visit_id, one.reason) for one in made.unserved] == [("b", NOT_PUBLISHED)]


def test_a_visit_that_another_rep_has_in_force_is_planned_once() -> None:
    base = plan(tour("r1", MONDAY, "a"), tour("r2", MONDAY, "b", "c"))
    draft = plan(tour("r1", MONDAY, "a", "b"), tour("r2", MONDAY, "c"))
    made = put_together(base, draft, first_week("r1"), {})
    assert places(made) == {"a": ("r1", MONDAY), "b": ("r1", MONDAY), "c": ("r2", MONDAY)}


@pytest.mark.parametrize(("closed", "planned"), [(MONDAY, True), (MONDAY - timedelta(days=2), False)])
def test_a_closed_visit_stays_on_the_day_on_which_it_was_closed(closed: date, planned: bool) -> None:
    draft = plan(tour("r1", MONDAY, "a", "b"), unserved=[left("c")])
    made = put_together(plan(), draft, first_week("r1"), {"a": closed, "c": closed})
    assert ("a" in places(made)) is planned
    assert made.unserved == ()


def test_nights_go_with_their_days_and_a_night_cut_in_two_is_seen() -> None:
    night = Night("r1", MONDAY, "inn", "Inn", 47.0, 9.0, Decimal(90), "CHF")
    tuesday = MONDAY + timedelta(days=1)
    draft = plan(tour("r1", MONDAY, "a", end="inn"), tour("r1", tuesday, "b", start="inn"), nights=[night])
    whole = put_together(plan(tour("r1", MONDAY, "a")), draft, first_week("r1"), {})
    assert whole.nights == (night,)
    assert not check_plan(whole)
    cut = put_together(plan(tour("r1", tuesday, "b")), draft, Part(frozenset({"r1"}), MONDAY, MONDAY), {})
    assert check_plan(cut)


VISITS = [f"v{n}" for n in range(8)]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Two reps' plans over ten days: each visit once, somewhere or left out."""
    where = {v: (draw(st.sampled_from(["r1", "r2"])), draw(st.integers(-1, 9))) for v in VISITS}
    days: dict[tuple[str, int], list[str]] = {}
    for visit, (rep, day) in where.items():
        days.setdefault((rep, day), []).append(visit)
    tours = [tour(rep, MONDAY + timedelta(days=day), *own) for (rep, day), own in sorted(days.items()) if day >= 0]
    return plan(*tours, unserved=[left(v, rep) for v, (rep, day) in where.items() if day < 0])


@given(plans(), plans(), st.sampled_from([("r1",), ("r2",), ("r1", "r2")]), st.integers(0, 9), st.integers(0, 9))
def test_no_visit_is_lost_or_planned_twice(
    base: Plan, draft: Plan, reps: tuple[str, ...], one: int, other: int
) -> None:
    days = sorted(MONDAY + timedelta(days=day) for day in (one, other))
    part = Part(frozenset(reps), days[0], days[1])
    made = put_together(base, draft, part, {})
    assert not check_plan(made)
    named = [*places(made), *(visit.visit_id for visit in made.unserved)]
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(VISITS)
    inside = {v: at for v, at in places(draft).items() if part.has(*at)}
    assert {v: at for v, at in places(made).items() if part.has(*at)} == inside

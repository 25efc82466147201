"""Nights away are taken where they pay, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.problems import BadInputError
from routing.stopping import Part, Steps
from scheduler.checking.schedule import check
from scheduler.exchange import from_json, inputs_hash, to_json
from scheduler.horizon import Bed, Horizon, Lodging
from scheduler.nights.search import HOME_SHARE, can_pay, solve_with_nights
from scheduler.nights.settled import nights_of, settled
from scheduler.nights.without import without_night
from scheduler.search import solve, validate
from scheduler.solved import solved
from scheduler.team.answer import Task, answer
from tests.scheduler.nights.far import EAST, WEST, far_valleys, lodging
from tests.scheduler.search.worlds import horizons

ENOUGH = Steps(1500)


def nights_in(horizon: Horizon) -> dict[int, int]:
    """Return the nights that are taken, after the answer has passed the independent check."""
    found = answer(Task("rep", horizon, 1, worth=False), ENOUGH)
    assert found.violations == ()
    return dict(found.nights)


def test_a_night_that_pays_is_taken_and_the_cost_falls() -> None:
    horizon = far_valleys()
    found = answer(Task("rep", horizon, 1), ENOUGH)
    home = solve(replace(horizon, lodging=None), ENOUGH, 1)
    assert found.violations == ()
    assert set(found.nights.values()) == {WEST, EAST}
    assert not found.schedule.unserved
    assert found.schedule.cost < home.cost - 9000
    assert found.schedule.bound is not None
    assert 0 < found.schedule.bound <= found.schedule.cost


@pytest.mark.parametrize(
    "change",
    [
        {"beds": (Bed(WEST, 14_500.0), Bed(EAST, 14_500.0))},  # dearer than the way out and back
        {"willing": frozenset({4, 5, 6})},
        {"willing": frozenset()},
        {"most_a_week": 0},
        {"most_in_row": 0},
        {"spent": frozenset({-1, -2}), "first_weekday": 2, "most_a_week": 2, "willing": frozenset({0, 1})},
    ],
    ids=["too dear", "not willing then", "never willing", "none a week", "none in a row", "the week's are spent"],
)  # fmt: skip
def test_no_night_is_taken_where_it_does_not_pay_or_is_not_allowed(change: dict[str, object]) -> None:
    assert nights_in(far_valleys(lodging=lodging(**change))) == {}


def test_near_valleys_need_no_bed() -> None:
    horizon = far_valleys()
    near = replace(horizon, travel_s=horizon.travel_s // 8, distance_m=horizon.distance_m // 8)
    assert not can_pay(near)
    assert nights_in(near) == {}


def test_a_cap_a_week_binds_and_another_week_has_its_own() -> None:
    one_week = far_valleys(lodging=lodging(most_a_week=1))
    assert len(nights_in(one_week)) == 1
    two_weeks = far_valleys(days=10, lodging=lodging(most_a_week=1))
    assert len(nights_in(two_weeks)) == 2


def test_a_weekend_is_spent_away_only_by_those_who_are_willing() -> None:
    """Nine hours a day hold nine visits there: on Friday and Monday, with three nights between, if nights are cheap."""
    horizon = far_valleys(18, 0, days=10)
    days = tuple(replace(day, max_visits=9 if day.day in {4, 7} else 0) for day in horizon.rep_days)
    beds = (Bed(WEST, 3000.0),)
    every_day = Lodging(beds, frozenset(range(11)), 3, 3)
    allowed = {
        "always": every_day,
        "two a week": replace(every_day, most_a_week=2),
        "two in a row": replace(every_day, most_in_row=2),
        "not on Sundays": replace(every_day, willing=frozenset(range(11)) - {6}),
    }
    found = {name: nights_in(replace(horizon, rep_days=days, lodging=one)) for name, one in allowed.items()}
    assert found == {"always": {4: WEST}, "two a week": {}, "two in a row": {}, "not on Sundays": {}}


def test_what_no_day_trip_reaches_is_reached_over_night() -> None:
    horizon = far_valleys(4, 0)
    far = replace(horizon, travel_s=np.where(horizon.travel_s > 5000, 16_500, horizon.travel_s).astype(np.int32))
    assert len(solve(replace(far, lodging=None), ENOUGH, 1).unserved) == 4
    assert far.lodging is not None
    unwilling = replace(far, lodging=replace(far.lodging, willing=frozenset()))
    for asked, missing in ((far, 0), (unwilling, 4), (replace(far, lodging=None), 4)):
        assert [problem.code for problem in validate(asked)] == ["place-unreachable"] * missing
    found = answer(Task("rep", far, 1, worth=False), ENOUGH)
    assert found.violations == ()
    assert found.schedule.unserved == ()
    assert set(found.nights.values()) == {WEST}


def test_the_night_before_the_horizon_is_driven_on_from_there() -> None:
    horizon = far_valleys(9, 0, lodging=lodging(spent=frozenset({-1}), first_weekday=0, most_in_row=1))
    first = replace(horizon.rep_days[0], start_place=WEST)
    found = answer(Task("rep", replace(horizon, rep_days=(first, *horizon.rep_days[1:])), 1, worth=False), ENOUGH)
    assert found.violations == ()
    assert len(found.schedule.tours[0]) == 9
    assert not found.nights


def test_the_same_steps_give_the_same_nights() -> None:
    first, second = (answer(Task("rep", far_valleys(), 3, worth=False), Steps(800)) for _ in range(2))
    assert (first.schedule, first.nights) == (second.schedule, second.nights)
    assert first.schedule.steps == 800


def test_an_old_plans_nights_are_where_the_search_begins() -> None:
    horizon = far_valleys()
    before = answer(Task("rep", horizon, 1, worth=False), ENOUGH)
    again = answer(Task("rep", horizon, 1, start=before.schedule, nights=before.nights, worth=False), Steps(1))
    assert again.violations == ()
    assert again.schedule.cost <= before.schedule.cost + 1e-6


def test_a_night_says_what_sleeping_at_home_would_cost() -> None:
    slept = solve_with_nights(far_valleys(), ENOUGH, 1)
    number = slept.horizon.overnights[0].rep_day
    trial = without_night(slept.horizon, slept.schedule, number)
    assert number not in nights_of(trial.horizon)
    assert check(trial.horizon, trial.schedule) == ()
    assert trial.schedule.cost >= slept.schedule.cost
    assert set(trial.lost) <= set(trial.schedule.unserved)


def test_a_problem_file_may_allow_nights_and_its_solution_tells_them() -> None:
    horizon = far_valleys(lodging=lodging(spent=frozenset({-2})))
    again = from_json(json.loads(json.dumps(to_json(horizon))))
    assert again.lodging == horizon.lodging
    found = solved(again, ENOUGH, 1, str)
    assert found["violations"] == []
    assert {night["place"] for night in found["nights"]} == {WEST, EAST}
    taken = settled(horizon, {night["rep_day"]: night["place"] for night in found["nights"]})
    assert inputs_hash(taken) == inputs_hash(horizon) == found["problem_sha256"]


@pytest.mark.parametrize(
    "wrong", [{"beds": [{"place": 99, "price": 1.0}]}, {"beds": [{"place": 1, "price": -1.0}]}, {"willing": ["Mo"]}]
)
def test_an_impossible_lodging_is_named(wrong: dict[str, object]) -> None:
    problem = to_json(far_valleys())
    with pytest.raises(BadInputError, match="lodging"):
        from_json(problem | {"lodging": problem["lodging"] | wrong})


@st.composite
def with_lodging(draw: st.DrawFn) -> Horizon:
    """Draw any horizon of the house with one rep-day a day, from home to home, and a few beds."""
    horizon = draw(horizons())
    days = {day.day: replace(day, start_place=0, end_place=0) for day in horizon.rep_days}
    horizon = replace(horizon, rep_days=tuple(days.values()))
    places = draw(st.lists(st.integers(1, len(horizon.travel_s) - 1), min_size=1, max_size=3, unique=True))
    beds = tuple(Bed(place, float(draw(st.integers(0, 6000)))) for place in places)
    caps = draw(st.integers(0, 3)), draw(st.integers(0, 4))
    willing = frozenset(draw(st.sets(st.integers(0, 12))))
    return replace(horizon, lodging=Lodging(beds, willing, *caps, draw(st.integers(0, 6))))


@settings(max_examples=30, deadline=None)
@given(with_lodging())
def test_nights_never_worsen_the_cost_and_keep_every_rule(horizon: Horizon) -> None:
    found = answer(Task("rep", horizon, 1), Steps(200))
    assert found.violations == ()
    home = solve(horizon, Part(Steps(200), 0.0, HOME_SHARE if can_pay(horizon) else 1.0), 1)
    must = [sum(horizon.visits[v].compulsory for v in one.unserved) for one in (found.schedule, home)]
    assert (must[0], found.schedule.cost) <= (must[1], home.cost + 1e-6)

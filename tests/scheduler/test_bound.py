"""The bound is never above the best of all schedules, sees what a rep-day costs, and is close on small horizons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.rep_horizons import read
from routing.stopping import Steps
from routing.tour import Window
from scheduler.bound.lower import lower_bound
from scheduler.bound.possible import impossible, visits_by_day
from scheduler.bound.relaxed import Relaxation, relaxation
from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check
from scheduler.checking.violation import Violation
from scheduler.horizon import Horizon, RepDay, Schedule, Weights
from scheduler.search import solve
from scheduler.team.answer import BOUND_EFFORT
from tests.scheduler.line_horizons import MINUTE, NOON, all_days, due, line_horizon, schedule, small_horizons

GRAIN = 1e-6
INSTANCES = Path(__file__).parents[2].parent / "shared" / "data" / "benchmarks" / "rep_horizons"


def all_schedules(horizon: Horizon) -> Iterator[Schedule]:
    """Try every day for every visit, and every order of every day."""
    days = range(len(horizon.rep_days))
    for chosen in product((None, *days), repeat=len(horizon.visits)):
        tours = [[v for v, on in enumerate(chosen) if on == day] for day in days]
        for orders in product(*(permutations(tour) for tour in tours)):
            found = schedule(horizon, *orders)
            if not check(horizon, found):
                yield found


@st.composite
def crowded_horizons(draw: st.DrawFn) -> Horizon:
    """Small horizons in which all visits may lie on all days: only spacing, hours and balance part them."""
    horizon = draw(small_horizons(most_visits=4, days=2))
    balance = draw(st.sampled_from([0.0, 5.0, 60.0]))
    visits = tuple(
        replace(visit, first_day=0, last_day=1, service_s=horizon.visits[0].service_s, hours=horizon.visits[0].hours)
        for visit in horizon.visits
    )
    return replace(horizon, visits=visits, weights=replace(horizon.weights, balance=balance))


def cheapest(horizon: Horizon) -> Schedule:
    return min(all_schedules(horizon), key=lambda found: found.cost)


@settings(max_examples=30, deadline=None)
@given(small_horizons(most_visits=4, days=2))
def test_the_bound_is_never_above_the_best_of_all_schedules(horizon: Horizon) -> None:
    best = cheapest(horizon)
    for started in best, schedule(horizon):
        assert known(lower_bound(horizon, started, Steps(40))) <= best.cost + GRAIN


@settings(max_examples=15, deadline=None)
@given(small_horizons(most_visits=3, days=2))
def test_compulsory_visits_are_bounded_as_served(horizon: Horizon) -> None:
    must = replace(horizon, visits=(replace(horizon.visits[0], compulsory=True), *horizon.visits[1:]))
    serving = [found for found in all_schedules(must) if 0 not in found.unserved]
    if serving:
        best = min(serving, key=lambda found: found.cost)
        assert known(lower_bound(must, best, Steps(40))) <= best.cost + GRAIN


@settings(max_examples=25, deadline=None)
@given(crowded_horizons())
def test_nor_where_the_visits_of_an_account_may_lie_on_the_same_days(horizon: Horizon) -> None:
    best = cheapest(horizon)
    for started, steps in product((best, schedule(horizon)), (20, 150)):
        assert known(lower_bound(horizon, started, Steps(steps))) <= best.cost + GRAIN


def test_nor_where_the_looks_at_labels_do_not_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    visits = tuple(due(f"{name}0", 1 + k % 5, 60) for k, name in enumerate("abcdefg"))
    horizon = line_horizon(*visits, days=2)
    found = solve(horizon, Steps(2_000), seed=1)
    whole = known(lower_bound(horizon, found, Steps(300)))
    monkeypatch.setattr("scheduler.bound.consult.LOOKS", 5)
    assert 0.0 < known(lower_bound(horizon, found, Steps(300))) <= whole <= found.cost


def known(bound: float | None) -> float:
    return -np.inf if bound is None else bound


def bound_of(horizon: Horizon, rounds: int = 200) -> float:
    found = lower_bound(horizon, cheapest(horizon), Steps(rounds))
    assert found is not None
    return found


def test_one_visit_is_bounded_by_its_way() -> None:
    assert bound_of(line_horizon(due("a0", 3), days=1)) == pytest.approx(60 * MINUTE, rel=1e-3)


def test_a_visit_dearer_than_its_price_is_bounded_by_its_price() -> None:
    horizon = line_horizon(replace(due("a0", 3), price_unserved=600.0), days=1)
    assert bound_of(horizon) == pytest.approx(600.0, rel=1e-3)


def test_visits_on_different_days_are_bounded_by_a_way_each() -> None:
    horizon = line_horizon(due("a0", 3, first=0, last=0), due("b0", 3, first=1, last=1), days=2)
    assert bound_of(horizon) == pytest.approx(2 * 60 * MINUTE, rel=1e-3)


def test_visits_at_opposite_hours_are_bounded_by_the_day_they_share() -> None:
    morning, late = (Window(480 * MINUTE, 560 * MINUTE),), (Window(900 * MINUTE, 960 * MINUTE),)
    horizon = line_horizon(due("a0", 3, hours=1), due("b0", 3, hours=2), days=2, hours=(morning, late))
    assert bound_of(horizon) == pytest.approx(60 * MINUTE, rel=1e-3)


def test_what_does_not_fit_into_one_day_is_bounded_by_two() -> None:
    visits = due("a0", 3, minutes=240), due("b0", 3, minutes=240)
    assert bound_of(line_horizon(*visits, days=2)) == pytest.approx(60 * MINUTE, rel=1e-3)
    with_lunch = all_days(line_horizon(*visits, days=2), lunch=NOON)
    longer = replace(with_lunch, visits=tuple(replace(v, service_s=226 * MINUTE) for v in visits))
    assert bound_of(longer) == pytest.approx(120 * MINUTE, rel=1e-3)


def test_a_day_that_may_not_last_so_long_is_bounded_by_two() -> None:
    visits = due("a0", 3, minutes=200), due("b0", 3, minutes=200)
    for longest, days in ((460, 1), (370, 2)):
        horizon = all_days(line_horizon(*visits, days=2), max_day_s=longest * MINUTE)
        assert bound_of(horizon) == pytest.approx(days * 60 * MINUTE, rel=1e-3)


def test_a_visit_that_no_day_is_long_enough_for_is_left_out_by_every_plan() -> None:
    horizon = line_horizon(due("a0", 3), days=1)
    assert impossible(all_days(horizon, max_day_s=89 * MINUTE), schedule(horizon)) == (0,)
    assert impossible(all_days(horizon, max_day_s=90 * MINUTE), schedule(horizon)) == ()


def test_prices_of_days_and_metres_count() -> None:
    visit = replace(due("a0", 3), day_price=((0, 500.0), (1, 700.0)))
    horizon = replace(line_horizon(visit, days=2), weights=Weights(1.0, 0.1))
    assert bound_of(horizon) == pytest.approx(3600 + 3600 + 500, rel=1e-3)


def test_a_day_that_pays_lowers_the_bound_below_nothing() -> None:
    visit = replace(due("a0", 1), day_price=((0, -5000.0),))
    assert bound_of(line_horizon(visit, days=1)) <= 1200 - 5000 + GRAIN


def test_an_empty_horizon_is_bounded_by_nothing() -> None:
    assert lower_bound(line_horizon(days=2), schedule(line_horizon(days=2)), Steps(5)) == 0.0


def test_more_rounds_never_lower_the_bound() -> None:
    horizon = line_horizon(*(due(f"{name}0", 1 + k) for k, name in enumerate("abcde")), days=2)
    drawn = schedule(horizon, (0, 1, 2), (3, 4))
    bounds = [known(lower_bound(horizon, drawn, Steps(rounds))) for rounds in (5, 30, 200)]
    assert bounds == sorted(bounds)
    assert bounds[-1] > 0.9 * cheapest(horizon).cost


def test_what_is_not_known_is_not_called_nothing() -> None:
    horizon = line_horizon(due("a0", 3), days=1)
    assert lower_bound(horizon, schedule(horizon, (0,)), Steps(1)) is None
    free = line_horizon(replace(due("a0", 3), price_unserved=0.0), days=1)
    assert lower_bound(free, schedule(free), Steps(40)) is None


def test_a_budget_without_room_rounds_no_rep_day(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Horizon] = []
    relax = relaxation

    def counted(horizon: Horizon, *rest: object) -> Relaxation:
        made.append(horizon)
        return relax(horizon, *rest)

    monkeypatch.setattr("scheduler.bound.lower.relaxation", counted)
    horizon = line_horizon(due("a0", 3), days=1)
    assert lower_bound(horizon, schedule(horizon, (0,)), Steps(1)) is None
    assert made == []
    assert lower_bound(horizon, schedule(horizon, (0,)), Steps(40)) is not None
    assert made


def test_days_and_visits_that_are_alike_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(horizon: Horizon, rep_day: RepDay, tour: list[int]) -> Iterator[Violation]:
        asked.extend(tour)
        return check_rep_day(horizon, rep_day, tour)

    monkeypatch.setattr("scheduler.bound.possible.check_rep_day", counted)
    visits = due("a0", 3), due("a1", 3), due("b0", 3), due("c0", 4)
    horizon = line_horizon(*visits, days=5)
    assert visits_by_day(horizon, schedule(horizon)) == [(0, 1, 2, 3)] * 5
    assert asked == [0, 3]
    shorter = replace(horizon.rep_days[2], end_s=horizon.rep_days[2].start_s + 90 * MINUTE)
    horizon = replace(horizon, rep_days=(*horizon.rep_days[:2], shorter, *horizon.rep_days[3:]))
    assert visits_by_day(horizon, schedule(horizon)) == [(0, 1, 2, 3)] * 2 + [(0, 1, 2)] + [(0, 1, 2, 3)] * 2


@settings(deadline=None, max_examples=60)
@given(small_horizons())
def test_rep_days_may_stand_in_any_order(horizon: Horizon) -> None:
    """`roundsman solve` takes them as they come: no visit is proven lost by where its day stands in the file."""
    turned = replace(horizon, rep_days=horizon.rep_days[::-1])
    nothing = tuple(() for _ in horizon.rep_days), tuple(range(len(horizon.visits)))
    empty = Schedule(*nothing, 0.0, None, 0, 1)
    assert visits_by_day(turned, empty) == visits_by_day(horizon, empty)[::-1]
    assert impossible(turned, empty) == impossible(horizon, empty)


def test_two_visits_of_an_account_are_bounded_by_two_days() -> None:
    horizon = line_horizon(due("a0", 3), due("a1", 3), days=2)
    assert bound_of(horizon) == pytest.approx(2 * 60 * MINUTE, rel=1e-2)


def test_visits_of_two_accounts_are_bounded_by_the_day_they_share() -> None:
    horizon = line_horizon(due("a0", 3), due("b0", 3), days=2)
    assert bound_of(horizon) == pytest.approx(60 * MINUTE, rel=1e-2)


def test_days_of_uneven_work_cost_more() -> None:
    visits = tuple(due(f"{name}0", 1, 120, first=0, last=0) for name in "abc")
    flat = line_horizon(*visits, days=3)
    uneven = replace(flat, weights=replace(flat.weights, balance=1000.0))
    assert bound_of(uneven) > bound_of(flat) + 1000.0


def test_a_day_that_a_pinned_visit_of_the_account_forbids_counts_for_nothing() -> None:
    pinned = replace(due("a0", 3, first=0, last=0), compulsory=True)
    later = replace(due("a1", 3, first=0, last=1), least_gap_days=3)
    horizon = line_horizon(pinned, later, days=2)
    served = schedule(horizon, (0,))
    assert impossible(horizon, served) == (1,)
    assert known(lower_bound(horizon, served, Steps(60))) == pytest.approx(60 * MINUTE + 12_000, rel=1e-3)
    near = replace(later, least_gap_days=1)
    assert impossible(line_horizon(pinned, near, days=2), schedule(horizon, (0,))) == ()


def test_a_visit_behind_a_short_cut_is_not_proven_lost() -> None:
    horizon = line_horizon(due("a0", 5, minutes=470), due("b0", 1, minutes=0), days=1)
    assert impossible(horizon, schedule(horizon)) == (0,)
    travel_s = horizon.travel_s.copy()
    travel_s[1, 5] = travel_s[5, 1] = MINUTE
    assert impossible(replace(horizon, travel_s=travel_s), schedule(horizon)) == ()


def test_a_visit_that_fits_on_none_of_its_days_alone_can_be_served_by_no_plan() -> None:
    long, short = due("a0", 5, minutes=500), due("b0", 5, minutes=440)
    horizon = line_horizon(long, short, days=2)
    assert impossible(horizon, schedule(horizon)) == (0,)
    assert impossible(horizon, schedule(horizon, (1,))) == (0,)


@pytest.mark.slow
@pytest.mark.skipif(not INSTANCES.exists(), reason="the published rep horizons are not beside this folder")
@pytest.mark.parametrize("name", ["S1", "S2"])
def test_the_bound_is_within_five_hundredths_on_published_horizons(name: str) -> None:
    horizon = read(INSTANCES / f"{name}.json")
    found = solve(horizon, Steps(20_000), seed=1)
    assert 0.95 * found.cost <= known(lower_bound(horizon, found, Steps(BOUND_EFFORT))) <= found.cost

"""Spacing between visits that are served next to each other, whatever is left out between them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.exchange import from_json, to_json
from scheduler.explain.evaluate import broken_rules, moved
from scheduler.explain.insertion import allowed
from scheduler.explain.repair import repairs
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule
from scheduler.search import cost_of, solve
from scheduler.search.polish import recombine
from tests.scheduler.search.worlds import ALL_DAY, HOUR, road, with_visit

IMPOSSIBLE = 9 * HOUR


def three(least: int = 4, most: int = 10**6, middle_s: int = IMPOSSIBLE, days: int = 6) -> Horizon:
    """Three visits of one account which may have any day; the one in the middle takes longer than a day has."""
    horizon = road(days=days, visits=1)
    visits = tuple(
        DueVisit(f"v{k}", "a1", 1, middle_s if k == 1 else 1800, 0, days - 1, 0, 1e5, least if k else 0, most)
        for k in range(3)
    )
    return replace(horizon, visits=visits)


def days_served(horizon: Horizon, schedule: Schedule) -> list[int]:
    return [d.day for d, tour in zip(horizon.rep_days, schedule.tours, strict=True) for _ in tour]


@pytest.mark.parametrize("seed", range(5))
def test_the_least_spacing_holds_across_a_visit_that_cannot_be_served(seed: int) -> None:
    horizon = from_json(to_json(three()))
    schedule = solve(horizon, Steps(300), seed)
    first, last = days_served(horizon, schedule)
    assert schedule.unserved == (1,)
    assert last - first >= 4
    assert check(horizon, schedule) == ()


def test_visits_that_ask_no_spacing_still_have_a_day_each_in_ascending_order() -> None:
    horizon = three(least=0, middle_s=1800, days=3)
    schedule = solve(horizon, Steps(300), 1)
    assert [tour for tour in schedule.tours if tour] == [(0,), (1,), (2,)]
    assert solve(three(least=0, middle_s=1800, days=2), Steps(300), 1).unserved


@pytest.mark.parametrize(("last_day", "served"), [(8, 2), (9, 1)])
def test_a_visit_left_out_lets_the_most_spacing_grow_by_its_own(last_day: int, served: int) -> None:
    horizon = three(least=2, most=4, days=12)
    horizon = with_visit(with_visit(horizon, 0, last_day=0), 2, first_day=last_day, last_day=last_day)
    assert len(days_served(horizon, solve(horizon, Steps(300), 1))) == served


@pytest.mark.parametrize(("days", "code"), [((0, 3), "too-soon"), ((0, 4), ""), ((0, 11), "too-long-after")])
def test_check_and_evaluation_count_across_what_is_left_out(days: tuple[int, int], code: str) -> None:
    horizon = three(least=4, most=5, days=12)
    tours = [(0,) if d == days[0] else (2,) if d == days[1] else () for d in range(12)]
    schedule = Schedule(tuple(tours), (1,), cost_of(horizon, tours), None, 0, 0)
    assert [one.code for one in check(horizon, schedule)] == ([code] if code else [])
    assert [one.rule for one in broken_rules(horizon, tours)] == (["spacing"] if code else [])


def test_a_day_too_near_to_the_visit_before_the_one_left_out_is_none_that_is_offered() -> None:
    horizon = three(days=10)
    assert allowed(horizon, {0: 3}, 2) == [7, 8, 9]
    assert allowed(horizon, {2: 6}, 0) == [0, 1, 2]


def test_a_move_by_hand_is_judged_across_what_is_left_out() -> None:
    horizon = three(days=10)
    tours = [(0,) if d == 3 else () for d in range(10)]
    assert [one.amount for one in moved(horizon, tours, 2, 5).broken] == [2]
    assert moved(horizon, tours, 2, 7).broken == ()


def test_a_repair_that_breaks_the_spacing_says_so_and_changes_only_that() -> None:
    horizon = with_visit(three(days=10), 2, first_day=4, last_day=5)
    tours = [(0,) if d == 3 else () for d in range(10)]
    made = {one.kind: one for one in repairs(horizon, tours, 2)}
    assert made["window"].keeps_rules is False
    for one in made.values():
        assert broken_rules(one.horizon, one.tours) == []


@pytest.mark.parametrize(("least", "kept"), [(2, False), (3, True)])
def test_recombined_tours_keep_the_spacing_across_what_is_left_out(least: int, kept: bool) -> None:
    """The visit of the other account is nearer to the account on day 2: two days after its first visit."""
    horizon = three(least=least, days=5)
    near = DueVisit("b", "b", 1, 1800, 0, 4, 0, 1e5)
    horizon = replace(horizon, visits=(*horizon.visits, near))
    tours = ((0,), (), (3,), (), (2,))
    best = Schedule(tours, (1,), cost_of(horizon, tours), None, 0, 0)
    assert (recombine(horizon, best, [(2, (2, 3))], 1.0).tours == tours) == kept


@st.composite
def closings(draw: st.DrawFn) -> Horizon:
    """Draw accounts of many visits whose windows overlap, with days on which the rep or an account is not there."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    days, accounts = int(rng.integers(8, 40)), int(rng.integers(1, 4))
    where = rng.uniform(0, 1.5 * HOUR, (accounts + 1, 2))
    travel = np.linalg.norm(where[:, None] - where[None, :], axis=2).astype(np.int32)
    worked = [d for d in range(days) if rng.random() < 0.7] or [0]
    visits: list[DueVisit] = []
    for account in range(accounts):
        least, interval = int(rng.integers(0, 6)), int(rng.integers(1, 8))
        slack = int(rng.integers(0, 12))
        for k in range(int(rng.integers(1, 7))):
            service_s = IMPOSSIBLE if rng.random() < 0.3 else 1800
            first, last = max(0, k * interval - slack), min(days - 1, k * interval + slack)
            most = int(rng.integers(max(1, least), 20))
            price = float(rng.choice([1.0, 1e5]))
            place, name = account + 1, f"a{account}"
            visits.append(
                DueVisit(f"{name}-{k}", name, place, service_s, min(first, last), last, account, price, least, most)
            )
    return Horizon(
        rep_days=tuple(RepDay(d, 8 * HOUR, 17 * HOUR, 0, 0) for d in worked for _ in range(int(rng.integers(1, 3)))),
        visits=tuple(visits),
        hours=tuple(tuple(ALL_DAY if rng.random() < 0.7 else () for _ in range(days)) for _ in range(accounts)),
        travel_s=travel,
        distance_m=travel * 10,
    )


@settings(deadline=None, max_examples=120)
@given(closings(), st.integers(0, 99))
def test_served_dates_alone_keep_the_least_spacing_and_the_order(horizon: Horizon, seed: int) -> None:
    """Judged by the dates on which each account is served, and by nothing else."""
    schedule = solve(horizon, Steps(150), seed)
    found = [recombine(horizon, schedule, [], 1.0), schedule]
    for one in found:
        dates: dict[str, list[tuple[int, str]]] = {}
        for day, tour in zip(horizon.rep_days, one.tours, strict=True):
            for v in tour:
                dates.setdefault(horizon.visits[v].account, []).append((day.day, horizon.visits[v].id))
        least = {visit.account: max(1, visit.least_gap_days) for visit in horizon.visits}
        for account, served in dates.items():
            assert sorted(served) == sorted(served, key=lambda pair: pair[1])
            assert all(b[0] - a[0] >= least[account] for a, b in pairwise(sorted(served)))
        assert check(horizon, one) == ()
        assert broken_rules(horizon, one.tours) == []

"""A suggested repair, applied, serves the visit at the price that was said; a hand-made change is told its rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from routing.tour import Window
from scheduler.explain.evaluate import broken_rules, dropped, moved, swapped
from scheduler.explain.insertion import Priced
from scheduler.explain.reasons import reason
from scheduler.explain.repair import blockers, day_prices, repairs
from scheduler.explain.trial import cost
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights

H = 3600


def world(*visits: DueVisit, days: int = 3, hours: int = 8, balance: float = 0.0) -> Horizon:
    steps = np.abs(np.subtract.outer(np.arange(8), np.arange(8))) * 600
    opening = (tuple(((Window(0, 24 * H),),) * days),)
    rep_days = tuple(RepDay(day, 8 * H, (8 + hours) * H, 0, 0) for day in range(days))
    metres = (steps * 10).astype(np.int32)
    return Horizon(rep_days, visits, opening, steps.astype(np.int32), metres, Weights(balance=balance))


def visit(place: int, **changes: object) -> DueVisit:
    made = DueVisit(f"v{place}", f"a{place}", place, 2 * H, 0, 2, 0, 12_000.0)
    return replace(made, **changes)  # type: ignore[arg-type]


def kinds(horizon: Horizon, tours: list[list[int]], number: int) -> dict[str, float]:
    return {repair.kind: repair.price for repair in repairs(horizon, tours, number)}


def test_a_visit_that_fits_is_inserted_and_its_price_of_absence_saved() -> None:
    assert kinds(world(visit(1)), [[], [], []], 0)["insert"] == 1200 - 12_000


def test_a_full_day_lets_another_visit_move() -> None:
    due = visit(1, last_day=0), visit(2, service_s=7 * H), visit(3)
    horizon = world(*due)
    (first, *_) = repairs(horizon, [[1], [2], []], 0)
    assert (first.kind, first.other, first.keeps_rules) == ("exchange", 1, True)
    assert blockers(horizon, [[1], [2], []], 0) == [1]


def test_an_important_visit_displaces_where_nothing_can_move() -> None:
    due = visit(1, last_day=0), visit(2, last_day=0, service_s=7 * H, price_unserved=5_000.0)
    found = {repair.kind: repair for repair in repairs(world(*due), [[1], [], []], 0)}
    assert found["displace"].price == pytest.approx(1200 - 2400 - 12_000 + 5_000)
    assert "exchange" not in found


def test_a_pinned_visit_is_never_displaced() -> None:
    due = visit(1, last_day=0), visit(2, last_day=0, service_s=7 * H, compulsory=True)
    assert set(kinds(world(*due), [[1], [], []], 0)) <= {"overtime", "window"}
    assert blockers(world(*due), [[1], [], []], 0) == []


def test_the_shortest_overtime_is_offered_and_named_as_a_changed_rule() -> None:
    due = visit(1, last_day=0), visit(2, service_s=7 * H, compulsory=True)
    (overtime,) = [r for r in repairs(world(*due), [[1], [], []], 0) if r.kind == "overtime"]
    assert (overtime.amount, overtime.keeps_rules) == (H + 2400, False)


def test_a_visit_too_far_for_a_day_is_offered_the_longer_day_that_it_needs() -> None:
    far = world(visit(7, last_day=0), hours=4)
    far.travel_s[:, 7] = far.travel_s[7, :] = 3 * H
    assert reason(far, [[], [], []], 0).code == "too-far-for-a-day"
    (longer,) = [r for r in repairs(far, [[], [], []], 0) if r.kind != "window"]
    assert (longer.kind, longer.amount, longer.keeps_rules) == ("long-day", 4 * H, False)
    assert broken_rules(longer.horizon, longer.tours) == []
    assert longer.price == pytest.approx(cost(longer.horizon, longer.tours) - cost(far, [[], [], []]))


def test_a_day_with_too_much_driving_is_offered_more_of_it() -> None:
    horizon = world(visit(3, last_day=0))
    capped = replace(horizon, rep_days=tuple(replace(day, max_driving_s=1800) for day in horizon.rep_days))
    (more,) = [r for r in repairs(capped, [[], [], []], 0) if r.kind == "long-day"]
    assert (more.amount, more.horizon.rep_days[0].max_driving_s) == (1800, 3600)


def test_a_day_that_is_too_long_from_door_to_door_is_offered_longer() -> None:
    horizon = world(visit(3, last_day=0))
    capped = replace(horizon, rep_days=tuple(replace(day, max_day_s=3600) for day in horizon.rep_days))
    (longer,) = [r for r in repairs(capped, [[], [], []], 0) if r.kind == "long-day"]
    assert (longer.amount, longer.horizon.rep_days[0].max_day_s) == (7200, 10800)


def test_a_day_beyond_the_window_is_offered_with_its_days() -> None:
    due = visit(1, last_day=0), visit(2, service_s=7 * H, last_day=0, compulsory=True)
    (window,) = [r for r in repairs(world(*due), [[1], [], []], 0) if r.kind == "window"]
    assert (window.amount, window.tours[1]) == (1, (0,))


def test_what_the_rep_can_never_reach_has_no_repair() -> None:
    far = world(visit(1))
    far.travel_s[1, :] = far.travel_s[:, 1] = 10**6
    assert repairs(far, [[], [], []], 0) == []


@st.composite
def crowded(draw: st.DrawFn) -> tuple[Horizon, list[list[int]], int]:
    """Draw a horizon with too much to do, filled greedily, and a visit that found no room."""
    count = draw(st.integers(6, 12))
    visits = []
    for number in range(count):
        first = draw(st.integers(0, 2))
        visits.append(
            visit(
                number % 7 + 1,
                id=f"v{number}",
                account=f"a{number // 2}",
                service_s=draw(st.integers(1, 4)) * H,
                first_day=first,
                last_day=draw(st.integers(first, 3)),
                least_gap_days=1,
                most_gap_days=3,
                price_unserved=draw(st.sampled_from([2_000.0, 12_000.0, 30_000.0])),
                day_price=((draw(st.integers(0, 3)), 500.0),),
            )
        )
    horizon = world(*visits, days=4, balance=draw(st.sampled_from([0.0, 60.0])))
    tours: list[list[int]] = [[] for _ in horizon.rep_days]
    for v in draw(st.permutations(range(count))):
        place = Priced(horizon, tours).cheapest(v)
        if place:
            tours[place.rep_day].insert(place.position, v)
    left = [v for v in range(count) if not any(v in tour for tour in tours)]
    assume(left)
    return horizon, tours, left[0]


@given(crowded())
@settings(max_examples=40, deadline=None)
def test_a_repair_applied_serves_the_visit_at_its_price(case: tuple[Horizon, list[list[int]], int]) -> None:
    horizon, tours, left = case
    assert broken_rules(horizon, tours) == []
    assert reason(horizon, tours, left).code in {"no-room", "spacing"}
    for repair in repairs(horizon, tours, left):
        assert any(left in tour for tour in repair.tours)
        assert cost(repair.horizon, repair.tours) - cost(horizon, tours) == pytest.approx(repair.price, abs=1e-6)
        assert broken_rules(repair.horizon, repair.tours) == []
        assert bool(broken_rules(horizon, repair.tours)) != repair.keeps_rules


@given(crowded())
@settings(max_examples=15, deadline=None)
def test_another_day_costs_what_is_said(case: tuple[Horizon, list[list[int]], int]) -> None:
    horizon, tours, _ = case
    served = next(v for tour in tours for v in tour)
    for rep_day, price in day_prices(horizon, tours, served):
        if price is not None:
            change = moved(horizon, tours, served, rep_day)
            assert change.broken == ()
            assert change.price == pytest.approx(price, abs=1e-6)


def test_a_move_names_every_rule_it_breaks() -> None:
    due = visit(1, last_day=0), visit(2, service_s=7 * H), replace(visit(1), id="w", least_gap_days=2)
    horizon = world(*due)
    change = moved(horizon, [[0], [1], [2]], 0, 1)
    assert [rule.rule for rule in change.broken] == ["return", "window", "spacing"]
    assert [rule.amount for rule in change.broken] == [H + 2400, 1, 1]


def test_a_good_move_breaks_nothing_and_has_its_price() -> None:
    horizon = world(visit(1), visit(2))
    change = moved(horizon, [[0], [1], []], 1, 0)
    assert (change.broken, change.price) == ((), 2400 - 3600)
    assert {v for tour in change.tours for v in tour} == {0, 1}


def test_dropping_costs_the_visits_price_and_breaks_a_promise() -> None:
    horizon = world(visit(1), visit(2, compulsory=True))
    assert dropped(horizon, [[0], [1], []], 0).price == 12_000 - 1200
    assert [rule.rule for rule in dropped(horizon, [[0], [1], []], 1).broken] == ["compulsory"]


def test_swapping_changes_places() -> None:
    assert swapped(world(visit(1), visit(2)), [[0], [1], []], 0, 1).tours == ((1,), (0,), ())

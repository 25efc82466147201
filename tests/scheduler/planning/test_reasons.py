"""Each reason is given where it is true, and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.tour import Lunch, Window
from scheduler.explain.insertion import Priced, spaced
from scheduler.explain.reasons import reason
from scheduler.explain.trial import cost, drive
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights

H = 3600
ALL_DAY = Window(0, 24 * H)


def world(*visits: DueVisit, shift: tuple[int, int] = (8 * H, 17 * H), minutes: int = 10, days: int = 3) -> Horizon:
    """Return places on a line, `minutes` apart; hours row 0 is always open, row 1 in the morning, row 2 never."""
    steps = np.abs(np.subtract.outer(np.arange(6), np.arange(6))) * minutes
    hours = tuple((windows,) * days for windows in ((ALL_DAY,), (Window(8 * H, 10 * H),), ()))
    rep_days = tuple(RepDay(day, *shift, 0, 0) for day in range(days))
    return Horizon(rep_days, visits, hours, (steps * 60).astype(np.int32), (steps * 1000).astype(np.int32))


def visit(place: int, **changes: object) -> DueVisit:
    made = DueVisit(f"v{place}", f"a{place}", place, H, 0, 2, 0, 12_000.0)
    return replace(made, **changes)  # type: ignore[arg-type]


def why(horizon: Horizon, tours: list[list[int]], number: int = 0) -> str:
    return reason(horizon, tours, number).code


EMPTY: list[list[int]] = [[], [], []]


@pytest.mark.parametrize(
    ("due", "shift", "code"),
    [
        (visit(1, first_day=5, last_day=9), (8 * H, 17 * H), "no-working-day"),
        (visit(1, hours=2), (8 * H, 17 * H), "closed"),
        (visit(1, hours=1), (11 * H, 17 * H), "closed"),
        (visit(1, hours=1, service_s=3 * H), (8 * H, 17 * H), "too-long-for-hours"),
        (visit(5), (8 * H, 9 * H + 600), "too-far-for-a-day"),
        (visit(1, price_unserved=60.0), (8 * H, 17 * H), "too-dear"),
        (visit(1), (8 * H, 17 * H), "missed"),
    ],
)
def test_a_reason_is_given_where_it_is_true(due: DueVisit, shift: tuple[int, int], code: str) -> None:
    assert why(world(due, shift=shift), EMPTY) == code


def test_no_room_is_said_after_every_place_was_tried() -> None:
    due = [visit(1, last_day=0), *(visit(place, service_s=2 * H) for place in (2, 3, 4, 5))]
    full = [[1, 2, 3], [4], []]
    horizon = world(*due, shift=(8 * H, 16 * H))
    assert why(horizon, full) == "no-room"
    assert why(horizon, [[1, 2], [3], [4]]) == "missed"


def test_spacing_is_the_reason_where_the_neighbours_leave_no_day() -> None:
    pair = (visit(1), replace(visit(1), id="w1", least_gap_days=2, most_gap_days=9))
    assert why(world(*pair), [[], [0], []], 1) == "spacing"
    assert why(world(*pair), [[0], [], []], 1) == "missed"


def test_patterns_replace_spacing() -> None:
    pair = (visit(1), replace(visit(1), id="w1"))
    horizon = replace(world(*pair), patterns={"a1": ((0, 2),)})
    assert spaced(horizon, {0: 0}, 1, 2)
    assert not spaced(horizon, {0: 0}, 1, 1)


def test_two_visits_never_share_a_day_of_a_pattern_nor_change_places() -> None:
    pair = (visit(1), replace(visit(1), id="w1"))
    horizon = replace(world(*pair), patterns={"a1": ((0, 2),)})
    assert not spaced(horizon, {0: 0}, 1, 0)
    assert not spaced(horizon, {1: 0}, 0, 2)
    assert spaced(horizon, {1: 2}, 0, 0)


def test_an_account_is_never_visited_twice_a_day_nor_out_of_order() -> None:
    pair = (visit(1), replace(visit(1), id="w1"))
    assert [spaced(world(*pair), {0: 1}, 1, day) for day in (0, 1, 2)] == [False, False, True]


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("driving", {"max_driving_s": 1199}),
        ("work", {"max_work_s": H + 1199}),
        ("visits", {"max_visits": 0}),
        ("load", {"max_load": 2}),
        ("return", {"end_s": 9 * H + 1199}),
        ("day", {"max_day_s": H + 1199}),
    ],
)
def test_each_cap_of_a_day_binds(rule: str, changes: dict[str, int]) -> None:
    horizon = world(visit(1, load=3))
    assert drive(horizon, replace(horizon.rep_days[0], **changes), [0]).broken == rule
    loosened = {name: value + 1 for name, value in changes.items()}
    assert drive(horizon, replace(horizon.rep_days[0], **loosened), [0]).fits


def test_lunch_takes_its_time_unless_home_is_reached_before_it() -> None:
    horizon = world(visit(1))
    day = replace(horizon.rep_days[0], lunch=Lunch(12 * H, 13 * H, H), end_s=13 * H)
    assert drive(horizon, day, [0]).fits
    late = replace(horizon.visits[0], service_s=4 * H)
    assert drive(replace(horizon, visits=(late,)), day, [0]).broken == "return"
    assert drive(replace(horizon, visits=(late,)), replace(day, end_s=14 * H), [0]).fits


def test_no_road_is_named_with_its_visit() -> None:
    horizon = world(visit(1), visit(2))
    horizon.travel_s[1, 2] = 10**6
    assert drive(horizon, horizon.rep_days[0], [0, 1]).visit == 1
    assert drive(horizon, horizon.rep_days[0], [1, 0]).fits


def test_an_empty_day_costs_nothing_and_fits() -> None:
    horizon = world(visit(1))
    assert drive(horizon, horizon.rep_days[0], []) == drive(horizon, horizon.rep_days[1], [])
    assert cost(horizon, EMPTY) == 12_000


def test_an_insertion_costs_what_it_says() -> None:
    due = [visit(1, day_price=((1, 70.0),)), visit(3), visit(4)]
    horizon = replace(world(*due), weights=Weights(1.0, 0.01, 60.0))
    tours = [[1], [2], []]
    for place in Priced(horizon, tours).insertions(0):
        after = [list(tour) for tour in tours]
        after[place.rep_day].insert(place.position, 0)
        assert cost(horizon, after) - cost(horizon, tours) == pytest.approx(place.price - 12_000)

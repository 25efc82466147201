"""Every rule of a horizon: one schedule that breaks it and one, at its very edge, that does not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.timing import time_tour
from routing.tour import Stop, TourProblem, Window
from routing.travel import UNREACHABLE_S
from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check
from scheduler.checking.violation import Violation
from scheduler.horizon import Horizon, Schedule, Weights
from tests.scheduler.line_horizons import MINUTE, NOON, all_days, due, line_horizon, schedule, small_horizons


def codes(horizon: Horizon, *tours: tuple[int, ...]) -> list[str]:
    return [violation.code for violation in check(horizon, schedule(horizon, *tours))]


def over(horizon: Horizon, *tours: tuple[int, ...]) -> list[float]:
    return [violation.over for violation in check(horizon, schedule(horizon, *tours))]


def test_a_schedule_without_fault_is_not_faulted() -> None:
    horizon = all_days(line_horizon(due("a0"), due("b0", 2), due("c0", 5)), lunch=NOON)
    assert check(horizon, schedule(horizon, (0, 1), (), (2,))) == ()


def test_the_due_window() -> None:
    horizon = line_horizon(due("a0", first=1, last=2))
    assert codes(horizon, (), (), (0,)) == []
    assert codes(horizon, (0,)) == ["outside-due-window"]
    assert over(horizon, (), (), (), (), (0,)) == [2]


def test_opening_hours() -> None:
    for closes, expected in ((520, []), (519, ["outside-hours"])):
        horizon = line_horizon(due("a0", hours=1), hours=((Window(480 * MINUTE, closes * MINUTE),),))
        assert codes(horizon, (0,)) == expected


def test_a_closed_day() -> None:
    assert codes(line_horizon(due("a0", hours=1), hours=((),)), (0,)) == ["outside-hours"]


def test_the_afternoon_serves_who_missed_the_morning() -> None:
    hours = (Window(480 * MINUTE, 510 * MINUTE), Window(900 * MINUTE, 930 * MINUTE))
    assert codes(line_horizon(due("a0", hours=1), hours=(hours,)), (0,)) == []
    assert codes(line_horizon(due("a0", minutes=31, hours=1), hours=(hours,)), (0,)) == ["outside-hours"]


def test_the_latest_return() -> None:
    assert codes(line_horizon(due("a0", minutes=520)), (0,)) == []
    horizon = line_horizon(due("a0", minutes=521))
    assert (codes(horizon, (0,)), over(horizon, (0,))) == (["back-late"], [MINUTE])


def test_lunch_takes_its_time_from_the_day() -> None:
    fits, too_long = (line_horizon(due("a0", minutes=n), due("b0", minutes=200)) for n in (290, 291))
    assert codes(all_days(fits, lunch=NOON), (0, 1)) == []
    assert codes(all_days(too_long, lunch=NOON), (0, 1)) == ["back-late"]
    assert codes(too_long, (0, 1)) == []


def test_lunch_must_find_room_between_services() -> None:
    fits, blocked = (all_days(line_horizon(due("a0", minutes=n)), lunch=NOON) for n in (320, 490))
    assert codes(fits, (0,)) == []
    assert codes(blocked, (0,)) == ["back-late"]
    late = all_days(line_horizon(due("a0", minutes=30)), lunch=NOON, start_s=820 * MINUTE)
    assert codes(late, (0,)) == ["no-lunch"]


def test_a_rep_home_before_lunch_may_begin_takes_none() -> None:
    for minutes, expected in ((190, []), (191, ["back-late"])):
        horizon = all_days(line_horizon(due("a0", minutes=minutes)), lunch=NOON, end_s=700 * MINUTE)
        assert codes(horizon, (0,)) == expected


@pytest.mark.parametrize(
    ("cap", "code", "least"),
    [
        ("max_driving_s", "too-much-driving", 40 * MINUTE),
        ("max_work_s", "too-much-work", 100 * MINUTE),
        ("max_visits", "too-many-visits", 2),
        ("max_load", "too-much-load", 5),
        ("max_day_s", "day-too-long", 100 * MINUTE),
    ],
)
def test_the_caps_of_a_rep_day(cap: str, code: str, least: int) -> None:
    horizon = line_horizon(replace(due("a0"), load=2), replace(due("b0", 2), load=3))
    assert codes(all_days(horizon, **{cap: least}), (0, 1)) == []
    assert codes(all_days(horizon, **{cap: least - 1}), (0, 1)) == [code]


def test_waiting_counts_from_door_to_door_and_leaving_later_saves_it() -> None:
    """Ten minutes there, half an hour, forty of waiting for the second window, half an hour, ten back."""
    hours = ((Window(540 * MINUTE, 580 * MINUTE),), (Window(620 * MINUTE, 700 * MINUTE),))
    horizon = line_horizon(due("a0", hours=1), due("b0", hours=2), hours=hours)
    assert codes(all_days(horizon, max_day_s=120 * MINUTE), (0, 1)) == []
    assert codes(all_days(horizon, max_day_s=119 * MINUTE), (0, 1)) == ["day-too-long"]
    assert over(all_days(horizon, max_day_s=119 * MINUTE), (0, 1)) == [MINUTE]
    assert codes(all_days(horizon, max_day_s=50 * MINUTE), (1,)) == []


def test_lunch_counts_from_door_to_door_unless_it_is_had_at_home() -> None:
    long_day = all_days(line_horizon(due("a0", minutes=200)), lunch=NOON, start_s=690 * MINUTE)
    assert codes(all_days(long_day, max_day_s=220 * MINUTE), (0,)) == []
    across = line_horizon(due("a0", minutes=200), due("b0", minutes=100))
    for cap, expected in ((350, []), (349, ["day-too-long"])):
        early = all_days(across, lunch=NOON, end_s=900 * MINUTE, max_day_s=cap * MINUTE)
        assert codes(early, (0, 1)) == expected


def test_a_way_without_a_road() -> None:
    horizon = line_horizon(due("a0"))
    horizon.travel_s[1, 0] = UNREACHABLE_S
    assert codes(horizon, (0,)) == ["no-way"]
    assert codes(horizon) == []


def spaced(least: int, most: int) -> Horizon:
    return line_horizon(due("a0"), replace(due("a1"), least_gap_days=least, most_gap_days=most))


def test_the_least_spacing() -> None:
    assert codes(spaced(2, 9), (0,), (), (1,)) == []
    assert codes(spaced(3, 9), (0,), (), (1,)) == ["too-soon"]


def test_the_most_spacing() -> None:
    assert codes(spaced(0, 2), (0,), (), (1,)) == []
    assert codes(spaced(0, 1), (0,), (), (1,)) == ["too-long-after"]


def test_spacing_is_not_asked_of_a_visit_whose_neighbour_is_unserved() -> None:
    assert codes(spaced(3, 3), (), (1,)) == []


def test_the_visits_of_an_account_keep_their_order() -> None:
    horizon = line_horizon(due("a0"), due("a1"), due("a2"))
    assert codes(horizon, (0,), (), (2,)) == []
    assert codes(horizon, (2,), (), (0,)) == ["out-of-order"]


def test_patterns() -> None:
    horizon = replace(spaced(9, 9), patterns={"a": ((0, 2), (1, 3))})
    assert codes(horizon, (0,), (), (1,)) == []
    assert codes(horizon, (0,), (), (), (1,)) == ["off-pattern"]
    assert codes(horizon, (), (), (), (1,)) == []


def test_a_compulsory_visit_is_left_out_only_where_it_does_not_fit() -> None:
    pinned = replace(due("a0", first=0, last=0), compulsory=True)
    assert codes(line_horizon(pinned)) == ["compulsory-left-out"]
    assert codes(line_horizon(replace(pinned, service_s=600 * MINUTE))) == []


def test_each_visit_is_named_once() -> None:
    horizon = line_horizon(due("a0"), due("b0"))
    good = schedule(horizon, (0,))
    assert [v.code for v in check(horizon, replace(good, unserved=()))] == ["lost"]
    assert [v.code for v in check(horizon, replace(good, unserved=(0, 1)))] == ["planned-twice"]
    assert [v.code for v in check(horizon, replace(good, unserved=(1, 7)))] == ["unknown-visit"]
    assert [v.code for v in check(horizon, replace(good, tours=((0,),)))] == ["wrong-number-of-tours"]


def test_the_cost_is_added_up_again() -> None:
    visits = (replace(due("a0"), day_price=((0, 7.0),)), due("b0"), replace(due("c0"), price_unserved=1000.0))
    horizon = replace(line_horizon(*visits, days=2), weights=Weights(0.1, 0.01, 3.0))
    honest = schedule(horizon, (0,), (1,))
    # Two tours of 1,200 s and 12,000 m each, a price of a day, a visit left out, and equal work on both days.
    assert honest.cost == pytest.approx(2 * (120 + 120) + 7 + 1000)
    assert check(horizon, honest) == ()
    assert [v.code for v in check(horizon, replace(honest, cost=honest.cost + 0.01))] == ["cost-differs"]


def test_balance_prices_the_squared_deviation_of_work_in_hours() -> None:
    horizon = replace(line_horizon(due("a0", minutes=100), days=2), weights=Weights(0.0, 0.0, 3.0))
    assert schedule(horizon, (0,)).cost == pytest.approx(3.0 * 2 * 1.0**2)


def test_a_bound_is_never_above_the_cost() -> None:
    horizon = line_horizon(due("a0"))
    honest = schedule(horizon, (0,))
    assert check(horizon, replace(honest, bound=honest.cost)) == ()
    assert [v.code for v in check(horizon, replace(honest, bound=honest.cost + 1))] == ["bound-above-cost"]


def test_a_violation_writes_its_place_and_rule() -> None:
    assert str(Violation("back-late", "day 3", 60, "back at 17:01")) == "day 3: back at 17:01 [back-late]"


@settings(max_examples=100, deadline=None)
@given(small_horizons(), st.data())
def test_a_visit_moved_out_of_its_window_is_found(horizon: Horizon, data: st.DataObject) -> None:
    drawn = schedule(horizon, *random_tours(horizon, data))
    before = check(horizon, drawn)
    for day, tour in enumerate(drawn.tours):
        for v in tour:
            visit = replace(horizon.visits[v], first_day=day + 1, last_day=day + 1)
            visits = tuple(visit if k == v else other for k, other in enumerate(horizon.visits))
            after = check(replace(horizon, visits=visits), drawn)
            assert any(found.code == "outside-due-window" and visit.id in found.where for found in after)
    assert check(horizon, drawn) == before


def random_tours(horizon: Horizon, data: st.DataObject) -> list[tuple[int, ...]]:
    days = [data.draw(st.integers(-1, len(horizon.rep_days) - 1)) for _ in horizon.visits]
    return [tuple(v for v, on in enumerate(days) if on == day) for day in range(len(horizon.rep_days))]


@settings(max_examples=100, deadline=None)
@given(small_horizons(), st.data())
def test_a_schedule_that_is_later_home_than_its_day_ends_is_found(horizon: Horizon, data: st.DataObject) -> None:
    drawn: Schedule = schedule(horizon, *random_tours(horizon, data))
    shorter = all_days(horizon, end_s=horizon.rep_days[0].start_s)
    found = {violation.where for violation in check(shorter, drawn) if violation.code == "back-late"}
    assert found == {f"day {day}" for day, tour in enumerate(drawn.tours) if tour}


@settings(max_examples=200, deadline=None)
@given(small_horizons(most_visits=4, days=1), st.randoms(use_true_random=False))
def test_a_rep_day_is_faultless_just_where_it_can_be_timed(horizon: Horizon, random: Random) -> None:
    order = list(range(len(horizon.visits)))
    random.shuffle(order)
    rep_day = replace(horizon.rep_days[0], max_visits=None)
    stops = tuple(Stop(v.place, v.service_s, horizon.hours[v.hours][0]) for v in horizon.visits)
    hours, caps = (rep_day.start_s, rep_day.end_s, rep_day.lunch), (rep_day.max_driving_s, rep_day.max_day_s)
    problem = TourProblem(stops, 0, 0, *hours, horizon.travel_s, *caps)
    assert (time_tour(problem, order) is None) == any(check_rep_day(horizon, rep_day, order))

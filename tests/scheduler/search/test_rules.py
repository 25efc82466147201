"""Each rule twice: once where it binds, once where it does not. The road runs straight; ten minutes a place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.stopping import Steps
from routing.tour import Lunch, Window
from scheduler.horizon import Horizon, Schedule, Weights
from scheduler.search import solve
from tests.scheduler.search.judge import violations
from tests.scheduler.search.worlds import HOUR, road, with_visit

STEPS = Steps(200)


def plan(horizon: Horizon, start: Schedule | None = None) -> Schedule:
    schedule = solve(horizon, STEPS, 1, start)
    assert violations(horizon, schedule) == []
    return schedule


def day_of(horizon: Horizon, schedule: Schedule, v: int) -> int | None:
    return next((day.day for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) if v in tour), None)


def days_used(schedule: Schedule) -> int:
    return sum(bool(tour) for tour in schedule.tours)


def test_without_any_rule_one_tour_serves_everybody() -> None:
    schedule = plan(road(visits=3))
    assert days_used(schedule) == 1
    assert schedule.cost == 2 * 3 * 600


def test_a_visit_stays_within_its_days() -> None:
    horizon = with_visit(road(visits=3), 2, first_day=3, last_day=3)
    assert day_of(horizon, plan(horizon), 2) == 3


@pytest.mark.parametrize(("opens", "days"), [(0, 1), (16, 2)])
def test_opening_hours(opens: int, days: int) -> None:
    """Place 3 opens at 16:00 for half an hour; places 1 and 2 close at 9:00, and home is too far for all three."""
    late = (Window(opens * HOUR, opens * HOUR + 1800),) if opens else (Window(0, 24 * HOUR),)
    early = (Window(0, 9 * HOUR),)
    horizon = replace(road(days=2, visits=3, end_s=16 * HOUR + 1800), hours=((late,) * 2, (early,) * 2))
    horizon = with_visit(with_visit(horizon, 2, hours=0), 0, hours=1)
    horizon = with_visit(horizon, 1, hours=1)
    served = 3 if days == 1 else 2
    assert sum(len(tour) for tour in plan(horizon).tours) == served


def test_the_rep_waits_for_a_window() -> None:
    afternoon = (Window(14 * HOUR, 15 * HOUR),)
    horizon = with_visit(replace(road(days=1), hours=((afternoon,), ((Window(0, 10 * HOUR)),))), 0, hours=0)
    horizon = replace(horizon, hours=((afternoon,), ((Window(0, 10 * HOUR),),)))
    horizon = with_visit(with_visit(horizon, 1, hours=1), 2, hours=1)
    assert plan(horizon).unserved == ()


def test_a_second_window_is_used_where_the_first_is_too_short() -> None:
    horizon = replace(
        road(days=1, visits=1), hours=(((Window(8 * HOUR, 8 * HOUR + 60), Window(13 * HOUR, 14 * HOUR)),),)
    )
    assert plan(horizon).unserved == ()


@pytest.mark.parametrize(("service", "served"), [(1800, 1), (1801, 0)])
def test_a_service_ends_within_its_window(service: int, served: int) -> None:
    horizon = replace(road(days=1, visits=1), hours=(((Window(12 * HOUR, 12 * HOUR + 1800),),),))
    assert len(plan(with_visit(horizon, 0, service_s=service)).tours[0]) == served


@pytest.mark.parametrize(("end", "served"), [(8 * HOUR + 3000, 1), (8 * HOUR + 2999, 0)])
def test_the_latest_return(end: int, served: int) -> None:
    assert len(plan(road(days=1, visits=1, end_s=end)).tours[0]) == served


@pytest.mark.parametrize(("end", "served"), [(12 * HOUR + 2400, 1), (12 * HOUR + 2399, 0)])
def test_lunch_takes_its_time(end: int, served: int) -> None:
    """Leaving at 11:00, ten minutes there, half an hour, ten back: 50 minutes and lunch of 50 minutes."""
    lunch = Lunch(11 * HOUR, 13 * HOUR, 3000)
    horizon = road(days=1, visits=1, start_s=11 * HOUR, end_s=end, lunch=lunch)
    assert len(plan(horizon).tours[0]) == (end >= 12 * HOUR + 2400)
    assert served == (end >= 12 * HOUR + 2400)


@pytest.mark.parametrize(("earliest", "served"), [(9 * HOUR, 1), (8 * HOUR, 0)])
def test_home_before_lunch_needs_none(earliest: int, served: int) -> None:
    horizon = road(days=1, visits=1, end_s=9 * HOUR, lunch=Lunch(earliest, 13 * HOUR, 3600))
    assert len(plan(horizon).tours[0]) == served


@pytest.mark.parametrize(("cap", "value", "days"), [
    ("max_driving_s", 3600, 1), ("max_driving_s", 3599, 0),
    ("max_work_s", 9000, 1), ("max_work_s", 8999, 2),
    ("max_visits", 3, 1), ("max_visits", 2, 2),
    ("max_load", 6, 1), ("max_load", 5, 2),
    ("max_day_s", 9000, 1), ("max_day_s", 8999, 2),
])  # fmt: skip
def test_caps(cap: str, value: int, days: int) -> None:
    horizon = road(days=3, visits=3, **{cap: value})
    horizon = replace(horizon, visits=tuple(replace(visit, load=2) for visit in horizon.visits))
    schedule = plan(horizon)
    if days == 0:
        assert schedule.unserved == (2,)
    else:
        assert (days_used(schedule), schedule.unserved) == (days, ())


@pytest.mark.parametrize(("cap", "days"), [(60, 1), (59, 2)])
def test_load_above_a_cap_is_borne_on_the_way_to_a_schedule_never_in_it(cap: int, days: int) -> None:
    horizon = road(days=3, visits=3, max_load=cap)
    horizon = replace(horizon, visits=tuple(replace(visit, load=20) for visit in horizon.visits))
    schedule = plan(horizon)
    assert (days_used(schedule), schedule.unserved) == (days, ())


@pytest.mark.parametrize(("least", "most", "gap"), [(0, 9, 0), (2, 9, 2), (3, 3, 3)])
def test_spacing_to_the_visit_before(least: int, most: int, gap: int) -> None:
    horizon = road(days=5, visits=2)
    second = replace(horizon.visits[0], id="again", least_gap_days=least, most_gap_days=most)
    horizon = replace(horizon, visits=(horizon.visits[0], second))
    schedule = plan(horizon)
    assert schedule.unserved == ()
    days = [day_of(horizon, schedule, v) for v in (0, 1)]
    assert days[1] - days[0] >= gap  # type: ignore[operator]


def test_an_account_keeps_to_one_of_its_patterns() -> None:
    horizon = road(days=5, visits=2)
    horizon = replace(
        horizon,
        visits=(horizon.visits[0], replace(horizon.visits[0], id="again"), horizon.visits[1]),
        patterns={"a1": ((0, 2), (1, 3))},
    )
    horizon = with_visit(horizon, 2, first_day=3, last_day=3)
    schedule = plan(horizon)
    assert [day_of(horizon, schedule, v) for v in range(3)] == [1, 3, 3]


@pytest.mark.parametrize(("price", "day"), [(-1.0, 4), (0.0, None)])
def test_a_preferred_day(price: float, day: int | None) -> None:
    horizon = with_visit(road(days=5, visits=1), 0, day_price=((4, price),))
    assert day is None or day_of(horizon, plan(horizon), 0) == day


@pytest.mark.parametrize(("price", "served"), [(1201.0, 1), (1199.0, 0)])
def test_a_visit_is_left_out_where_that_is_cheaper(price: float, served: int) -> None:
    assert len(plan(with_visit(road(days=1, visits=1), 0, price_unserved=price)).tours[0]) == served


def test_a_compulsory_visit_is_served_at_any_price() -> None:
    horizon = with_visit(road(days=1, visits=1), 0, price_unserved=0.0, compulsory=True)
    assert plan(horizon).unserved == ()


def test_a_compulsory_visit_drives_out_another() -> None:
    horizon = with_visit(road(days=1, visits=2, max_visits=1), 1, price_unserved=0.0, compulsory=True)
    assert plan(horizon).unserved == (0,)


@pytest.mark.parametrize(("balance", "days"), [(0.0, 1), (2e4, 3)])
def test_balance_spreads_the_work(balance: float, days: int) -> None:
    horizon = replace(road(days=3, visits=3), weights=Weights(balance=balance))
    assert days_used(plan(horizon)) == days


@pytest.mark.parametrize(("per_metre", "cost"), [(0.0, 3600.0), (0.1, 7200.0)])
def test_metres_cost_what_they_weigh(per_metre: float, cost: float) -> None:
    horizon = replace(road(visits=3), weights=Weights(per_metre=per_metre))
    assert plan(horizon).cost == pytest.approx(cost)


def test_a_tour_may_end_elsewhere() -> None:
    """Home is place 0, the hotel place 3: one way through all is enough."""
    assert plan(road(days=1, visits=3, end_place=3)).cost == 3 * 600


def test_vehicles_of_one_day_share_its_visits() -> None:
    horizon = road(days=1, visits=4, max_visits=2)
    horizon = replace(horizon, rep_days=horizon.rep_days * 2)
    schedule = plan(horizon)
    assert (days_used(schedule), schedule.unserved) == (2, ())


def test_an_old_plan_is_kept_where_moving_costs_more_than_it_gains() -> None:
    horizon = road(days=5, visits=3)
    old = Schedule(((0,), (1,), (2,), (), ()), (), 0.0, None, 0, 0)
    stay = [((day, -10_000.0),) for day in range(3)]
    visits = tuple(replace(visit, day_price=price) for visit, price in zip(horizon.visits, stay, strict=True))
    assert plan(replace(horizon, visits=visits), old).tours == old.tours


def test_an_old_plan_gives_way_where_nothing_holds_it() -> None:
    horizon = road(days=5, visits=3)
    assert days_used(plan(horizon, Schedule(((0,), (1,), (2,), (), ()), (), 0.0, None, 0, 0))) == 1


def test_what_an_old_plan_may_no_longer_do_is_planned_anew() -> None:
    horizon = with_visit(road(days=5, visits=3), 0, first_day=4)
    schedule = plan(horizon, Schedule(((0, 1, 2), (), (), (), ()), (), 0.0, None, 0, 0))
    assert (day_of(horizon, schedule, 0), schedule.unserved) == (4, ())


def test_an_empty_horizon_has_an_empty_schedule() -> None:
    horizon = replace(road(visits=2), rep_days=())
    assert solve(horizon, STEPS, 1).unserved == (0, 1)
    assert solve(replace(road(days=2), visits=()), STEPS, 1).tours == ((), ())


def test_the_same_seed_and_steps_give_the_same_schedule() -> None:
    horizon = road(days=4, visits=9, max_visits=3)
    assert solve(horizon, STEPS, 7) == solve(horizon, STEPS, 7)


@pytest.mark.parametrize(("worth", "served"), [(4500.0, 3), (3000.0, 0)])
def test_far_visits_are_served_where_together_they_are_worth_the_way(worth: float, served: int) -> None:
    """The way to places 7, 8 and 9 costs 10,800: more than each is worth alone, and less than three times 4,500."""
    horizon = road(days=2, visits=9)
    horizon = replace(horizon, visits=tuple(replace(visit, price_unserved=worth) for visit in horizon.visits[6:]))
    assert sum(len(tour) for tour in plan(horizon).tours) == served

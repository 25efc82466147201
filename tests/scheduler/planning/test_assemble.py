"""From accounts to a horizon and back to dates: every rule arrives, every problem is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from routing.stopping import Steps
from routing.timing import time_tour
from routing.tour import TimedStop, TimedTour, TourProblem, Window
from routing.travel import UNREACHABLE_S
from scheduler.checking.plan import PlanRules, check_plan
from scheduler.checking.rules import rules_of
from scheduler.checking.schedule import check
from scheduler.dated import UntimedTourError, dated_plan
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.due import visit_id
from scheduler.demand.longest import longest_days
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules, Appointment, Pin, Policy
from scheduler.demand.seasons import Season
from scheduler.demand.workdays import Absence
from scheduler.explain.trial import NO_ROAD_S
from scheduler.horizon import Schedule
from scheduler.search import solve
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 2)
H = 3600
Ask = Callable[..., Request]
Make = Callable[..., Account]


def pin_of(account_id: str, day: date, start_s: int | None = None, *, force: bool = False) -> Pin:
    return Pin(visit_id("test", account_id, 0), day, start_s, force, account_id=account_id, number=0)


def codes(assembled: Assembled) -> list[str]:
    return [problem.code for problem in assembled.problems]


def test_a_horizon_has_a_visit_for_each_due_one_and_a_day_for_each_shift(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1), account(2)))
    horizon = found.horizon
    weekdays = {day for day in range(28) if day % 7 < 5}
    assert [day.day for day in horizon.rep_days] == sorted(weekdays - {17})  # Saint Joseph's Day
    assert [visit.account for visit in horizon.visits] == ["a01", "a02"]
    assert [(visit.first_day, visit.last_day) for visit in horizon.visits] == [(0, 18)] * 2
    assert horizon.hours[horizon.visits[0].hours][5] == (Window(7 * H, 19 * H),)
    assert found.problems == ()


def test_a_day_is_capped_from_door_to_door_by_the_rep_and_by_the_team(ask: Ask, account: Make, rep: Rep) -> None:
    for own_s, team_h, cap_s in (
        (None, 0, None), (9 * H, 0, 9 * H), (None, 10, 10 * H), (9 * H, 10, 9 * H), (11 * H, 10, 10 * H)
    ):  # fmt: skip
        question = ask(account(1), rep=replace(rep, max_day_s=own_s), policy=Policy(longest_day_h=team_h))
        assert {day.max_day_s for day in assemble(question).horizon.rep_days} == {cap_s}


def test_a_week_s_hours_are_shared_by_the_days_that_are_worked_in_it(ask: Ask, account: Make) -> None:
    question = ask(account(1), policy=Policy(longest_week_h=40))
    caps = {day.day: day.max_day_s for day in assemble(question).horizon.rep_days}
    assert {caps[day] for day in range(5)} == {8 * H}
    assert {caps[day] for day in (14, 15, 16, 18)} == {10 * H}  # a holiday in between: day 17
    both = ask(account(1), policy=Policy(longest_week_h=40, longest_day_h=9))
    assert {day.max_day_s for day in assemble(both).horizon.rep_days} == {8 * H, 9 * H}
    midweek = longest_days(Policy(longest_week_h=40), None, date(2026, 3, 4), [0, 1, 2, 5, 6, 7, 8, 9], 12)
    assert set(midweek.values()) == {8 * H}  # of the week that has begun no day takes more than a whole week's does


def test_a_week_that_is_too_long_is_found_by_adding_it_up(ask: Ask, account: Make) -> None:
    made = assemble(ask(account(1), account(2)))
    plan = dated_plan(made, solve(made.horizon, Steps(50), 1), time_tour)
    lasts = [tour.return_s - tour.leave_s for tour in plan.tours]
    (rep_id,) = {tour.rep_id for tour in plan.tours}
    assert check_plan(plan, PlanRules(longest_week={rep_id: sum(lasts)})) == ()
    assert {one.code for one in check_plan(plan, PlanRules(longest_week={rep_id: min(lasts) - 1}))} == {"week-too-long"}


def test_a_dated_tour_keeps_the_cap_from_door_to_door_when_its_times_are_rounded(ask: Ask, account: Make) -> None:
    """Ten minutes out, half an hour, ten back: fifty minutes, from a window that no full five minutes begins."""
    question = ask(account(1, opening_hours="Mo-Sa 12:02-15:00"), policy=Policy(longest_day_h=50 / 60))
    made = assemble(question)
    plan = dated_plan(made, solve(made.horizon, Steps(50), 1), time_tour)
    assert [tour.return_s - tour.leave_s for tour in plan.tours] == [50 * 60]
    assert check_plan(plan, rules_of(made, plan)) == ()


def test_rows_in_another_order_make_the_same_horizon(ask: Ask, account: Make) -> None:
    question = ask(*(account(n) for n in range(1, 6)))
    other = assemble(replace(question, accounts=question.accounts[::-1]))
    assert other.horizon.visits == assemble(question).horizon.visits
    assert np.array_equal(other.horizon.travel_s, assemble(question).horizon.travel_s)


def test_a_closed_season_shuts_the_account(ask: Ask, account: Make) -> None:
    book = Book("test", seasons={"": Season(closed=("03-02/03-15",))})
    horizon = assemble(ask(account(1), book=book)).horizon
    assert [bool(windows) for windows in horizon.hours[0][13:15]] == [False, True]


def test_missing_hours_are_assumed_and_marked(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1, opening_hours="", category="bakery"), account(2)))
    assert found.assumed_hours == ("a01",)


def test_unreadable_hours_are_named_and_the_rest_is_planned(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1, opening_hours="whenever"), account(2)))
    assert codes(found) == ["hours-unreadable"]
    assert [left.reason for left in found.left_out] == ["hours-unreadable"]
    assert [visit.account for visit in found.horizon.visits] == ["a02"]


def test_an_account_without_a_road_is_left_out_with_its_reason(ask: Ask, account: Make) -> None:
    question = ask(account(1), account(2))
    question.travel.travel_s[1, :] = UNREACHABLE_S
    question.travel.travel_s[2, 1] = UNREACHABLE_S
    found = assemble(question)
    assert [(left.due.account_id, left.reason) for left in found.left_out] == [("a01", "unreachable")]
    assert found.horizon.travel_s.max() < NO_ROAD_S


def test_an_account_the_table_does_not_know_is_left_out(ask: Ask, account: Make) -> None:
    question = ask(account(1))
    found = assemble(replace(question, accounts=(*question.accounts, account(9))))
    assert [(left.due.account_id, left.reason) for left in found.left_out] == [("a09", "no-place")]


def test_a_table_without_the_rep_is_our_fault(ask: Ask, account: Make, rep: Rep) -> None:
    with pytest.raises(ValueError, match="r9"):
        assemble(ask(account(1), rep=replace(rep, id="r9")))


def test_a_pin_holds_its_visit_to_day_and_time(ask: Ask, account: Make) -> None:
    pin = pin_of("a01", MONDAY + timedelta(days=8), 10 * H)
    found = assemble(ask(account(1), account(2), pins=(pin,)))
    pinned, free = found.horizon.visits
    assert (pinned.compulsory, pinned.first_day, pinned.last_day) == (True, 8, 8)
    assert found.horizon.hours[pinned.hours][8] == (Window(10 * H, 10 * H + 1800),)
    assert not free.compulsory


def test_a_forced_pin_opens_a_closed_account(ask: Ask, account: Make) -> None:
    shut = account(1, opening_hours="Tu 08:00-18:00")
    pin = pin_of("a01", MONDAY, force=True)
    assert assemble(ask(shut, pins=(pin,))).horizon.hours[0][0]
    assert not assemble(ask(shut, pins=(replace(pin, force=False),))).horizon.hours[0][0]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (date(2026, 3, 19), "date-not-worked"),  # Saint Joseph's Day
        (date(2026, 3, 3), "date-not-worked"),  # ill
        (date(2026, 6, 1), "date-outside-horizon"),
    ],
)
def test_a_pin_on_a_holiday_in_an_absence_or_outside_is_a_problem(
    ask: Ask, account: Make, when: date, code: str
) -> None:
    ill = Absence("r1", date(2026, 3, 3), date(2026, 3, 3), "ill")
    found = assemble(ask(account(1), pins=(pin_of("a01", when),), absences=(ill,)))
    assert codes(found) == [code]
    assert not found.horizon.visits[0].compulsory


def test_two_pins_at_one_time_are_a_problem_and_the_first_is_kept(ask: Ask, account: Make) -> None:
    pins = tuple(pin_of(a, MONDAY, 9 * H) for a in ("a01", "a02"))
    found = assemble(ask(account(1), account(2), pins=pins))
    assert codes(found) == ["two-at-one-time"]
    assert sum(visit.compulsory for visit in found.horizon.visits) == 1


def test_a_pin_of_a_visit_that_is_not_due_is_a_problem(ask: Ask, account: Make) -> None:
    assert codes(assemble(ask(account(1), pins=(Pin("gone", MONDAY, account_id="gone", number=0),)))) == [
        "pin-unknown-visit"
    ]


def test_an_appointment_is_a_compulsory_visit_at_its_time(ask: Ask, account: Make) -> None:
    training = Appointment("t1", "r1", MONDAY, 9 * H, 2 * H, "training")
    found = assemble(ask(account(1), appointments=(training,)))
    visit = found.horizon.visits[-1]
    assert (visit.id, visit.place, visit.compulsory, visit.first_day, visit.last_day) == ("t1", 0, True, 0, 0)
    assert found.horizon.hours[visit.hours][0] == (Window(9 * H, 11 * H),)


@pytest.mark.parametrize(
    ("appointment", "code"),
    [
        (Appointment("x", "a01", MONDAY, 16 * H + 1800, H), "outside-working-hours"),
        (Appointment("x", "a02", MONDAY, 9 * H, H), "outside-opening-hours"),
        (Appointment("x", "nowhere", MONDAY, 9 * H, H), "no-place"),
        (Appointment("x", "a01", date(2026, 3, 7), 9 * H, H), "date-not-worked"),
        (Appointment("x", "a01", MONDAY, 10 * H + 60, H), "two-at-one-time"),
    ],
)
def test_an_appointment_that_cannot_be_kept_is_a_problem(
    ask: Ask, account: Make, appointment: Appointment, code: str
) -> None:
    first = Appointment("first", "a01", MONDAY, 10 * H, H)
    shut = account(2, opening_hours="Tu 08:00-18:00")
    assert codes(assemble(ask(account(1), shut, appointments=(first, appointment)))) == [code]


def test_preferred_weekdays_cost_elsewhere(ask: Ask, account: Make) -> None:
    policy = Policy(off_target_s=0)
    book = Book("test", rules={"a01": AccountRules(weekdays=frozenset({1}))})
    prices = dict(assemble(ask(account(1), book=book, policy=policy)).horizon.visits[0].day_price)
    assert prices == {day: policy.preference_s for day in range(19) if day % 7 != 1}
    assert assemble(ask(account(1), policy=policy)).horizon.visits[0].day_price == ()


def test_preferred_hours_narrow_the_days_that_have_room(ask: Ask, account: Make) -> None:
    book = Book("test", rules={"a01": AccountRules(hours=(Window(8 * H, 10 * H),))})
    some = account(1, opening_hours="Mo 07:00-12:00; Tu 14:00-18:00")
    found = assemble(ask(some, book=book, policy=Policy(off_target_s=0))).horizon
    assert found.hours[0][:2] == ((Window(8 * H, 10 * H),), (Window(14 * H, 18 * H),))
    assert 0 not in dict(found.visits[0].day_price)
    assert dict(found.visits[0].day_price)[1] == Policy().preference_s


def test_a_move_from_the_plan_before_costs(ask: Ask, account: Make) -> None:
    before = {visit_id("test", "a01", 0): MONDAY + timedelta(days=4)}
    prices = dict(assemble(ask(account(1), previous=before, policy=Policy(off_target_s=0))).horizon.visits[0].day_price)
    assert set(range(19)) - set(prices) == {4}


def test_a_window_without_an_open_day_reaches_to_the_next_and_says_so(ask: Ask, account: Make) -> None:
    monthly = account(1, opening_hours="week 13 We 08:00-17:00")
    found = assemble(ask(monthly))
    assert found.horizon.visits[0].last_day == 23
    assert [(note.rule, note.days) for note in found.relaxed] == [("late", 5)]


def test_nothing_is_late_where_the_policy_forbids_it(ask: Ask, account: Make) -> None:
    monthly = account(1, opening_hours="week 13 We 08:00-17:00")
    found = assemble(ask(monthly, policy=Policy(late_if_closed=False)))
    assert (found.horizon.visits[0].last_day, found.relaxed) == (18, ())


WEEK_AWAY = Absence("r1", MONDAY + timedelta(days=14), MONDAY + timedelta(days=18), "holidays")


def weekly(account: Make, count: int) -> list[Account]:
    """Weekly customers, four to ten days apart, who were last seen on the days of the week before."""
    spaced = {"interval_days": 7, "least_days": 4, "most_days": 10}
    return [account(n, **spaced, last_visit=MONDAY - timedelta(days=3 + n % 5)) for n in range(1, count + 1)]


@pytest.mark.parametrize(("policy", "lost"), [(Policy(), 0), (Policy(late_if_closed=False), 5)])
def test_weekly_visits_are_served_across_an_absence_of_a_week(
    policy: Policy, lost: int, ask: Ask, account: Make
) -> None:
    """Where no interval may be stretched, whoever cannot come on that Friday and the Monday after is left out."""
    asked = ask(*weekly(account, 20), absences=(WEEK_AWAY,), policy=policy, days=42)
    near = replace(asked.travel, travel_s=asked.travel.travel_s // 10)
    found = assemble(replace(asked, travel=near))
    schedule = solve(found.horizon, Steps(4000), 1)
    assert check(found.horizon, schedule) == ()
    assert (len(schedule.unserved) >= lost) if lost else (schedule.unserved == ())


def test_each_interval_that_an_absence_stretches_is_noted(ask: Ask, account: Make) -> None:
    found = assemble(ask(*weekly(account, 5), absences=(WEEK_AWAY,), days=42))
    noted = {note.visit_id: note.days for note in found.relaxed if note.rule == "absence"}
    longer = {visit.id: visit.most_gap_days - 10 for visit in found.horizon.visits if 10 < visit.most_gap_days < 10**6}
    assert noted == longer
    assert set(longer.values()) == {7}


def plain_timer(problem: TourProblem, order: Sequence[int]) -> TimedTour | None:
    """Drive as early as possible, without lunch."""
    at, now, driven, stops = problem.start_place, problem.start_s, [], []
    for number in order:
        stop = problem.stops[number]
        way = int(problem.travel_s[at, stop.place])
        start = max(now + way, stop.windows[0].opens_s)
        stops.append(TimedStop(number, now + way, start, start + stop.service_s))
        at, now = stop.place, start + stop.service_s
        driven.append(way)
    back = int(problem.travel_s[at, problem.end_place])
    legs = (*driven, back)
    return TimedTour(tuple(stops), problem.start_s, now + back, None, sum(legs), legs)


def test_a_schedule_becomes_dated_tours_with_identities(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1), account(2)))
    tours: list[tuple[int, ...]] = [() for _ in found.horizon.rep_days]
    tours[1] = (0, 1)
    plan = dated_plan(found, Schedule(tuple(tours), (), 0.0, None, 0, 0), plain_timer)
    (tour,) = plan.tours
    assert (tour.rep_id, tour.date, tour.return_s) == ("r1", date(2026, 3, 3), 8 * H + 2 * 1800 + 40 * 60)
    assert [visit.visit_id for visit in tour.visits] == [visit_id("test", a, 0) for a in ("a01", "a02")]
    assert [(visit.travel_s, visit.distance_m) for visit in tour.visits] == [(600, 10_000)] * 2
    assert (tour.driving_s, tour.distance_m, tour.service_s) == (2400, 40_000, 3600)
    assert (plan.start, plan.end, plan.unserved) == (MONDAY, date(2026, 3, 29), ())


def test_every_unserved_visit_has_a_reason(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1), account(2, opening_hours="whenever")))
    empty = Schedule(tuple(() for _ in found.horizon.rep_days), (0,), 0.0, None, 0, 0)
    plan = dated_plan(found, empty, plain_timer)
    assert [(visit.account_id, visit.reason) for visit in plan.unserved] == [
        ("a01", "missed"),
        ("a02", "hours-unreadable"),
    ]
    assert plan.unserved[0].last_date == date(2026, 3, 20)


def test_a_tour_that_cannot_be_timed_is_our_fault(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1)))
    tours = [(0,), *[() for _ in found.horizon.rep_days[1:]]]
    with pytest.raises(UntimedTourError, match="r1"):
        dated_plan(found, Schedule(tuple(tours), (), 0.0, None, 0, 0), lambda *_: None)


def test_what_the_plan_before_has_after_the_end_may_wait_there(ask: Ask, account: Make) -> None:
    later = {visit_id("test", "a01", 0): MONDAY + timedelta(days=28)}
    assert assemble(ask(account(1), previous=later)).horizon.visits == ()
    within_it = {visit_id("test", "a01", 0): MONDAY + timedelta(days=27)}
    assert assemble(ask(account(1), previous=within_it)).horizon.visits


def test_a_later_visit_may_stay_where_it_was_though_its_target_moved(ask: Ask, account: Make) -> None:
    weekly = account(1, interval_days=7, least_days=4, most_days=10, last_visit=MONDAY - timedelta(days=1))
    before = {visit_id("test", "a01", 1): MONDAY + timedelta(days=22)}
    assert assemble(ask(weekly)).horizon.visits[1].last_day == 19
    assert assemble(ask(weekly, previous=before)).horizon.visits[1].last_day == 22


def test_a_season_prices_the_days_of_other_months_and_an_even_year_does_not(ask: Ask, account: Make) -> None:
    uneven, policy = Season(calls=(1.0,) * 4 + (1.1,) * 8), Policy(off_target_s=0)
    known = account(1, last_visit=MONDAY - timedelta(days=1))
    bound = assemble(ask(known, days=60, book=Book("test", seasons={"": uneven}), policy=policy)).horizon.visits
    assert (bound[0].first_day, bound[0].last_day) == (16, 38)
    assert dict(bound[0].day_price) == dict.fromkeys(range(30, 39), policy.month_s)  # April, aimed at in March
    assert assemble(ask(known, days=60, policy=policy)).horizon.visits[0].day_price == ()


def test_a_visit_that_stays_where_it_was_pays_no_price_of_its_month(ask: Ask, account: Make) -> None:
    book, policy = Book("test", seasons={"": Season(calls=(1.0,) * 4 + (1.1,) * 8)}), Policy(off_target_s=0)
    before = {visit_id("test", "a01", 0): MONDAY + timedelta(days=31)}
    known = account(1, last_visit=MONDAY - timedelta(days=1))
    prices = dict(assemble(ask(known, days=60, book=book, policy=policy, previous=before)).horizon.visits[0].day_price)
    assert (31 in prices, prices[30], prices[29]) == (False, policy.month_s + policy.move_s, policy.move_s)


def test_ways_are_planned_longer_by_their_buffer_and_no_road_stays_none(ask: Ask, account: Make) -> None:
    question = ask(account(1), account(2), policy=Policy(way_factor=1.25))
    assert assemble(question).horizon.travel_s.tolist() == [[0, 750, 1500], [750, 0, 750], [1500, 750, 0]]
    assert assemble(ask(account(1))).horizon.travel_s.tolist() == [[0, 600], [600, 0]]
    with pytest.raises(ValueError, match="between 1 and 3"):
        Policy(way_factor=0.9)

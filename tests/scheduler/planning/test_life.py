"""Random weeks of a rep's life: do, skip, fall ill, add, pin, plan again; what was promised holds every Monday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.stopping import Steps
from routing.timing import time_tour
from routing.tour import Lunch, Window
from routing.travel import TravelTable
from scheduler.checking.schedule import check
from scheduler.dated import dated_plan
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountState, Pin, Policy
from scheduler.demand.workdays import Absence, work_calendar
from scheduler.explain.diff import changes, justified
from scheduler.explain.evaluate import broken_rules
from scheduler.explain.trial import cost
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule
from scheduler.plan import Plan, PlannedVisit, Tour
from scheduler.replan import Carried, carry, count_moves, solve_within, whole
from scheduler.search import cost_of, solve
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
IDS = ["r1", *(f"a{n:02}" for n in range(40))]


def travel() -> TravelTable:
    """Return places strewn over an hour's drive, the same each time."""
    points = np.random.default_rng(5).uniform(0, 1800, (len(IDS), 2))
    points[0] = 900
    seconds = np.abs(points[:, None] - points[None]).sum(axis=2).astype(np.int32)
    return TravelTable(tuple(IDS), seconds, (seconds * 12).astype(np.int32), "strewn")


TRAVEL = travel()


def quick(horizon: Horizon) -> Schedule:
    return solve(horizon, Steps(300), 1)


@dataclass
class Life:
    """One rep's workspace, in memory."""

    rep: Rep
    accounts: list[Account]
    today: date = MONDAY
    plan: Plan | None = None
    closed: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)
    absences: list[Absence] = field(default_factory=list)
    pins: dict[str, Pin] = field(default_factory=dict)

    def states(self) -> dict[str, AccountState]:
        return {a: AccountState(highest + 1, self.done.get(a)) for a, highest in self.numbers.items()}

    def close(self, visit: PlannedVisit) -> None:
        assert visit.number is not None
        self.closed[visit.visit_id] = visit.account_id
        self.numbers[visit.account_id] = max(visit.number, self.numbers.get(visit.account_id, 0))

    def replan(self, budget: int | None = None) -> tuple[Assembled, Carried, Schedule]:
        start = self.today + (WEEK if self.plan else timedelta(0))
        book = Book("w", states=self.states())
        off = {day.date: day.why for day in work_calendar(self.rep, self.today, 14, self.absences).off}
        before = self.plan.tours if self.plan else ()
        carried = carry(book, before, start, today=self.today, closed=self.closed, off=off)
        request = Request(
            self.rep,
            tuple(self.accounts),
            TRAVEL,
            start,
            28,
            replace(book, states=carried.states),
            Policy(),
            tuple(self.absences),
            pins=tuple(pin for pin in self.pins.values() if pin.date >= start),
            previous=carried.previous,
        )
        assembled = assemble(request)
        replanned = solve_within(assembled, quick, budget)
        self.plan = whole(dated_plan(assembled, replanned.schedule, time_tour), carried)
        return assembled, carried, replanned.schedule

    def tours(self, first: date, last: date) -> list[Tour]:
        return [tour for tour in (self.plan.tours if self.plan else ()) if first <= tour.date <= last]


@pytest.fixture
def life(rep: Rep, account: Callable[..., Account]) -> Life:
    """A rep with accounts some of which are due in the first week, at the latest."""
    accounts = [
        account(n, interval_days=14, least_days=8, most_days=20, last_visit=MONDAY - timedelta(days=n % 18 + 1))
        for n in range(24)
    ]
    return Life(rep, accounts)


def test_the_search_obeys_and_prices_as_plain_code_does(life: Life) -> None:
    assembled, _, schedule = life.replan()
    assert check(assembled.horizon, schedule) == ()
    assert broken_rules(assembled.horizon, schedule.tours) == []
    assert cost(assembled.horizon, schedule.tours) == pytest.approx(cost_of(assembled.horizon, schedule.tours))
    assert schedule.unserved == ()


def test_frozen_tours_are_carried_as_they_were(life: Life) -> None:
    life.replan()
    frozen = life.tours(MONDAY, MONDAY + timedelta(days=6))
    life.replan()
    assert life.tours(MONDAY, MONDAY + timedelta(days=6)) == frozen


def test_a_frozen_day_of_illness_is_released_and_its_visits_due_again(life: Life) -> None:
    life.replan()
    first = life.tours(MONDAY, MONDAY + timedelta(days=6))[0]
    lost = {visit.visit_id for visit in first.visits}
    life.absences.append(Absence("r1", first.date, first.date, "ill"))
    before = life.plan
    assembled, carried, schedule = life.replan()
    assert set(carried.released) == lost != set()
    assert lost <= {due.visit_id for due in assembled.due}
    assert life.tours(first.date, first.date) == []
    assert before is not None
    assert life.plan is not None
    said = [
        justified(change, assembled, schedule, closed={}, released=carried.released)
        for change in changes(before, life.plan, MONDAY)
    ]
    assert {change.reason for change in said if change.visit_id in lost} == {"released"}


def test_one_account_more_moves_few_and_each_move_has_its_reason(life: Life, account: Callable[..., Account]) -> None:
    life.replan()
    before = life.plan
    life.accounts.append(account(30, last_visit=None))
    assembled, _, schedule = life.replan(budget=1)
    assert count_moves(assembled, schedule) <= 1
    assert before is not None
    assert life.plan is not None
    for change in changes(before, life.plan, MONDAY):
        said = justified(change, assembled, schedule, closed={}, released={})
        assert said.reason


def test_a_budget_that_cannot_be_kept_moves_only_what_must(life: Life) -> None:
    life.replan()
    second = life.tours(MONDAY + WEEK, MONDAY + 2 * WEEK)[0].date
    life.absences.append(Absence("r1", second, second, "course"))
    must = sum(len(tour.visits) for tour in life.tours(second, second))
    assembled, _, schedule = life.replan(budget=0)
    assert must > 0
    assert count_moves(assembled, schedule) == must


EVENTS = st.sampled_from(["do", "skip", "ill", "add", "pin", "move"])


@given(st.lists(st.lists(EVENTS, max_size=3), min_size=10, max_size=10), st.integers(0, 10**6))
@settings(max_examples=4, deadline=None)
def test_ten_weeks_keep_every_promise(weeks: list[list[str]], seed: int) -> None:
    rep = Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI", lunch="11:30-13:30/30")
    accounts = [
        Account(f"a{n:02}", f"A{n}", 47.0, 9.5, 14, 8, 22, 1800, "Mo-Sa 07:00-19:00", last_visit=MONDAY - timedelta(n))
        for n in range(1, 13)
    ]
    life = Life(rep, accounts)
    chance = np.random.default_rng(seed)
    life.replan()
    for events in weeks:
        for event in events:
            _happens(life, event, chance)
        frozen = life.tours(life.today, life.today + timedelta(days=6))
        assembled, _, schedule = life.replan()
        _promises(life, frozen, assembled, schedule)
        _pass_the_week(life, chance)
        life.today += WEEK


def _happens(life: Life, event: str, chance: np.random.Generator) -> None:
    if event == "ill":
        day = life.today + timedelta(days=int(chance.integers(0, 12)))
        life.absences.append(Absence("r1", day, day, "ill"))
    elif event == "add" and len(life.accounts) < 30:
        n = len(life.accounts) + 1
        life.accounts.append(Account(f"a{n:02}", f"A{n}", 47.0, 9.5, 21, 12, 30, 1800, "Mo-Fr 08:00-18:00"))
    elif event in {"pin", "move"}:
        later = life.tours(life.today + WEEK, life.today + 2 * WEEK)
        if later:
            tour, other = (later[int(chance.integers(len(later)))] for _ in range(2))
            visit, day = tour.visits[0], tour.date if event == "pin" else other.date
            life.pins[visit.visit_id] = Pin(visit.visit_id, day, account_id=visit.account_id, number=visit.number)
    elif event in {"do", "skip"}:
        this = life.tours(life.today, life.today + timedelta(days=6))
        if this:
            visit, day = this[0].visits[0], this[0].date
            life.close(visit)
            if event == "do":
                life.done[visit.account_id] = max(day, life.done.get(visit.account_id, day))


def _promises(life: Life, frozen: list[Tour], assembled: Assembled, schedule: Schedule) -> None:
    assert life.plan is not None
    off = {day.date for day in work_calendar(life.rep, life.today, 7, life.absences).off}
    kept = [tour for tour in frozen if tour.date not in off]
    assert life.tours(life.today, life.today + timedelta(days=6)) == kept, "nothing frozen moves"
    assert check(assembled.horizon, schedule) == ()
    planned = [visit.visit_id for tour in life.plan.tours for visit in tour.visits]
    left = [visit.visit_id for visit in life.plan.unserved]
    assert len(set(planned + left)) == len(planned + left), "no identity is used twice"
    due = {due.visit_id for due in assembled.due}
    assert due <= {*planned, *left}, "no visit is lost"
    assert all(visit.reason for visit in life.plan.unserved)
    anew = {visit.visit_id for tour in life.tours(life.today + WEEK, date.max) for visit in tour.visits}
    assert not anew & set(life.closed), "what is closed is not planned again"
    dates = {visit.visit_id: tour.date for tour in life.plan.tours for visit in tour.visits}
    for problem_free in (pin for pin in assembled.request.pins if pin.date not in off and pin.visit_id in dates):
        worked = {assembled.request.date_of(day.day) for day in assembled.horizon.rep_days}
        if problem_free.date in worked and problem_free.visit_id in due:
            assert dates[problem_free.visit_id] == problem_free.date, "a pin survives"


def _pass_the_week(life: Life, chance: np.random.Generator) -> None:
    for tour in life.tours(life.today, life.today + timedelta(days=6)):
        for visit in tour.visits:
            life.close(visit)
            if chance.random() < 0.9:
                life.done[visit.account_id] = tour.date


def test_a_first_window_shorter_than_the_visit_is_not_used() -> None:
    """Half of the visits fit into the afternoon alone."""
    morning, afternoon = Window(34_200, 41_400), Window(50_400, 63_000)
    visits = tuple(
        DueVisit(f"v{n}", f"a{n}", n % 24 + 1, 10_800 if n % 2 else 2_400, 0, 3, 0, 12_000.0) for n in range(20)
    )
    days = tuple(RepDay(day, 28_800, 61_200, 0, 0, Lunch(41_400, 48_600, 1_800)) for day in range(4))
    horizon = Horizon(days, visits, (((morning, afternoon),) * 4,), TRAVEL.travel_s, TRAVEL.distance_m)
    assert check(horizon, solve(horizon, Steps(400), 1)) == ()

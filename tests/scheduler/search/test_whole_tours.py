"""Whole tours change their days, where no part of one could leave alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule
from scheduler.search import solve
from scheduler.search.evaluate import cost_of
from tests.scheduler.search.worlds import ALL_DAY, HOUR

VALLEYS, ACCOUNTS = 4, 12
"""A rep-day for each valley; more accounts in each than ruin takes out as one string."""
WRONG_DAY = 60.0
NEXT_DOOR_S, NEXT_VALLEY_S = 60, 2 * HOUR


def valleys(days: int = VALLEYS) -> Horizon:
    """Valleys far from each other, a day's work each; the accounts of valley k would have day k."""
    places = np.arange(VALLEYS * ACCOUNTS + 1)
    valley = (places - 1) // ACCOUNTS
    apart = np.where(valley[:, None] == valley[None, :], NEXT_DOOR_S, NEXT_VALLEY_S)
    travel = np.where(places[:, None] == places[None, :], 0, apart).astype(np.int32)
    visits = (
        DueVisit(
            f"v{p:02}", f"a{p:02}", p, 600, 0, days - 1, 0, 1e6,
            day_price=tuple((day, WRONG_DAY) for day in range(days) if day != valley[p]),
        )
        for p in places[1:].tolist()
    )  # fmt: skip
    return Horizon(
        rep_days=tuple(RepDay(day, 6 * HOUR, 22 * HOUR, 0, 0, max_visits=ACCOUNTS) for day in range(days)),
        visits=tuple(visits),
        hours=((ALL_DAY,) * days,),
        travel_s=travel,
        distance_m=np.zeros_like(travel),
    )


def placed(horizon: Horizon, day_of_valley: list[int]) -> Schedule:
    """Return the schedule in which each valley has the given day."""
    tours: list[tuple[int, ...]] = [()] * len(horizon.rep_days)
    for valley, day in enumerate(day_of_valley):
        tours[day] = tuple(range(valley * ACCOUNTS, (valley + 1) * ACCOUNTS))
    return Schedule(tuple(tours), (), cost_of(horizon, tuple(tours)), None, 0, 1)


def days_of(horizon: Horizon, schedule: Schedule) -> list[int]:
    """Return the day of each valley, all of whose accounts must lie on one."""
    assert check(horizon, schedule) == ()
    assert schedule.unserved == ()
    day = {v: rep_day.day for rep_day, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}
    found = [{day[v] for v in range(k * ACCOUNTS, (k + 1) * ACCOUNTS)} for k in range(VALLEYS)]
    assert [len(days) for days in found] == [1] * VALLEYS
    return [days.pop() for days in found]


def test_two_tours_change_their_days() -> None:
    horizon = valleys()
    schedule = solve(horizon, Steps(500), 1, placed(horizon, [1, 2, 3, 0]))
    assert days_of(horizon, schedule) == [0, 1, 2, 3]


def test_a_tour_moves_to_a_free_day() -> None:
    horizon = valleys(days=2 * VALLEYS)
    schedule = solve(horizon, Steps(500), 1, placed(horizon, [4, 5, 6, 7]))
    assert days_of(horizon, schedule) == [0, 1, 2, 3]


@pytest.mark.parametrize(("last_day", "day"), [(3, 0), (2, 3)])
def test_a_visit_that_may_not_have_the_day_keeps_its_tour_from_it(last_day: int, day: int) -> None:
    """Valley 3 is on day 0, and valley 0 on day 3, where one account of valley 3 may not come."""
    horizon = valleys()
    last = replace(horizon.visits[-1], last_day=last_day)
    horizon = replace(horizon, visits=(*horizon.visits[:-1], last))
    schedule = solve(horizon, Steps(500), 1, placed(horizon, [3, 1, 2, 0]))
    assert days_of(horizon, schedule)[0] == day


@pytest.mark.parametrize(("account", "days"), [("other", [1, 0, 2, 3]), ("a01", [0, 1, 2, 3])])
def test_brothers_keep_their_order_where_their_tours_would_change_days(account: str, days: list[int]) -> None:
    """Valley 0 would have day 1, and valley 1 day 0; the first visit of each is one of the same account, or not."""
    horizon = valleys()
    wishes = {0: 1, 1: 0, 2: 2, 3: 3}
    visits = [
        replace(visit, day_price=tuple((d, WRONG_DAY) for d in wishes if d != wishes[v // ACCOUNTS]))
        for v, visit in enumerate(horizon.visits)
    ]
    visits[ACCOUNTS] = replace(visits[ACCOUNTS], account=account, least_gap_days=1)
    horizon = replace(horizon, visits=tuple(visits))
    schedule = solve(horizon, Steps(500), 1, placed(horizon, [0, 1, 2, 3]))
    assert days_of(horizon, schedule) == days

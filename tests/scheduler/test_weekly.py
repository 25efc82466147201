"""A week of the savings: what another plan would have meant, and what is saved as planned and as it came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from scheduler.horizon import Horizon
from scheduler.team.counterfactual import by_hand
from scheduler.team.weekly import (
    WeekCame,
    WeekKept,
    WeekMeant,
    saved_as_came_s,
    saved_s,
    weeks_meant,
    weeks_read,
    weeks_text,
)  # fmt: skip
from tests.scheduler.line_horizons import MINUTE, due, line_horizon, small_horizons

MONDAY = date(2027, 1, 4)
KEPT = WeekKept("r1", MONDAY, 1, visits=10, driving_s=3000, distance_m=50_000)


def test_a_plan_that_drives_less_because_it_visits_fewer_has_saved_nothing() -> None:
    half = WeekMeant(driving_s=1500, visits=5)
    assert saved_s(KEPT, half) == 0
    assert saved_s(KEPT, WeekMeant(4000, 10)) == 1000
    assert saved_s(KEPT, WeekMeant(2000, 10)) == -1000  # a ledger tells what was lost, too


def test_what_came_counts_visits_done_and_metres_driven() -> None:
    hand = WeekMeant(4000, 10)
    assert saved_as_came_s(KEPT, hand, WeekCame(10, 0, 50_000.0)) == saved_s(KEPT, hand)
    assert saved_as_came_s(KEPT, hand, WeekCame(8, 2, 55_000.0)) == pytest.approx(8 * 400 - 3000 * 1.1)


@pytest.mark.parametrize("hand", [None, WeekMeant(0, 0)])
def test_nothing_is_told_where_nothing_was_reckoned(hand: WeekMeant | None) -> None:
    assert saved_s(KEPT, hand) is None
    assert saved_as_came_s(KEPT, hand, WeekCame(1, 0, 1.0)) is None
    assert saved_as_came_s(KEPT, WeekMeant(1, 1), WeekCame(1, 0, None)) is None


def test_weeks_come_back_from_evidence_as_they_were_written() -> None:
    weeks = {MONDAY: WeekMeant(100, 2), MONDAY + timedelta(7): WeekMeant(0, 0)}
    assert weeks_read(weeks_text(weeks)) == weeks
    assert weeks_read("") == {}


def test_a_week_that_begins_in_the_middle_is_left_out() -> None:
    horizon = line_horizon(due("a0", 3, first=0, last=0), due("b0", 1, first=0, last=0), due("c0", 2, first=3, last=4))
    tours = by_hand(horizon).schedule.tours
    assert weeks_meant(horizon, MONDAY, tours) == {MONDAY: WeekMeant(100 * MINUTE, 3)}
    assert weeks_meant(horizon, MONDAY + timedelta(1), tours) == {}


@settings(max_examples=20, deadline=None)
@given(small_horizons())
def test_weeks_add_up_to_the_whole_plan(horizon: Horizon) -> None:
    other = by_hand(horizon)
    weeks = weeks_meant(horizon, MONDAY, other.schedule.tours)
    assert sum(one.driving_s for one in weeks.values()) == other.driving_s
    assert sum(one.visits for one in weeks.values()) == len(horizon.visits) - other.unserved

"""Visits that fell due: each is settled once, by a visit in time or by the day on which it was too late."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from territory.punctuality import Call, calls, punctuality_facts

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def test_a_visit_within_the_spacing_settles_on_its_day_and_a_late_one_on_the_last_day_it_had() -> None:
    assert calls("A", (day(0), day(10), day(60)), 20, day(70)) == (
        Call("A", day(10), in_time=True),
        Call("A", day(30), in_time=False),
    )


def test_what_is_not_yet_too_late_is_not_counted() -> None:
    assert calls("A", (day(0),), 20, day(20)) == ()
    assert calls("A", (day(0),), 20, day(21)) == (Call("A", day(20), in_time=False),)
    assert calls("A", (), 20, day(99)) == ()


def test_a_period_counts_both_its_ends() -> None:
    due = calls("A", (day(0), day(10), day(60)), 20, day(70))
    worth = {"A": 700.0, "B": 300.0}
    assert punctuality_facts((*due, Call("B", day(20), in_time=False)), day(10), day(30), worth) == {
        "visits_due": 3, "visits_on_time": 1, "value_due": 1700.0, "value_on_time": 700.0,
    }  # fmt: skip
    assert set(punctuality_facts(due, day(11), day(29), worth).values()) == {0}


@given(st.sets(st.integers(0, 300), min_size=1), st.integers(1, 60))
def test_in_time_are_exactly_the_visits_that_follow_within_the_spacing(days: set[int], most: int) -> None:
    visited = tuple(day(number) for number in sorted(days))
    found = calls("A", visited, most, day(400))
    gaps = [(later - earlier).days for earlier, later in pairwise(visited)]
    assert sum(call.in_time for call in found) == sum(gap <= most for gap in gaps)
    assert len(found) == len(visited)  # the last one was never followed, and is too late by now

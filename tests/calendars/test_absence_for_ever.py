"""An absence until the calendar's last day is an event like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from calendars.compose import DAYS_AFTER, Choices, Facts, compose
from calendars.events import Event
from calendars.feed import assemble, keep
from scheduler.demand.hours import DAY_S
from scheduler.demand.workdays import Absence
from scheduler.plan import Plan
from tests.calendars.week import MONDAY, REP

END = MONDAY + timedelta(days=27)
MORNING = (8 * 3600, 10 * 3600)


def away(last: date, hours: tuple[int, int] = (0, DAY_S), zone: str = REP.timezone) -> tuple[Event, ...]:
    absence = Absence(REP.id, MONDAY, last, "course", *hours)
    return compose(Plan(MONDAY, END, (), ()), replace(REP, timezone=zone), Facts({}, {}, absences=[absence]), Choices())


def test_an_absence_for_ever_ends_with_the_calendar() -> None:
    (event,) = away(date.max)
    assert (event.start, event.end) == (MONDAY, date.max)


def test_another_ends_on_the_day_after() -> None:
    (event,) = away(MONDAY)
    assert event.end == MONDAY + timedelta(days=1)


@pytest.mark.parametrize("zone", ["Europe/Vaduz", "America/Los_Angeles"])
@pytest.mark.parametrize(("last", "has_end"), [(date.max, False), (date(9999, 1, 1), False), (END, True)])
def test_hours_away_for_ever_are_a_series_without_an_end(zone: str, last: date, has_end: bool) -> None:
    events = away(last, MORNING, zone)
    (event,) = events
    assert event.repeat is not None
    assert (event.repeat.until is not None) == has_end
    kept = keep({}, events, datetime(2026, 11, 21, tzinfo=UTC), MONDAY, END)
    assert (b"UNTIL=" in assemble("R", kept.values(), MONDAY, END)) == has_end


@pytest.mark.parametrize(("last", "days"), [(date.max, 28 + DAYS_AFTER), (MONDAY + timedelta(days=2), 3), (MONDAY, 1)])
def test_where_no_rule_holds_each_day_until_a_year_after_the_plan_has_its_event(last: date, days: int) -> None:
    assert len(away(last, MORNING, "Africa/Casablanca")) == days


@pytest.mark.parametrize("other", [(MONDAY, (0, DAY_S)), (MONDAY + timedelta(days=2), (0, DAY_S)), (MONDAY, (0, 3600))])
def test_two_absences_that_begin_alike_are_one_event_as_long_as_the_longer(other: tuple[date, tuple[int, int]]) -> None:
    last, hours = other
    both = [Absence(REP.id, MONDAY, MONDAY, "ill"), Absence(REP.id, MONDAY, last, "ride-along with r2", *hours)]
    for some in (both, both[::-1]):
        (event,) = compose(Plan(MONDAY, END, (), ()), REP, Facts({}, {}, absences=some), Choices())
        assert (event.start, event.end) == (MONDAY, last + timedelta(days=1))

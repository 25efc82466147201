"""An absence until the calendar's last day is an event like any other."""

from __future__ import annotations

from datetime import date, timedelta

from calendars.compose import _absence
from calendars.texts import TEXTS
from scheduler.demand.workdays import Absence
from tests.calendars.week import MONDAY, REP


def test_an_absence_for_ever_ends_with_the_calendar() -> None:
    (event,) = _absence(Absence("r1", MONDAY, date.max), REP, next(iter(TEXTS.values())))
    assert (event.start, event.end) == (MONDAY, date.max)


def test_another_ends_on_the_day_after() -> None:
    (event,) = _absence(Absence("r1", MONDAY, MONDAY), REP, next(iter(TEXTS.values())))
    assert event.end == MONDAY + timedelta(days=1)

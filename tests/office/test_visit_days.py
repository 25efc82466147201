"""A day or a week reported at once, and several visits at once: all or none, and nobody's word is written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role
from office.visits.day_reports import DaysOrder, report_days
from office.visits.moves import allow_move
from office.visits.several import accept_visits, decline_visits, finish_visits, skip_visits
from office.visits.visits import Report, report_visit, skip_visit
from routing.problems import BadInputError
from scheduler.plan import VisitStatus
from store.changes import changes_since, revision
from store.database import reading
from store.visits import find_closed_visit, read_visit_log
from tests.calendars.week import HOUR, MONDAY, NOW, tour, visit
from tests.calendars.week import plan as made
from tests.office.carried_week import at, do, fill, put_in_force

FRIDAY, NEXT = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)
EVENING = NOW + timedelta(days=7, hours=2)  # Friday of the week
OTTO = Person("otto", "Otto", (Grant(Role.REP, Reach.OWN),), "r2")


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return office


def closed(office: Office) -> dict[str, VisitStatus]:
    with reading(office.database) as connection:
        return {one.visit_id: one.status for one in read_visit_log(connection)}


def became(office: Office, order: DaysOrder) -> dict[str, str]:
    return {one.visit_id: one.became for one in do(office, report_days, order, now=EVENING)}


def test_a_day_as_planned_is_reported_with_its_times(week: Office) -> None:
    assert became(week, DaysOrder(MONDAY, MONDAY, as_planned=True)) == {"v1": "done", "v2": "done"}
    with reading(week.database) as connection:
        found = find_closed_visit(connection, "v1")
    assert found is not None
    assert (found.status, found.date, found.start_s, found.end_s) == (VisitStatus.DONE, MONDAY, 9 * HOUR, 10 * HOUR)


def test_without_times_only_that_it_took_place_is_kept(week: Office) -> None:
    became(week, DaysOrder(MONDAY, MONDAY))
    with reading(week.database) as connection:
        found = find_closed_visit(connection, "v1")
    assert found is not None
    assert (found.start_s, found.end_s) == (None, None)


def test_a_second_report_of_a_visit_corrects_what_it_says_and_leaves_the_rest(week: Office) -> None:
    def told(report: Report) -> tuple[object, ...]:
        do(week, report_visit, "v1", report, now=EVENING)
        with reading(week.database) as connection:
            found = find_closed_visit(connection, "v1")
        assert found is not None
        return found.date, found.start_s, found.end_s, found.outcome, found.notes

    first = Report(MONDAY, 9 * HOUR, 10 * HOUR, "order", "wants the new grinder")
    assert told(first) == (MONDAY, 9 * HOUR, 10 * HOUR, "order", "wants the new grinder")
    tuesday = MONDAY + timedelta(days=1)
    assert told(Report(tuesday)) == (tuesday, 9 * HOUR, 10 * HOUR, "order", "wants the new grinder")
    assert told(Report(tuesday, 11 * HOUR, outcome="-")) == (tuesday, 11 * HOUR, None, "", "wants the new grinder")
    assert told(Report(tuesday, notes="two grinders")) == (tuesday, 11 * HOUR, None, "", "two grinders")


def test_a_visit_that_was_skipped_before_is_reported_anew(week: Office) -> None:
    do(week, skip_visit, "v1", "closed", now=EVENING)
    do(week, report_visit, "v1", Report(MONDAY), now=EVENING)
    with reading(week.database) as connection:
        found = find_closed_visit(connection, "v1")
    assert found is not None
    assert (found.status, found.reason, found.notes) == (VisitStatus.DONE, "", "")


@pytest.mark.parametrize("named", ["v2", "b"])
def test_what_is_excepted_stays_open_or_is_skipped_with_the_reason(week: Office, named: str) -> None:
    assert became(week, DaysOrder(MONDAY, FRIDAY, excepted=(named,))) == {"v1": "done", "v2": "open"}
    assert closed(week) == {"v1": VisitStatus.DONE}
    second = DaysOrder(MONDAY, FRIDAY, excepted=(named,), reason="closed")
    assert became(week, second) == {"v1": "before", "v2": "skipped"}
    assert closed(week) == {"v1": VisitStatus.DONE, "v2": VisitStatus.SKIPPED}


def test_a_second_report_changes_nothing_and_is_no_change(week: Office) -> None:
    became(week, DaysOrder(MONDAY, FRIDAY))
    with reading(week.database) as connection:
        seen = revision(connection)
    assert set(became(week, DaysOrder(MONDAY, FRIDAY, as_planned=True)).values()) == {"before"}
    with reading(week.database) as connection:
        assert changes_since(connection, seen) == ()


def test_what_a_rep_said_before_stays(week: Office) -> None:
    do(week, report_visit, "v1", Report(MONDAY, 8 * HOUR, 9 * HOUR, "order"), now=EVENING)
    do(week, allow_move, "v2", MONDAY + timedelta(days=8), None, now=NOW)
    assert became(week, DaysOrder(MONDAY, FRIDAY, as_planned=True)) == {"v1": "before", "v2": "moved"}
    with reading(week.database) as connection:
        found = find_closed_visit(connection, "v1")
    assert found is not None
    assert found.outcome == "order"
    assert found.start_s == 8 * HOUR


def test_days_to_come_are_left_and_asked_alone_refused(week: Office) -> None:
    assert became(week, DaysOrder(MONDAY, NEXT)) == {"v1": "done", "v2": "done", "v3": "to come"}
    with pytest.raises(BadInputError, match="date-to-come"):
        became(week, DaysOrder(NEXT, NEXT))


def test_an_excepted_visit_of_other_days_is_refused_and_nothing_is_written(week: Office) -> None:
    with pytest.raises(BadInputError, match="visit-unknown"):
        became(week, DaysOrder(MONDAY, MONDAY, excepted=("v1", "v3", "nobody")))
    assert closed(week) == {}


def test_nobody_reports_for_another_rep(week: Office) -> None:
    then = at(week, EVENING)
    with pytest.raises(BadInputError, match="not-yours"):
        report_days(then, OTTO, DaysOrder(MONDAY, MONDAY, "r1"))
    assert report_days(then, OTTO, DaysOrder(MONDAY, MONDAY)) == ()
    with pytest.raises(BadInputError, match="rep-unknown"):
        became(week, DaysOrder(MONDAY, MONDAY, "r9"))


def test_an_appointment_at_home_is_reported_like_a_visit(office: Office) -> None:
    fill(office)
    course = replace(visit("v9", "r1", 9), visit_id="course", number=None)
    put_in_force(office, made(tour(MONDAY, course)))
    assert became(office, DaysOrder(MONDAY, MONDAY, as_planned=True)) == {"course": "done"}


@pytest.mark.parametrize(
    ("case", "more", "status"),
    [
        (accept_visits, (), None),
        (skip_visits, ("ill",), VisitStatus.SKIPPED),
        (decline_visits, ("ill",), VisitStatus.DECLINED),
        (finish_visits, (Report(MONDAY),), VisitStatus.DONE),
    ],
)
def test_several_at_once_by_id_or_account_all_or_none(week: Office, case: Any, more: Any, status: Any) -> None:
    with pytest.raises(BadInputError, match="visit-unknown"):
        do(week, case, ("v1", "nobody"), *more, now=EVENING)
    assert closed(week) == {}
    meant = do(week, case, ("v1", "b", "v1"), *more, now=EVENING)
    assert [one.visit_id for one in meant] == ["v1", "v2"]
    assert closed(week) == ({} if status is None else {"v1": status, "v2": status})


def test_an_account_means_its_visit_nearest_to_the_day_that_is_not_over(office: Office) -> None:
    fill(office)
    tours = [tour(MONDAY + timedelta(days=7 * n), visit(f"v{n}", "a", 9)) for n in range(3)]
    put_in_force(office, made(*tours))
    then = NOW + timedelta(days=30)
    meant = [do(office, finish_visits, ("a",), Report(MONDAY + timedelta(days=8)), now=then)[0] for _ in range(3)]
    assert [one.visit_id for one in meant] == ["v1", "v2", "v0"]


def test_days_are_few_and_a_reason_is_of_something() -> None:
    for wrong in ((NEXT, MONDAY), (MONDAY, MONDAY + timedelta(days=31))):
        with pytest.raises(ValueError, match="follow"):
            DaysOrder(*wrong)
    with pytest.raises(ValueError, match="reason"):
        DaysOrder(MONDAY, MONDAY, reason="ill")

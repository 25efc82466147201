"""A rep's phone and the workspace agree, through the database and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from calendars.busy import Busy
from calendars.dav import Access
from calendars.events import EventKind, event_uid
from office.calendars.accounts import connect_calendar
from office.calendars.busy import busy_absences, import_busy
from office.calendars.links import settle_visit
from office.calendars.sync import sync_calendar
from office.opening import Office
from office.visits.visits import Report, decline_visit, report_visit
from scheduler.demand.workdays import Absence
from scheduler.plan import VisitStatus
from store.answers import AnswerKind, read_answers
from store.calendar_links import read_state
from store.database import reading, writing
from store.fixed_dates import read_absences, write_absences
from store.pins import read_pins
from store.visits import read_visit_log
from tests.calendars.dialects import Dialect, google, served
from tests.calendars.servers import PASSWORD, USER
from tests.calendars.test_caldav import Phone
from tests.calendars.week import HOUR, MONDAY, NOW, REP, WEEK, plan, tour, visit
from tests.office.carried_week import do, fill, put_in_force

V1 = event_uid(EventKind.VISIT, "v1")


@dataclass
class Pair:
    office: Office
    dialect: Dialect
    phone: Phone

    def sync(self) -> int:
        report = do(self.office, sync_calendar, REP.id)
        assert report.problems == ()
        return report.written + report.removed


@pytest.fixture
def pair(office: Office) -> Iterator[Pair]:
    fill(office)
    dialect = google()
    with served(dialect) as url:
        do(office, connect_calendar, REP.id, url, USER, secret=PASSWORD)
        yield Pair(office, dialect, Phone(Access(url, USER, PASSWORD)))


def test_a_week_goes_to_the_phone_and_a_second_sync_is_empty(pair: Pair) -> None:
    assert pair.sync() == 3
    assert pair.sync() == 0
    assert len(pair.phone.objects()) == 3


def test_a_visit_moved_to_a_sunday_is_a_question_until_the_planner_settles_it(pair: Pair) -> None:
    pair.sync()
    pair.phone.move(V1, datetime(2026, 3, 29, 9, tzinfo=UTC))
    pair.sync()
    with writing(pair.office.database) as connection:
        assert read_pins(connection) == ()
        (question,) = read_answers(connection, only_open=True)
        assert (question.kind, question.date, question.by) == (AnswerKind.MOVED, date(2026, 3, 29), REP.id)
    do(pair.office, settle_visit, "v1")
    assert pair.sync() == 1
    assert "DTSTART:20260323T080000Z" in pair.phone.objects()[V1]


def test_a_visit_deleted_on_the_phone_is_declined_asked_about_and_stays_away(pair: Pair) -> None:
    pair.sync()
    pair.phone.delete(V1)
    pair.sync()
    with writing(pair.office.database) as connection:
        assert [(v.visit_id, v.status, v.reason) for v in read_visit_log(connection)] == [
            ("v1", VisitStatus.DECLINED, "")
        ]
        assert [answer.kind for answer in read_answers(connection, only_open=True)] == [AnswerKind.DECLINED]
    do(pair.office, decline_visit, "v1", "shop is closed")
    with reading(pair.office.database) as connection:
        assert read_answers(connection, only_open=True) == ()
    put_in_force(pair.office, WEEK)
    pair.sync()
    assert V1 not in pair.phone.objects()


def put_back(pair: Pair, text: str) -> None:
    """Store the visit's event again, as a phone does that takes a deletion back."""
    folder = next(iter(pair.dialect.objects)).rsplit("/", 1)[0]
    pair.dialect.store(f"{folder}/{V1}.ics", text.encode())


def test_a_deletion_taken_back_on_the_phone_opens_the_visit_again(pair: Pair) -> None:
    pair.sync()
    text = pair.phone.objects()[V1]
    pair.phone.delete(V1)
    pair.sync()
    put_back(pair, text)
    pair.sync()
    with reading(pair.office.database) as connection:
        assert read_visit_log(connection) == ()
    pair.sync()
    assert V1 in pair.phone.objects()
    assert pair.sync() == 0


@pytest.fixture
def doubtful(pair: Pair) -> Pair:
    """Return the pair after a removal of v1 that nobody answered, and a plan that wants v1 again."""
    pair.sync()
    put_in_force(pair.office, plan(tour(MONDAY, visit("v2", "b", 14)), WEEK.tours[1]))
    pair.dialect.faults["DELETE"] = [500]
    assert do(pair.office, sync_calendar, REP.id).removed == 0
    put_in_force(pair.office, WEEK)
    return pair


def test_an_event_gone_by_an_unknown_hand_is_a_question_until_the_planner_settles_it(doubtful: Pair) -> None:
    doubtful.phone.delete(V1)
    assert doubtful.sync() == 0
    with reading(doubtful.office.database) as connection:
        assert read_visit_log(connection) == ()
        (question,) = read_answers(connection, only_open=True)
        assert (question.visit_id, question.kind, question.by) == ("v1", AnswerKind.MISSING, REP.id)
    do(doubtful.office, settle_visit, "v1")
    with reading(doubtful.office.database) as connection:
        assert read_answers(connection, only_open=True) == ()
    assert doubtful.sync() == 1
    assert V1 in doubtful.phone.objects()


def test_an_event_gone_by_an_unknown_hand_may_be_declined(doubtful: Pair) -> None:
    doubtful.phone.delete(V1)
    doubtful.sync()
    do(doubtful.office, decline_visit, "v1", "shop is closed")
    with reading(doubtful.office.database) as connection:
        assert read_answers(connection, only_open=True) == ()
    assert doubtful.sync() == 0
    assert V1 not in doubtful.phone.objects()


def test_an_event_gone_by_an_unknown_hand_is_asked_about_until_the_rep_puts_it_back(doubtful: Pair) -> None:
    text = doubtful.phone.objects()[V1]
    doubtful.phone.delete(V1)
    doubtful.sync()
    put_back(doubtful, text)
    doubtful.sync()
    with reading(doubtful.office.database) as connection:
        assert read_answers(connection, only_open=True) == ()
    assert V1 in doubtful.phone.objects()
    assert doubtful.sync() == 0


def test_what_the_rep_writes_into_an_event_is_kept_and_comes_back_in_it(pair: Pair) -> None:
    pair.sync()
    pair.phone.edit(V1, lambda text: text.replace("DESCRIPTION:", "DESCRIPTION:Ring the bell twice\\n"))
    pair.sync()
    with reading(pair.office.database) as connection:
        assert [answer.text for answer in read_answers(connection)] == ["Ring the bell twice"]
    pair.sync()
    assert "Ring the bell twice" in pair.phone.objects()[V1]
    assert pair.sync() == 0
    with reading(pair.office.database) as connection:
        assert len(read_answers(connection)) == 1


def test_busy_time_becomes_absence_without_a_title(pair: Pair) -> None:
    pair.sync()
    pair.phone.add("own-1", "SUMMARY:Dentist", "DTSTART:20260325T080000Z", "DTEND:20260325T090000Z")
    own = Absence(REP.id, MONDAY, MONDAY, "training")
    with writing(pair.office.database) as connection:
        write_absences(connection, [own])
    for _ in range(2):
        assert do(pair.office, import_busy, REP.id).spans == 1
        with reading(pair.office.database) as connection:
            busy = Absence(REP.id, date(2026, 3, 25), date(2026, 3, 25), "busy", 9 * HOUR, 10 * HOUR)
            assert read_absences(connection) == (own, busy)
    pair.phone.delete("own-1")
    assert do(pair.office, import_busy, REP.id).spans == 0


def test_a_span_over_midnight_is_an_absence_of_each_of_its_days() -> None:
    span = Busy(datetime(2026, 3, 23, 20, tzinfo=UTC), datetime(2026, 3, 25, 7, tzinfo=UTC))
    assert busy_absences(span, REP) == [
        Absence(REP.id, date(2026, 3, 23), date(2026, 3, 23), "busy", 21 * HOUR, 24 * HOUR),
        Absence(REP.id, date(2026, 3, 24), date(2026, 3, 24), "busy", 0, 24 * HOUR),
        Absence(REP.id, date(2026, 3, 25), date(2026, 3, 25), "busy", 0, 8 * HOUR),
    ]


def test_tidying_up_what_is_done_is_no_answer(pair: Pair) -> None:
    pair.sync()
    do(pair.office, report_visit, "v1", Report(MONDAY), now=NOW + timedelta(days=4))
    pair.phone.delete(V1)
    pair.sync()
    with reading(pair.office.database) as connection:
        assert read_answers(connection, only_open=True) == ()
        assert [visit.status for visit in read_visit_log(connection)] == [VisitStatus.DONE]


def test_long_past_events_are_left_alone_and_forgotten_when_they_are_gone(pair: Pair) -> None:
    pair.sync()
    much_later = NOW + timedelta(days=60)
    assert do(pair.office, sync_calendar, REP.id, now=much_later).removed == 0
    pair.phone.delete(V1)
    assert do(pair.office, sync_calendar, REP.id, now=much_later).answers == ()
    with reading(pair.office.database) as connection:
        assert V1 not in read_state(connection, REP.id).links

"""What reps carry follows the plan in force, and what they answer changes it: on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import icalendar
import pytest

from calendars.compose import Choices
from calendars.events import EventKind, EventStatus, event_uid
from calendars.lint import lint
from office.calendars.events import draft_calendar, refresh_events
from office.calendars.feeds import READER, find_feed, link_feed, read_calendar, read_events, revoke_feed
from office.fixed_dates.absences import add_absence
from office.fixed_dates.appointments import add_appointment
from office.imports.uploads import ImportOptions
from office.opening import Office
from office.outbox import deliver
from office.people import owner
from office.plans.lessons import list_lessons
from office.visits.durations import apply_durations, list_durations
from office.visits.visits import Report, accept_visit, decline_visit, reopen_visit, report_visit, skip_visit
from routing.problems import BadInputError
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence
from scheduler.plan import VisitStatus
from store.accounts import read_accounts, write_accounts
from store.answers import AnswerKind, read_answers
from store.database import reading, writing
from store.events import read_kept, version, write_choices
from store.plans import write_plan
from store.visits import read_visit_log
from tests.calendars.week import HOUR, MONDAY, NOW, REP, WEEK, plan, tour, visit
from tests.importing import import_accounts, import_reps
from tests.office.carried_week import do, fill, put_in_force

V1 = event_uid(EventKind.VISIT, "v1")
LATER = NOW + timedelta(hours=2)
AFTER = NOW + timedelta(days=30)


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return office


def feed(week: Office) -> bytes:
    data: bytes = do(week, read_calendar, REP.id)
    return data


def say(week: Office, case: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    with writing(week.database) as connection:
        return case(connection, *arguments, **more)


def status_of(week: Office, visit_id: str) -> EventStatus:
    with reading(week.database) as connection:
        return read_kept(connection, REP.id)[event_uid(EventKind.VISIT, visit_id)].record.status


def test_publishing_fills_the_feed_and_publishing_the_same_changes_no_byte(week: Office) -> None:
    before = feed(week)
    assert lint(before) == ()
    assert len(icalendar.Calendar.from_ical(before).walk("VEVENT")) == 3
    with reading(week.database) as connection:
        number = version(connection, REP.id)
    put_in_force(week, WEEK)
    assert feed(week) == before
    with reading(week.database) as connection:
        assert version(connection, REP.id) == number


def test_the_days_of_a_plan_are_read_whole_whatever_a_feed_shows_by_then(week: Office) -> None:
    then = NOW + timedelta(days=700)
    assert icalendar.Calendar.from_ical(do(week, read_calendar, REP.id, now=then)).walk("VEVENT") == []
    days = icalendar.Calendar.from_ical(do(week, read_events, REP.id, WEEK.start, WEEK.end, now=then)).walk("VEVENT")
    assert len(days) == 3
    assert do(week, read_events, REP.id, WEEK.start, WEEK.end) == feed(week)


def test_a_workspace_without_a_plan_in_force_carries_nothing(office: Office) -> None:
    with writing(office.database) as connection:
        assert refresh_events(connection, NOW) == 0


def test_an_accepted_visit_is_confirmed_and_a_declined_one_gone_with_its_reason(week: Office) -> None:
    assert status_of(week, "v1") is EventStatus.TENTATIVE
    do(week, accept_visit, "v1", now=LATER)
    assert status_of(week, "v1") is EventStatus.CONFIRMED
    do(week, decline_visit, "v1", "on holiday", now=LATER)
    assert status_of(week, "v1") is EventStatus.CANCELLED
    assert V1.encode() not in feed(week)
    with reading(week.database) as connection:
        (closed,) = read_visit_log(connection)
    assert (closed.status, closed.reason) == (VisitStatus.DECLINED, "on holiday")


def test_a_decline_without_a_reason_stays_open_until_one_is_given(week: Office) -> None:
    do(week, decline_visit, "v1", "", now=LATER)
    with reading(week.database) as connection:
        assert [answer.kind for answer in read_answers(connection, only_open=True)] == [AnswerKind.DECLINED]
    do(week, decline_visit, "v1", "closed for stocktaking", now=LATER)
    with reading(week.database) as connection:
        assert read_answers(connection, only_open=True) == ()
        assert read_visit_log(connection)[0].reason == "closed for stocktaking"


def test_a_declined_visit_that_is_opened_again_is_back_in_the_feed(week: Office) -> None:
    do(week, decline_visit, "v1", "mistake", now=LATER)
    assert do(week, reopen_visit, "v1", now=LATER) is True
    assert V1.encode() in feed(week)
    assert do(week, reopen_visit, "v1", now=LATER) is False


def test_a_report_closes_the_visit_and_briefs_the_next_one(week: Office) -> None:
    report = Report(MONDAY, 9 * HOUR, 10 * HOUR, "order", "wants samples", "bring samples")
    do(week, report_visit, "v1", report, now=AFTER)
    with reading(week.database) as connection:
        (closed,) = read_visit_log(connection)
    assert (closed.status, closed.start_s, closed.end_s, closed.outcome) == (VisitStatus.DONE, 32400, 36000, "order")
    put_in_force(week, plan(*WEEK.tours, tour(MONDAY + timedelta(days=14), visit("v9", "a", 9))))
    (event,) = [
        e
        for e in icalendar.Calendar.from_ical(feed(week)).walk("VEVENT")
        if e["UID"] == event_uid(EventKind.VISIT, "v9")
    ]
    assert "Last time: wants samples" in event["DESCRIPTION"]
    assert "Next step: bring samples" in event["DESCRIPTION"]
    (own,) = [e for e in icalendar.Calendar.from_ical(feed(week)).walk("VEVENT") if e["UID"] == V1]
    assert "samples" not in own["DESCRIPTION"], "a visit that is over is not briefed with what it said itself"


def test_visits_that_the_rep_s_absence_hindered_are_no_lesson_of_the_account(week: Office) -> None:
    days = {n: MONDAY + timedelta(days=n) for n in (0, 7, 14)}
    put_in_force(week, plan(*(tour(day, visit(f"w{n}", "a", 9)) for n, day in days.items())))
    for n in days:
        do(week, skip_visit, f"w{n}", "ill", now=AFTER)
    assert [(one.kind, one.why["reason"]) for one in list_lessons(week, owner())] == [("reason", "ill")]
    do(week, add_absence, Absence(REP.id, days[0], days[0], "ill"))
    assert list_lessons(week, owner()) == ()


def test_reported_times_are_what_the_planner_s_lessons_and_durations_learn_from(week: Office) -> None:
    tours = [tour(MONDAY + timedelta(days=day), visit(f"w{day}", "a", 9)) for day in (0, 7, 14)]
    put_in_force(week, plan(*tours))
    for day in (0, 7, 14):
        told = Report(MONDAY + timedelta(days=day), 9 * HOUR, 10 * HOUR + 1800)
        do(week, report_visit, f"w{day}", told, now=AFTER)
    (lesson,) = [one for one in list_lessons(week, owner()) if one.kind == "duration"]
    assert (lesson.account_id, lesson.now, lesson.proposed, lesson.visits) == ("a", HOUR, HOUR + 1800, 3)
    assert do(week, list_durations) == (lesson,)
    assert do(week, apply_durations) == (lesson,)
    for _ in range(2):
        assert do(week, apply_durations) == ()  # the same visits teach nothing twice
    assert [one.kind for one in list_lessons(week, owner())] == []
    with writing(week.database) as connection:
        accounts = [replace(one, service_s=2 * HOUR) for one in read_accounts(connection) if one.id == "a"]
        assert accounts
        write_accounts(connection, accounts)
    (again,) = do(week, list_durations)
    assert (again.now, again.proposed) == (2 * HOUR, HOUR + 1800)  # people planned anew


def test_a_visit_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Report(MONDAY, 10 * HOUR, 9 * HOUR)


def test_a_skipped_visit_is_gone_even_after_a_plan_that_starts_later(week: Office) -> None:
    later = replace(WEEK, start=MONDAY + timedelta(days=7), tours=WEEK.tours[1:])
    put_in_force(week, later)
    assert V1.encode() in feed(week)
    put_in_force(week, WEEK)
    do(week, skip_visit, "v1", "road closed", now=LATER)
    put_in_force(week, later)
    assert V1.encode() not in feed(week)


def test_an_unknown_visit_is_named_with_where_to_look(week: Office) -> None:
    with pytest.raises(BadInputError, match="roundsman show plan"):
        do(week, accept_visit, "nosuch", now=LATER)


def test_choices_are_the_rep_s(week: Office) -> None:
    say(week, write_choices, REP.id, Choices(language="de", lunch=True, alarm_min=10))
    say(week, refresh_events, LATER)
    text = feed(week).decode()
    assert "Mittagspause" in text
    assert "Besuche von" in text
    assert text.count("BEGIN:VALARM") == 3


def test_ten_plans_in_a_row_leave_no_duplicate_no_orphan_and_no_change_that_is_none(week: Office) -> None:
    random, asked = Random(7), WEEK
    for number in range(10):
        with reading(week.database) as connection:
            before = read_kept(connection, REP.id)
        days = random.sample(range(28), 3)
        tours = [tour(MONDAY + timedelta(days=day), visit(f"v{n}", "a", 9)) for n, day in enumerate(sorted(days))]
        asked = asked if number % 3 == 2 else plan(*tours)
        put_in_force(week, asked)
        with reading(week.database) as connection:
            after = read_kept(connection, REP.id)
        standing = {uid for uid, item in after.items() if item.record.status is not EventStatus.CANCELLED}
        assert standing == {event_uid(EventKind.VISIT, v.visit_id) for one in asked.tours for v in one.visits}
        same = {
            uid for uid in before.keys() & after.keys() if before[uid].record.schedule == after[uid].record.schedule
        }
        assert all(after[uid] == before[uid] for uid in same)
        assert before.keys() <= after.keys()
        if number % 3 == 2:
            assert after == before
        assert say(week, refresh_events, LATER) == 0
        assert lint(feed(week)) == ()


ACCOUNT_FILE = """id,name,lat,lon,address,interval_days,service_min,contact,phone,email
a,Bakery Näscher,47.16,9.51,Städtle 9,28,60,Kim,+423 111 11 11,kim@example.com
"""
REP_FILE = """id,name,lat,lon,working_hours,timezone,country
r1,Rita Roth,47.14,9.52,Mo-Fr 08:00-17:00,Europe/Lisbon,LI
"""


def import_account_file(week: Office, folder: Path) -> None:
    (folder / "accounts.csv").write_text(ACCOUNT_FILE, encoding="utf-8")
    import_accounts(week, folder / "accounts.csv", ImportOptions(), lambda *_: (0.0, 0.0), LATER)


def import_rep_file(week: Office, folder: Path) -> None:
    (folder / "reps.csv").write_text(REP_FILE, encoding="utf-8")
    import_reps(week, folder / "reps.csv", ImportOptions(), LATER)


def be_away(week: Office, _: Path) -> None:
    add_absence(week, owner(), Absence(REP.id, MONDAY, MONDAY, "holiday"))
    deliver(week)


def meet(week: Office, _: Path) -> None:
    add_appointment(week, owner(), (REP.id,), Appointment("v1", "a", MONDAY, 9 * HOUR, HOUR, "Annual talk"))
    deliver(week)


@pytest.mark.parametrize(
    ("deed", "written"),
    [
        (import_account_file, ("Bakery Näscher", "Städtle 9", "GEO:47.16;9.51", "CONTACT:Kim, +423 111 11 11")),
        (import_rep_file, ("DTSTART:20260323T090000Z",)),
        (be_away, ("SUMMARY:Away",)),
        (meet, ("Purpose: Annual talk",)),
    ],
)
def test_whatever_changes_what_an_event_says_brings_it_up_to_date_at_once(
    week: Office, tmp_path: Path, deed: Callable[[Office, Path], None], written: tuple[str, ...]
) -> None:
    say(week, write_choices, REP.id, Choices(contacts=True))
    say(week, refresh_events, NOW)
    before = feed(week).decode().replace("\r\n ", "").replace("\\,", ",")
    deed(week, tmp_path)
    after = feed(week).decode().replace("\r\n ", "").replace("\\,", ",")
    assert [word in before for word in written] == [False] * len(written)
    assert [word in after for word in written] == [True] * len(written)
    assert say(week, refresh_events, LATER) == 0


def test_a_draft_is_shown_without_being_kept(week: Office) -> None:
    with writing(week.database) as connection:
        number = write_plan(connection, plan(tour(MONDAY, visit("v7", "b", 9))), NOW)
        data = draft_calendar(connection, REP, number, NOW)
        assert event_uid(EventKind.VISIT, "v7") not in read_kept(connection, REP.id)
    assert lint(data) == ()
    assert data.count(b"STATUS:TENTATIVE") == 1


def test_a_secret_opens_its_feed_until_it_is_revoked_or_renewed(week: Office) -> None:
    def opened(secret: str) -> str | None:
        state = find_feed(week, READER, secret)
        return None if state is None else state.rep_id

    first = do(week, link_feed, REP.id)
    assert len(first) * 6 >= 128
    assert opened(first) == REP.id
    with pytest.raises(BadInputError, match="feed-linked"):
        do(week, link_feed, REP.id)
    second = do(week, link_feed, REP.id, renew=True)
    assert opened(first) is None
    assert opened(second) == REP.id
    assert do(week, revoke_feed, REP.id) is True
    assert opened(second) is None
    assert do(week, revoke_feed, REP.id) is False
    assert opened("\ud800nonsense") is None


def test_a_replay_shows_no_secret_again(week: Office) -> None:
    assert do(week.once("r1"), link_feed, REP.id)
    assert do(week.once("r1"), link_feed, REP.id) is None

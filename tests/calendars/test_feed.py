"""A feed is stable bytes: what did not change does not change, whatever is planned again around it."""

from __future__ import annotations

import random
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from calendars.compose import Choices, compose
from calendars.events import EventKind as Kind
from calendars.events import EventStatus, event_uid
from calendars.feed import KeptEvent, assemble, calendar_object, keep, window
from calendars.lint import lint
from scheduler.demand.workdays import Absence
from scheduler.plan import Plan
from tests.calendars.week import CHOICES, FACTS, HOUR, MONDAY, NOW, REP, WEEK, plan, tour, visit
from tests.programs import program

OFFICE = Absence("r1", MONDAY + timedelta(days=5), MONDAY + timedelta(days=6), "office", 10 * HOUR, 11 * HOUR)
FULL = replace(FACTS, absences=(OFFICE,))


def kept_of(week: Plan, previous: dict[str, KeptEvent] | None = None, later: int = 0) -> dict[str, KeptEvent]:
    events = compose(week, REP, FULL, Choices(lunch=True, alarm_min=10))
    return keep(previous or {}, events, NOW + timedelta(hours=later), week.start, week.end)


def feed_of(kept: dict[str, KeptEvent]) -> bytes:
    return assemble("Rita", kept.values(), *window(MONDAY))


def test_planning_the_same_again_changes_no_byte() -> None:
    first = kept_of(WEEK)
    assert feed_of(kept_of(WEEK, first, later=5)) == feed_of(first)


def test_only_what_changed_is_rendered_again() -> None:
    first = kept_of(WEEK)
    moved = plan(tour(MONDAY, visit("v1", "a", 10), visit("v2", "b", 14)), WEEK.tours[1])
    second = kept_of(moved, first, later=1)
    changed = {uid for uid in second if second[uid] is not first[uid]}
    assert changed == {event_uid(Kind.VISIT, "v1")}


def test_ten_new_plans_leave_no_duplicate_no_orphan_and_no_needless_change() -> None:
    chance, kept = random.Random(7), kept_of(WEEK)
    for step in range(1, 11):
        hours = {f"v{n}": chance.choice([9, 10, 11, None]) for n in range(1, 9)}
        days = [MONDAY + timedelta(days=n) for n in range(1, 9)]
        tours = [tour(day, visit(v, "a", h)) for day, (v, h) in zip(days, hours.items(), strict=True) if h]
        new = kept_of(plan(*tours), kept, step)
        visits = [e for e in icalendar.Calendar.from_ical(feed_of(new)).walk("VEVENT") if e["SUMMARY"] == "Account a"]
        assert sorted(e["UID"] for e in visits) == sorted(event_uid(Kind.VISIT, v) for v, h in hours.items() if h)
        for uid in kept:
            same = (kept[uid].record.start, kept[uid].record.status) == (new[uid].record.start, new[uid].record.status)
            assert (new[uid] is kept[uid]) is same
        assert lint(feed_of(new)) == ()
        kept = new


def test_a_cancelled_visit_is_left_out_and_comes_back_under_its_own_uid() -> None:
    first = kept_of(WEEK)
    gone = kept_of(plan(), first, 1)
    uid = event_uid(Kind.VISIT, "v1")
    assert gone[uid].record.status is EventStatus.CANCELLED
    assert uid.encode() not in feed_of(gone)
    with pytest.raises(ValueError, match="cancelled"):
        calendar_object(gone[uid])
    assert b"SEQUENCE:2\r\n" in kept_of(WEEK, gone, 2)[uid].body


def test_the_window_holds_both_its_ends_and_nothing_beyond() -> None:
    first, last = window(MONDAY)
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    week = Plan(days[0], days[-1], tuple(tour(day, visit(f"v{n}", "a", 9)) for n, day in enumerate(days)), ())
    kept = keep({}, compose(week, REP, FACTS, CHOICES), NOW, week.start, week.end)
    shown = icalendar.Calendar.from_ical(feed_of(kept)).walk("VEVENT")
    assert [e["UID"] for e in shown] == [event_uid(Kind.VISIT, f"v{n}") for n in (1, 2)]


def test_a_feed_names_itself_and_its_rhythm_and_invites_nobody() -> None:
    data = feed_of(kept_of(WEEK)).decode()
    for line in ("NAME:Rita", "X-WR-CALNAME:Rita", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"):
        assert f"\r\n{line}\r\n" in data
    for word in ("METHOD", "ORGANIZER", "ATTENDEE"):
        assert word not in data


def test_a_caldav_object_is_one_event_with_its_zone() -> None:
    for item in kept_of(WEEK).values():
        assert lint(calendar_object(item)) == ()
        assert calendar_object(item).count(b"BEGIN:VEVENT") == 1


def khal(arguments: list[str], folder: Path, *, text: str = "") -> str:
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[visits]]\npath = {folder / 'visits'}\n[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Zurich\ndefault_timezone = Europe/Zurich\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    command = [program("khal"), "-c", str(config), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, input=text).stdout


def test_khal_shows_each_visit_at_the_reps_own_hour(tmp_path: Path) -> None:
    (tmp_path / "visits").mkdir()
    (tmp_path / "feed.ics").write_bytes(feed_of(kept_of(WEEK)))
    khal(["import", "--batch", "-a", "visits", str(tmp_path / "feed.ics")], tmp_path)
    form = ["--day-format", "", "--format", "{start-date} {start-time} {title}"]
    shown = khal(["list", *form, "2026-03-23", "14d"], tmp_path)
    assert [line for line in shown.splitlines() if line and "Lunch" not in line] == [
        "2026-03-23 09:00 Account a",
        "2026-03-23 14:00 Account b",
        "2026-03-28 10:00 Away",
        "2026-03-29 10:00 Away",
        "2026-03-30 09:00 Account c",
    ]


def test_vdirsyncer_takes_the_feed_apart_and_sees_no_change_the_second_time(tmp_path: Path) -> None:
    (tmp_path / "feed.ics").write_bytes(feed_of(kept_of(WEEK)))
    config = tmp_path / "config"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path}/status/"\n'
        '[pair visits]\na = "feed"\nb = "files"\ncollections = null\n'
        f'[storage feed]\ntype = "singlefile"\npath = "{tmp_path}/feed.ics"\n'
        f'[storage files]\ntype = "filesystem"\npath = "{tmp_path}/files"\nfileext = ".ics"\n'
    )
    (tmp_path / "files").mkdir()

    def run(*arguments: str) -> str:
        command = [program("vdirsyncer"), "-c", str(config), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, input="y\n")
        return done.stdout + done.stderr

    run("discover")
    run("sync")
    assert len(list((tmp_path / "files").glob("*.ics"))) == 6
    assert "Copying" not in run("sync")

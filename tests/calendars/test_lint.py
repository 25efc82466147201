"""The lint sees what parsers let pass: each rule binds where it is broken, and nothing else is said."""

from __future__ import annotations

import pytest

from calendars.compose import Choices, compose
from calendars.feed import assemble, keep, window
from calendars.lint import lint
from tests.calendars.week import FACTS, MONDAY, NOW, REP, WEEK

GOOD = assemble(
    "Rita",
    keep({}, compose(WEEK, REP, FACTS, Choices(alarm_min=5)), NOW, WEEK.start, WEEK.end).values(),
    *window(MONDAY),
)


def test_a_sound_feed_is_not_complained_about() -> None:
    assert lint(GOOD) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR", "not-a-calendar"),
        (b"\r\nBEGIN:VEVENT", b"\nBEGIN:VEVENT", "line-break"),
        (b"SUMMARY:", b"SUMMARY:\x07", "control-character"),
        (b"SUMMARY:", b"SUMMARY:" + b"x" * 80, "long-line"),
        (b"SUMMARY:", b"SUMMARY:\xc3", "encoding"),
        (b"\r\nSUMMARY:", b"\r\nno property\r\nSUMMARY:", "not-a-property"),
        (b"END:VALARM", b"END:VOTHER", "crossed"),
        (b"VERSION:2.0\r\n", b"", "missing"),
        (b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH", "method"),
        (b"DTSTAMP:20260320T163000Z\r\n", b"", "missing"),
        (b"STATUS:TENTATIVE", b"STATUS:CANCELLED", "status"),
        (b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE", "transparency"),
        (b"SEQUENCE:0", b"SEQUENCE:one", "sequence"),
        (b"DTSTAMP:20260320T163000Z", b"DTSTAMP:20260320T163000", "utc"),
        (b"DTSTART:20260323T080000Z", b"DTSTART:20260323T080000", "utc"),
        (b"DTEND:20260323T090000Z", b"DTEND:20260323T070000Z", "end"),
        (b"GEO:47.15;9.5125", b"GEO:91;200", "geo"),
        (b"SEQUENCE:0", b"SEQUENCE:0\r\nORGANIZER:mailto:x@example.org", "forbidden"),
        (b"TRIGGER:-PT20M\r\n", b"", "missing"),
        (b"DTSTART:", b"DTSTART;TZID=Nowhere:", "zone-missing"),
    ],
)
def test_each_fault_is_seen(old: bytes, new: bytes, code: str) -> None:
    assert old in GOOD
    problems = lint(GOOD.replace(old, new, 1))
    assert f"ics-{code}" in {problem.code for problem in problems}


def test_a_uid_that_stands_twice_is_seen() -> None:
    start, end = GOOD.index(b"BEGIN:VEVENT"), GOOD.index(b"END:VCALENDAR")
    doubled = GOOD[:end] + GOOD[start:end] + GOOD[end:]
    assert {problem.code for problem in lint(doubled)} == {"ics-duplicate-uid"}


def test_a_zone_as_a_list_of_dates_is_seen() -> None:
    zone = b"BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nRDATE:20260101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    listed = GOOD.replace(b"BEGIN:VEVENT", zone + b"BEGIN:VEVENT", 1)
    assert {problem.code for problem in lint(listed)} == {"ics-zone-dates"}

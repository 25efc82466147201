"""A rep's own calendar tells when the rep is busy, whatever other programs wrote into it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from calendars.busy import Busy, busy_time
from calendars.objects import UnreadableError, read_object

ZURICH = ZoneInfo("Europe/Zurich")
FIRST, LAST = date(2026, 3, 23), date(2026, 4, 5)
STANDARD = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\nEND:STANDARD"
OWN_ZONE = f"BEGIN:VTIMEZONE\r\nTZID:Office\r\n{STANDARD}\r\nEND:VTIMEZONE"


def calendar(*lines: str, uid: str = "own", more: str = "", zone: str = "") -> bytes:
    event = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", "SUMMARY:Secret", *lines, "END:VEVENT"]
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *filter(None, [zone]), *event, *filter(None, [more])]
    return "\r\n".join([*parts, "END:VCALENDAR", ""]).encode()


def spans(*objects: bytes, ours: frozenset[str] = frozenset()) -> list[str]:
    found = busy_time([("x", data) for data in objects], ours, ZURICH, FIRST, LAST)
    assert found.problems == ()
    return [f"{span.start:%d.%H:%M}-{span.end:%d.%H:%M}" for span in found.spans]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z"), ["25.09:00-25.10:00"]),
        (("DTSTART:20260325T090000Z", "DURATION:PT2H"), ["25.09:00-25.11:00"]),
        (("DTSTART;VALUE=DATE:20260325",), ["24.23:00-25.23:00"]),
        (("DTSTART;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260330"), ["28.23:00-29.22:00"]),
        (("DTSTART:20260325T090000", "DTEND:20260325T100000"), ["25.08:00-25.09:00"]),
        (
            (
                "DTSTART;TZID=W. Europe Standard Time:20260325T090000",
                "DTEND;TZID=W. Europe Standard Time:20260325T100000",
            ),
            ["25.08:00-25.09:00"],
        ),
        (
            (
                "DTSTART;TZID=Europe/Zurich:20260302T090000",
                "DTEND;TZID=Europe/Zurich:20260302T100000",
                "RRULE:FREQ=WEEKLY",
                "EXDATE;TZID=Europe/Zurich:20260323T090000",
            ),
            ["30.07:00-30.08:00"],
        ),
        (("DTSTART:20260325T090000Z", "DTEND:20260325T090000Z"), []),
        (("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z", "TRANSP:TRANSPARENT"), []),
        (("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z", "STATUS:CANCELLED"), []),
        (
            (
                "DTSTART:20260325T090000Z",
                "DTEND:20260325T100000Z",
                "TRANSP:TRANSPARENT",
                "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
            ),
            ["25.09:00-25.10:00"],
        ),
        (("DTSTART:20260301T090000Z", "DTEND:20260430T100000Z"), ["22.23:00-05.22:00"]),
        (("nonsense without a colon", "DTSTART:20260325T090000Z", "DTEND:20260325T100000Z"), ["25.09:00-25.10:00"]),
    ],
)
def test_each_way_of_writing_an_event_is_read(lines: tuple[str, ...], expected: list[str]) -> None:
    assert spans(calendar(*lines)) == expected


def test_a_zone_that_the_calendar_describes_itself_counts() -> None:
    lines = ("DTSTART;TZID=Office:20260325T090000", "DTEND;TZID=Office:20260325T100000")
    assert spans(calendar(*lines, zone=OWN_ZONE)) == ["25.14:00-25.15:00"]


def test_one_occurrence_moved_by_hand_counts_where_it_was_moved() -> None:
    series = ("DTSTART:20260323T090000Z", "DTEND:20260323T100000Z", "RRULE:FREQ=DAILY;COUNT=2")
    moved = "BEGIN:VEVENT\r\nUID:own\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260324T090000Z\r\n"
    moved += "DTSTART:20260324T150000Z\r\nDTEND:20260324T160000Z\r\nEND:VEVENT"
    assert spans(calendar(*series, more=moved)) == ["23.09:00-23.10:00", "24.15:00-24.16:00"]


def test_our_own_events_are_not_counted_and_overlapping_ones_once() -> None:
    one = calendar("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z", uid="a")
    two = calendar("DTSTART:20260325T093000Z", "DTEND:20260325T110000Z", uid="b")
    assert spans(one, two) == ["25.09:00-25.11:00"]
    assert spans(one, two, ours=frozenset({"b"})) == ["25.09:00-25.10:00"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026",
        b"\xff\xfe\x00",
        calendar("DTSTART:20260325T090000Z", "DTEND:20260325T080000Z"),
        calendar("DTSTART:garbage", "DTEND:20260325T080000Z"),
        calendar("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z", "RRULE:FREQ=SECONDLY"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place_and_the_rest_counts(data: bytes) -> None:
    good = calendar("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z")
    found = busy_time([("/rita/broken.ics", data), ("/rita/good.ics", good)], frozenset(), ZURICH, FIRST, LAST)
    assert [problem.where for problem in found.problems] == ["/rita/broken.ics"]
    assert found.spans == (Busy(datetime(2026, 3, 25, 9, tzinfo=UTC), datetime(2026, 3, 25, 10, tzinfo=UTC)),)
    assert "Secret" not in str(found)


def test_a_read_object_has_an_end_whatever_was_written() -> None:
    for lines, hours in (((), 0), (("DURATION:PT90M",), 1.5), (("DTEND:20260325T110000Z",), 2)):
        event = read_object(calendar("DTSTART:20260325T090000Z", *lines), ZURICH)
        assert event is not None
        assert (event.end - event.start).total_seconds() == hours * 3600
    whole = read_object(calendar("DTSTART;VALUE=DATE:20260325"), ZURICH)
    assert whole is not None
    assert (whole.start, whole.end) == (date(2026, 3, 25), date(2026, 3, 26))


def test_an_object_without_an_event_is_none_and_a_backward_one_unreadable() -> None:
    task = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    assert read_object(task, ZURICH) is None
    for lines in (("DTSTART:20260325T090000Z", "DTEND:20260325T080000Z"), ("SUMMARY:no start",)):
        with pytest.raises(UnreadableError):
            read_object(calendar(*lines), ZURICH)


ME = "ATTENDEE;PARTSTAT={}:mailto:Rita@Example.org"
OTHER = "ATTENDEE;PARTSTAT=DECLINED:mailto:otto@example.org"
MEETING = ("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z")


@pytest.mark.parametrize(
    ("attendees", "busy"),
    [
        ((ME.format("DECLINED"),), False),
        ((ME.format("DECLINED").replace("mailto", "MAILTO"), OTHER), False),
        (("ATTENDEE;EMAIL=rita@example.org;PARTSTAT=declined:urn:uuid:1",), False),
        ((ME.format("DECLINED"), "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), False),
        ((ME.format("ACCEPTED"), OTHER), True),
        ((ME.format("TENTATIVE"),), True),
        ((OTHER,), True),
        ((), True),
    ],
)
def test_an_invitation_that_the_rep_declined_is_no_busy_time(attendees: tuple[str, ...], *, busy: bool) -> None:
    own = ["rita@example.org", "", "no address"]
    found = busy_time([("x", calendar(*MEETING, *attendees))], frozenset(), ZURICH, FIRST, LAST, own=own)
    assert (bool(found.spans), found.problems) == (busy, ())


def test_a_declined_date_of_a_series_is_free_and_the_others_are_not() -> None:
    weekly = ("DTSTART:20260325T090000Z", "DTEND:20260325T100000Z", "RRULE:FREQ=WEEKLY;COUNT=2", ME.format("ACCEPTED"))
    exception = ("RECURRENCE-ID:20260401T090000Z", "DTSTART:20260401T090000Z", "DTEND:20260401T100000Z")
    more = "\r\n".join(["BEGIN:VEVENT", "UID:own", *exception, ME.format("DECLINED"), "END:VEVENT"])
    found = busy_time([("x", calendar(*weekly, more=more))], frozenset(), ZURICH, FIRST, LAST, own=["rita@example.org"])
    assert [span.start.day for span in found.spans] == [25]


@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        (";TZID=Europe/Zurich:20260325T090000", "20260401", [25, 1]),
        (":20260325T090000Z", "20260401", [25, 1]),
        (":20260325T090000", "20260401", [25, 1]),
        (":20260325T090000Z", "20260331", [25]),
        (":20260325T090000Z", "20260401T090000Z", [25, 1]),
        (":20260325T090000Z", "20260401T085959Z", [25]),
        (";VALUE=DATE:20260326", "20260402", [25, 1]),
    ],
)
def test_a_series_goes_on_to_the_end_of_the_day_that_it_names(start: str, until: str, days: list[int]) -> None:
    found = busy_time(
        [("x", calendar(f"DTSTART{start}", f"RRULE:FREQ=WEEKLY;UNTIL={until}"))]
        if "VALUE" in start
        else [("x", calendar(f"DTSTART{start}", "DURATION:PT1H", f"RRULE:FREQ=WEEKLY;UNTIL={until}"))],
        frozenset(),
        ZURICH,
        FIRST,
        LAST,
    )
    assert ([span.start.day for span in found.spans], found.problems) == (days, ())


@pytest.mark.parametrize("lines", [("DTSTART;VALUE=DATE:99991231",), ("DTSTART:99991231T230000Z", "DURATION:P2D")])
def test_a_date_at_the_end_of_time_is_unreadable_and_no_fault(lines: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableError):
        read_object(calendar(*lines), ZURICH)

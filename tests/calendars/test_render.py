"""What is rendered is what the library renders, byte by byte, whatever an event says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import render
from calendars.clean import clean_line
from calendars.events import Event, EventKind, EventStatus, Weekly, cancel_event, event_uid, record_event
from calendars.lines import escaped, folded, quoted
from calendars.render import render_event
from tests.calendars.by_library import event_by_library
from tests.calendars.week import NOW, event

TEXTS = st.text(max_size=120) | st.text(st.sampled_from("aä寿👩\\\\^,;:\"'\n\r\tN "), max_size=120)
LINES = st.text(st.characters(blacklist_categories=["Cs", "Cc"]))
DAYS = st.dates(date(1000, 1, 2), date(9990, 1, 1))
ZONES = ("UTC", "Etc/UTC", "Europe/Zurich", "America/St_Johns", "Asia/Kolkata")


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Events with all that they can say, of whole days or of hours, once or each week."""
    if draw(st.booleans()):
        start: date = draw(DAYS)
        end = start + timedelta(days=draw(st.integers(1, 40)))
    else:
        zone = ZoneInfo(draw(st.sampled_from(ZONES)))
        start = datetime.combine(draw(DAYS), draw(st.times()), zone).astimezone(UTC)
        end = start + timedelta(seconds=draw(st.integers(1, 200_000)))
    weekdays = st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple)
    until = st.none() | DAYS
    on_earth = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    lat, lon = draw(st.just((None, None)) | on_earth)
    return Event(
        uid=draw(TEXTS | st.just(event_uid(EventKind.VISIT, "v1"))),
        kind=draw(st.sampled_from(EventKind)),
        day=date(2026, 3, 23),
        start=start,
        end=end,
        status=draw(st.sampled_from([EventStatus.CONFIRMED, EventStatus.TENTATIVE])),
        summary=draw(TEXTS),
        location=draw(TEXTS),
        lat=lat,
        lon=lon,
        description=draw(TEXTS | TEXTS.map(lambda text: text * 90)),
        contact=draw(TEXTS),
        url=draw(TEXTS),
        category=draw(TEXTS),
        travel_s=draw(st.integers(0, 200_000)),
        alarm_s=draw(st.none() | st.integers(0, 200_000)),
        repeat=draw(st.none() | st.builds(Weekly, st.sampled_from(ZONES), weekdays, until)),
    )


@given(events(), st.integers(0, 3))
def test_an_event_is_rendered_as_the_library_renders_it(event: Event, changes: int) -> None:
    record = record_event(None, event, NOW)
    for hours in range(changes):
        record = record_event(cancel_event(record, NOW), event, NOW + timedelta(hours=hours))
    assert render_event(event, record) == event_by_library(event, record)


def test_what_an_account_is_called_is_put_into_lines_once_whatever_its_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaned: list[str] = []

    def clean(text: str, *length: int) -> str:
        cleaned.append(text)
        return clean_line(text, *length)

    monkeypatch.setattr(render, "clean_line", clean)
    called = {"summary": "Called once", "location": "Once Street 1", "url": "https://once.example"}
    first, *later = (event(f"v{hour}", hour, **called) for hour in range(8, 12))
    render_event(first, record_event(None, first, NOW))
    assert set(called.values()) <= set(cleaned)
    cleaned.clear()
    assert all(
        render_event(one, record_event(None, one, NOW)) == event_by_library(one, record_event(None, one, NOW))
        for one in later
    )
    assert cleaned == []


@given(TEXTS)
def test_texts_are_escaped_as_the_library_escapes_them(text: str) -> None:
    assert escaped(text).encode() == icalendar.vText(text).to_ical()


@given(TEXTS)
def test_parameters_are_quoted_as_the_library_quotes_them(text: str) -> None:
    plain = re.sub('["\r\n]', "", text)
    assert f"X-TITLE={quoted(plain)}".encode() == icalendar.Parameters({"X-TITLE": plain}).to_ical()


@given(st.text(st.sampled_from("aä寿👩\\\\^,"), min_size=60, max_size=400) | LINES)
def test_lines_are_folded_as_the_library_folds_them(text: str) -> None:
    line = icalendar.parser.Contentline.from_parts("X", icalendar.Parameters(), icalendar.vUri(text))
    assert folded(line).encode() == line.to_ical()

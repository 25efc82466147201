"""A record changes when its event does, and as much as its event does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.events import (
    EventKind,
    EventStatus,
    Weekly,
    advance,
    cancel_event,
    event_uid,
    moment_text,
    record_event,
)
from tests.calendars.week import MONDAY, NOW, event

LATER = NOW + timedelta(hours=3)


def test_a_uid_is_the_same_for_life_and_differs_between_kinds() -> None:
    assert event_uid(EventKind.VISIT, "v1") == "11110410-0d4e-5b44-90ad-434a4dd53402"
    assert event_uid(EventKind.LUNCH, "v1") != event_uid(EventKind.VISIT, "v1")


def test_an_unchanged_event_keeps_its_record_whatever_the_clock_says() -> None:
    first = record_event(None, event(), NOW)
    assert record_event(first, event(), LATER) is first


@pytest.mark.parametrize(
    "change",
    [
        {"end": event().end + timedelta(minutes=15)},
        {"location": "Herrengasse 2"},
        {"lat": 47.1, "lon": 9.5},
        {"status": EventStatus.CONFIRMED},
        {"repeat": Weekly("Europe/Zurich", (0,))},
    ],
)
def test_time_place_and_status_raise_the_sequence(change: dict[str, object]) -> None:
    first = record_event(None, event(), NOW)
    second = record_event(first, event(**change), LATER)
    assert (first.sequence, second.sequence) == (0, 1)
    assert second.last_modified == LATER.replace(microsecond=0)


@pytest.mark.parametrize("change", [{"summary": "B"}, {"description": "x"}, {"alarm_s": 60}, {"travel_s": 60}])
def test_words_and_alarms_change_the_stamp_but_not_the_sequence(change: dict[str, object]) -> None:
    first = record_event(None, event(), NOW)
    second = record_event(first, event(**change), LATER)
    assert second.sequence == 0
    assert second.last_modified > first.last_modified


def test_an_hour_that_a_clock_shows_twice_is_told_as_the_two_that_it_is() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Zurich"))
    told = [moment_text(first), moment_text(first.replace(fold=1))]
    assert told == ["2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"]
    assert moment_text(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == told[1]


def test_a_clock_that_went_back_does_not_take_the_stamp_back() -> None:
    first = record_event(None, event(), NOW)
    assert record_event(first, event(hour=10), NOW - timedelta(days=1)).last_modified == first.last_modified


def test_a_cancelled_event_that_returns_has_changed_twice() -> None:
    first = record_event(None, event(), NOW)
    gone = cancel_event(first, LATER)
    assert (gone.status, gone.sequence) == (EventStatus.CANCELLED, 1)
    assert cancel_event(gone, LATER + timedelta(days=1)) is gone
    back = record_event(gone, event(), LATER)
    assert (back.status, back.sequence) == (EventStatus.TENTATIVE, 2)


def test_an_event_missing_from_its_days_is_cancelled_and_of_other_days_left_alone() -> None:
    one, two = event("v1"), event("v2", day=MONDAY - timedelta(days=1))
    records = advance({}, [one, two], NOW, MONDAY, MONDAY)
    after = advance(records, [], LATER, MONDAY, MONDAY)
    assert after[one.uid].status is EventStatus.CANCELLED
    assert after[two.uid] is records[two.uid]


def test_two_events_of_one_uid_are_refused() -> None:
    with pytest.raises(ValueError, match="two events"):
        advance({}, [event(), event(hour=10)], NOW, MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"end": event().start}, "not after its start"),
        ({"start": date(2026, 3, 23)}, "zone both"),
        ({"start": event().start.replace(tzinfo=None)}, "zone both"),  # type: ignore[union-attr]
        ({"lat": 91.0, "lon": 200.0}, "not a latitude"),
        ({"lat": 47.0}, "not a latitude"),
    ],
)
def test_nonsense_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        event(**change)


@given(
    st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(8, 12)), unique_by=lambda e: e[0]), max_size=8)
)
def test_sequences_count_the_changes_of_each_event(plans: list[list[tuple[str, int]]]) -> None:
    records: dict[str, object] = {}
    seen: dict[str, int | None] = {}
    changes: dict[str, int] = {}
    for step, content in enumerate(plans):
        now = dict(content)
        for identity in {*seen, *now}:
            if identity in changes:
                changes[identity] += seen.get(identity) != now.get(identity)
            elif identity in now:
                changes[identity] = 0
        seen = {identity: now.get(identity) for identity in changes}
        events = [event(identity, hour) for identity, hour in content]
        records = advance(records, events, NOW + timedelta(hours=step), MONDAY, MONDAY)  # type: ignore[arg-type, assignment]
    sequences = {event_uid(EventKind.VISIT, identity): count for identity, count in changes.items()}
    assert {uid: record.sequence for uid, record in records.items()} == sequences  # type: ignore[attr-defined]

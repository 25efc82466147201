"""An event's content and its record: who it is for life, and what its changes have been.

The record alone decides UID, SEQUENCE, DTSTAMP and LAST-MODIFIED, so that rendering twice gives the same bytes and a
client sees a change only where there was one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "urn:roundsman:event")
"""Every event's identity is a name in this space; changing it would double every event in every calendar."""


class EventKind(StrEnum):
    """What an event is about."""

    VISIT = "visit"
    LUNCH = "lunch"
    NIGHT = "night"
    ABSENCE = "absence"


class EventStatus(StrEnum):
    """iCalendar's STATUS, in its own words."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Weekly:
    """A repetition in local time: `weekdays` counts from Monday = 0; `until` is the last date, None for no end."""

    zone: str
    weekdays: tuple[int, ...]
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError(f"weekdays {self.weekdays} are not some of 0 (Monday) to 6")


@dataclass(frozen=True, slots=True)
class Event:
    """What an event says now.

    Attributes
    ----------
    day : date
        The rep's own date on which it starts.
    start, end : datetime or date
        Both with a zone, or both dates for whole days; the end is the first moment (or day) after it.
    lat, lon : float or None
        WGS 84 degrees.
    travel_s : int
        Seconds on the way to it, 0 where it has none.
    alarm_s : int or None
        Seconds before the start at which the client rings.
    """

    uid: str
    kind: EventKind
    day: date
    start: datetime | date
    end: datetime | date
    status: EventStatus
    summary: str
    location: str = ""
    lat: float | None = None
    lon: float | None = None
    description: str = ""
    contact: str = ""
    url: str = ""
    category: str = ""
    travel_s: int = 0
    alarm_s: int | None = None
    repeat: Weekly | None = None

    def __post_init__(self) -> None:
        timed = [isinstance(moment, datetime) and moment.tzinfo is not None for moment in (self.start, self.end)]
        whole = [not isinstance(moment, datetime) for moment in (self.start, self.end)]
        if not all(timed) and not all(whole):
            raise ValueError(f"event {self.uid}: start and end need a zone both, or are dates both")
        if self.end <= self.start:
            raise ValueError(f"event {self.uid}: ends at {self.end}, not after its start at {self.start}")
        if (self.lat is None) != (self.lon is None) or not _on_earth(self.lat or 0.0, self.lon or 0.0):
            raise ValueError(f"event {self.uid}: {self.lat}, {self.lon} is not a latitude and longitude")

    @property
    def busy(self) -> bool:
        """Return whether the rep's time is taken: confirmed, and not merely a night somewhere."""
        return self.status is EventStatus.CONFIRMED and self.kind is not EventKind.NIGHT


def _on_earth(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180


@lru_cache(maxsize=4096)
def event_uid(kind: EventKind, identity: str) -> str:
    """Return the UID for life of what `identity` names, such as a visit's id.

    Those of a rep's plan are kept in mind, as each is asked for when its event is made and when it is written down.
    """
    return str(uuid5(NAMESPACE, f"{kind}:{identity}"))


@dataclass(frozen=True, slots=True)
class EventRecord:
    """What is kept of an event between plans.

    Attributes
    ----------
    sequence : int
        Risen by one at every change of time, place or status, and only then.
    last_modified : datetime
        UTC, whole seconds: the last change of anything that the event says.
    schedule, content : str
        Fingerprints of time, place and status, and of everything.
    """

    uid: str
    sequence: int
    last_modified: datetime
    status: EventStatus
    day: date
    start: datetime | date
    end: datetime | date
    schedule: str
    content: str


def record_event(previous: EventRecord | None, event: Event, now: datetime) -> EventRecord:
    """Return the event's record after what it says now.

    Parameters
    ----------
    previous : EventRecord or None
        Its record so far; returned itself where the event says what it said.
    event : Event
    now : datetime
        With a zone. A clock that went back does not move `last_modified` back.
    """
    schedule = _schedule(event)
    content = _content(event, schedule)
    if previous is not None and previous.content == content:
        return previous
    sequence, modified = 0, _seconds(now)
    if previous is not None:
        sequence = previous.sequence + (previous.schedule != schedule)
        modified = max(modified, previous.last_modified)
    span = (event.day, event.start, event.end)
    return EventRecord(event.uid, sequence, modified, event.status, *span, schedule, content)


def cancel_event(previous: EventRecord, now: datetime) -> EventRecord:
    """Return the record of an event that takes place no more; it is kept, so that its return is a change too."""
    if previous.status is EventStatus.CANCELLED:
        return previous
    return replace(
        previous,
        sequence=previous.sequence + 1,
        last_modified=max(_seconds(now), previous.last_modified),
        status=EventStatus.CANCELLED,
        schedule="",
        content="",
    )


def advance(
    previous: Mapping[str, EventRecord],
    events: Iterable[Event],
    now: datetime,
    first: date,
    last: date,
    *,
    gone: AbstractSet[str] = frozenset(),
) -> dict[str, EventRecord]:
    """Return the records after a new plan of the days `first` to `last`, both inclusive.

    An event of those days that the plan no longer holds is cancelled; events of other days stay as they are, but for
    the UIDs in `gone`.

    Raises
    ------
    ValueError
        If two events have one UID.
    """
    records = dict(previous)
    now = _seconds(now)
    seen: set[str] = set()
    for event in events:
        if event.uid in seen:
            raise ValueError(f"two events have the UID {event.uid}")
        seen.add(event.uid)
        records[event.uid] = record_event(previous.get(event.uid), event, now)
    for uid in previous.keys() - seen:
        if first <= previous[uid].day <= last or uid in gone:
            records[uid] = cancel_event(previous[uid], now)
    return records


def _seconds(now: datetime) -> datetime:
    """Return an instant to the second: itself, where it is one already, so that what it is called is written once."""
    if now.tzinfo is UTC and not now.microsecond:
        return now
    return now.astimezone(UTC).replace(microsecond=0)


def moment_text(moment: datetime | date) -> str:
    """Return an instant in UTC, a day as it is, both as ISO 8601 text: they sort by it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return _instant_text(moment.astimezone(UTC))  # the two hours that one clock shows alike are equal until then


@lru_cache(maxsize=4096)
def _instant_text(moment: datetime) -> str:
    """Return an instant in UTC as text; that of an event is asked for in its order, its fingerprint and its lines."""
    return moment.isoformat()


def _schedule(event: Event) -> str:
    repeat = None if event.repeat is None else [event.repeat.zone, event.repeat.weekdays, str(event.repeat.until)]
    place = [event.location, event.lat, event.lon]
    return _digest([moment_text(event.start), moment_text(event.end), place, event.status, repeat])


def _content(event: Event, schedule: str) -> str:
    words = [event.kind, event.summary, event.description, event.url, event.category]
    words += [event.contact] if event.contact else []  # events that name nobody keep the fingerprint that they had
    return _digest([schedule, words, event.travel_s, event.alarm_s])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:32]

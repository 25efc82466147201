"""A rep's feed: kept bytes of unchanged events put together inside a window of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendars.events import Event, EventRecord, EventStatus, advance
from calendars.zones import render_zone

DAYS_BACK = 30
DAYS_AHEAD = 90
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event's record with its rendered bytes (empty where it is cancelled) and the zone that these name, if any."""

    record: EventRecord
    body: bytes
    zone: str = ""


def window(today: date) -> tuple[date, date]:
    """Return the first and the last day that a feed shows."""
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


def keep(
    previous: Mapping[str, KeptEvent],
    events: Iterable[Event],
    now: datetime,
    first: date,
    last: date,
    *,
    gone: AbstractSet[str] = frozenset(),
) -> dict[str, KeptEvent]:
    """Return what is kept after a new plan of the days `first` to `last`; only what changed is rendered.

    Events of those days that are not among `events` are cancelled, and those of other days whose UID is in `gone`.

    Raises
    ------
    ValueError
        If two events have one UID.
    """
    listed = list(events)
    content = {event.uid: event for event in listed}
    records = advance({uid: kept.record for uid, kept in previous.items()}, listed, now, first, last, gone=gone)
    return {uid: _kept(previous.get(uid), record, content.get(uid)) for uid, record in records.items()}


def _kept(previous: KeptEvent | None, record: EventRecord, event: Event | None) -> KeptEvent:
    if previous is not None and previous.record == record:
        return previous
    if event is None:
        return KeptEvent(record, b"")
    from calendars.render import render_event  # noqa: PLC0415 - icalendar is slow to import, and most verbs render nothing

    return KeptEvent(record, render_event(event, record), "" if event.repeat is None else event.repeat.zone)


def assemble(name: str, kept: Iterable[KeptEvent], first: date, last: date) -> bytes:
    """Return a feed of the events that start on the days `first` to `last`, both inclusive, without cancelled ones.

    Parameters
    ----------
    name : str
        What the client shows as the calendar's name.
    """
    from calendars.render import FOOTER, render_header  # noqa: PLC0415 - icalendar is slow to import, and most verbs render nothing

    shown = [item for item in kept if first <= item.record.day <= last and _takes_place(item)]
    shown.sort(key=lambda item: (item.record.day, item.record.uid))
    zones = sorted({item.zone for item in shown if item.zone})
    parts = [render_header(name, REFRESH), *map(render_zone, zones), *(item.body for item in shown), FOOTER]
    return b"".join(parts)


def calendar_object(item: KeptEvent) -> bytes:
    """Return the event as a CalDAV object of its own.

    Raises
    ------
    ValueError
        If it is cancelled: those are deleted, never put.
    """
    from calendars.render import FOOTER, render_object_header  # noqa: PLC0415 - icalendar is slow to import, and most verbs render nothing

    if not _takes_place(item):
        raise ValueError(f"event {item.record.uid} is cancelled")
    zone = render_zone(item.zone) if item.zone else b""
    return render_object_header() + zone + item.body + FOOTER


def _takes_place(item: KeptEvent) -> bool:
    return item.record.status is not EventStatus.CANCELLED

"""An object that a server keeps, read: the only place where calendar data of other programs is parsed for the sync."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Vevent

from calendars.links import Moment, RemoteEvent
from routing.sentences import sentence


class UnreadableError(ValueError):
    """An object that is no event as iCalendar has it."""


def read_object(data: bytes, zone: ZoneInfo) -> RemoteEvent | None:
    """Return the event that an object holds, None where it holds none (a task, a note).

    Parameters
    ----------
    data : bytes
    zone : ZoneInfo
        The rep's own, for floating times.

    Raises
    ------
    UnreadableError
        If it cannot be parsed, or has no UID or start, or its end lies before its start.
    """
    try:
        events = [part for part in Calendar.from_ical(data).walk("VEVENT") if isinstance(part, Vevent)]
        main = next((event for event in events if "RECURRENCE-ID" not in event), None)
        return None if main is None else _event(main, zone)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OverflowError,
    ) as error:  # what the parser lets through
        raise UnreadableError(str(error) or type(error).__name__) from error


def _event(event: Vevent, zone: ZoneInfo) -> RemoteEvent:
    start = anchored(event.decoded("DTSTART"), zone)
    end = _end(event, start, zone)
    if end < start:
        raise UnreadableError(sentence("ends at {end}, before its start at {start}", end=end, start=start))
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    return RemoteEvent(str(event["UID"]), start, end, cancelled, str(event.get("DESCRIPTION", "")))


def _end(event: Vevent, start: Moment, zone: ZoneInfo) -> Moment:
    if "DTEND" in event:
        return anchored(event.decoded("DTEND"), zone)
    if "DURATION" in event:
        return start + timedelta(seconds=event.decoded("DURATION").total_seconds())
    return start if isinstance(start, datetime) else start + timedelta(days=1)


def anchored(moment: object, zone: ZoneInfo) -> Moment:
    """Return a moment with a zone: a floating time is the rep's own clock; dates stay dates.

    Raises
    ------
    UnreadableError
        If it is neither.
    """
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
    if isinstance(moment, date):
        return moment
    raise UnreadableError(sentence("{moment!r} is no date or time", moment=moment))

"""Events become iCalendar bytes; the only door to the `icalendar` library for writing.

What is rendered depends on the event and its record alone: no clock, so the same event has the same bytes for ever.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, vDuration, vUri
from icalendar import Event as Vevent

from calendars.clean import clean_line, clean_parameter, clean_text
from calendars.events import Event, EventRecord, EventStatus

PRODUCT = "-//roundsman//calendars//EN"
MOST_OCTETS = 74
"""Of a line without its break: one less than is allowed, as the library has it."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def render_event(event: Event, record: EventRecord) -> bytes:
    """Return one VEVENT, from BEGIN to END with its last line break.

    Raises
    ------
    ValueError
        If the record is not this event's, or the event is cancelled: those are left out, never rendered.
    """
    if record.uid != event.uid or record.status is EventStatus.CANCELLED:
        raise ValueError(f"the record of {record.uid} ({record.status}) cannot render event {event.uid}")
    vevent = Vevent()
    _add_identity(vevent, record)
    _add_times(vevent, event)
    vevent.add("summary", clean_line(event.summary))
    vevent.add("status", event.status.value)
    vevent.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    for name, value in (("description", clean_text(event.description)), ("location", clean_line(event.location))):
        if value:
            vevent.add(name, value)
    if event.contact:
        vevent.add("contact", clean_line(event.contact))
    if event.category:
        vevent.add("categories", [clean_line(event.category)])
    if event.url:
        vevent.add("url", clean_line(event.url, 2000))
    _add_place(vevent, event)
    _add_alarm(vevent, event)
    return b"".join(folded(line) + b"\r\n" for line in vevent.content_lines() if line)


def folded(line: str) -> bytes:
    """Return a content line folded as RFC 5545 asks, by the same rule as the library, which goes letter by letter.

    A fold lies neither within a character nor behind the sign that begins an escape.
    """
    data = line.encode()
    parts, start = [], 0
    while len(data) - start > MOST_OCTETS:
        end = start + MOST_OCTETS
        while data[end] & 0xC0 == 0x80:
            end -= 1
        end -= data[end - 1] in b"\\^"
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join([*parts, data[start:]])


def _add_identity(vevent: Vevent, record: EventRecord) -> None:
    vevent.add("uid", record.uid)
    vevent.add("dtstamp", record.last_modified)
    vevent.add("last-modified", record.last_modified)
    vevent.add("sequence", record.sequence)


def _add_times(vevent: Vevent, event: Event) -> None:
    zone = None if event.repeat is None else ZoneInfo(event.repeat.zone)
    vevent.add("dtstart", _moment(event.start, zone))
    vevent.add("dtend", _moment(event.end, zone))
    if event.repeat is not None:
        rule: dict[str, object] = {"freq": "weekly", "byday": [_DAYS[day] for day in sorted(event.repeat.weekdays)]}
        if event.repeat.until is not None:
            rule["until"] = _until(event, event.repeat.until, zone)
        vevent.add("rrule", rule)


def _moment(moment: datetime | date, zone: ZoneInfo | None) -> datetime | date:
    return moment.astimezone(zone or UTC) if isinstance(moment, datetime) else moment


def _until(event: Event, last: date, zone: ZoneInfo | None) -> datetime | date:
    """Return RRULE's UNTIL in the type of DTSTART: the end of the last day, in UTC."""
    if not isinstance(event.start, datetime):
        return last
    return datetime.combine(last, datetime.max.time(), zone).astimezone(UTC).replace(microsecond=0)


def _add_place(vevent: Vevent, event: Event) -> None:
    if event.travel_s:
        vevent.add("x-apple-travel-duration", vDuration(timedelta(seconds=event.travel_s)), {"VALUE": "DURATION"})
    if event.lat is None or event.lon is None:
        return
    vevent.add("geo", (round(event.lat, 6), round(event.lon, 6)))
    parameters = {
        "VALUE": "URI",
        "X-ADDRESS": clean_parameter(event.location),
        "X-APPLE-RADIUS": "70",
        "X-TITLE": clean_parameter(event.summary),
    }
    where = vUri(f"geo:{event.lat:.6f},{event.lon:.6f}")
    vevent.add("x-apple-structured-location", where, {key: value for key, value in parameters.items() if value})


def _add_alarm(vevent: Vevent, event: Event) -> None:
    if event.alarm_s is None:
        return
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean_line(event.summary))
    alarm.add("trigger", timedelta(seconds=-event.alarm_s))
    vevent.add_component(alarm)


def render_header(name: str, refresh: timedelta) -> bytes:
    """Return a feed's lines before its first event: the calendar's name and how often it should be fetched."""
    calendar = _calendar()
    calendar.add("name", clean_line(name))
    calendar.add("x-wr-calname", clean_line(name))
    calendar.add("refresh-interval", vDuration(refresh), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(refresh))
    return _opening(calendar)


def render_object_header() -> bytes:
    """Return the lines before the event of a single CalDAV object."""
    return _opening(_calendar())


FOOTER = b"END:VCALENDAR\r\n"


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _opening(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical()).removesuffix(FOOTER)

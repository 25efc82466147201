"""A VEVENT as the `icalendar` library makes it: what the renderer's lines are held beside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, vDuration, vUri
from icalendar import Event as Vevent

from calendars.clean import clean_line, clean_parameter, clean_text
from calendars.events import Event, EventRecord

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event_by_library(event: Event, record: EventRecord) -> bytes:
    vevent = Vevent()
    _add_identity(vevent, record)
    _add_times(vevent, event)
    vevent.add("summary", clean_line(event.summary))
    vevent.add("status", event.status.value)
    vevent.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    for name, value in (
        ("description", clean_text(event.description)),
        ("location", clean_line(event.location)),
        ("contact", clean_line(event.contact)),
        ("url", clean_line(event.url, 2000)),
    ):
        if value:
            vevent.add(name, value)
    if category := clean_line(event.category):
        vevent.add("categories", [category])
    _add_place(vevent, event)
    _add_alarm(vevent, event)
    return bytes(vevent.to_ical())


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

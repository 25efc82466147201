"""Events become iCalendar bytes; the only door to the `icalendar` library for writing.

What is rendered depends on the event and its record alone: no clock, so the same event has the same bytes for ever.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, vDatetime, vDDDTypes, vDuration, vRecur
from icalendar.parser import Contentline

from calendars.clean import clean_line, clean_parameter, clean_text
from calendars.events import Event, EventRecord, EventStatus, Weekly, moment_text
from calendars.lines import escaped, folded, quoted

PRODUCT = "-//roundsman//calendars//EN"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def render_event(event: Event, record: EventRecord) -> bytes:
    """Return one VEVENT, from BEGIN to END with its last line break.

    The lines are those of the library, which takes over ten times as long and is felt in a plan of thousands: a test
    compares them byte by byte.

    Raises
    ------
    ValueError
        If the record is not this event's, or the event is cancelled: those are left out, never rendered.
    """
    if record.uid != event.uid or record.status is EventStatus.CANCELLED:
        raise ValueError(f"the record of {record.uid} ({record.status}) cannot render event {event.uid}")
    changed = _instant(record.last_modified)
    described = escaped(clean_text(event.description))
    lines = (
        "BEGIN:VEVENT",
        _named("SUMMARY", event.summary) or "SUMMARY:",
        _moment("DTSTART", event.start, event.repeat),
        _moment("DTEND", event.end, event.repeat),
        f"DTSTAMP:{changed}",
        folded(f"UID:{escaped(record.uid)}"),
        f"SEQUENCE:{record.sequence}",
        _rule(event),
        _named("CATEGORIES", event.category),
        _named("CONTACT", event.contact),
        folded(f"DESCRIPTION:{described}") if described else "",
        "" if event.lat is None or event.lon is None else f"GEO:{round(event.lat, 6)};{round(event.lon, 6)}",
        f"LAST-MODIFIED:{changed}",
        _named("LOCATION", event.location),
        f"STATUS:{event.status.value}",
        "TRANSP:OPAQUE" if event.busy else "TRANSP:TRANSPARENT",
        _linked(event.url),
        _place(event),
        f"X-APPLE-TRAVEL-DURATION;VALUE=DURATION:{_duration(event.travel_s)}" if event.travel_s else "",
        *_alarm(event),
        "END:VEVENT\r\n",
    )
    return "\r\n".join(filter(None, lines)).encode()


@lru_cache(maxsize=2048)
def _named(name: str, text: str) -> str:
    """Return the folded line of a text on one line, empty where it says nothing.

    An account is visited several times in a plan, and is called the same each time: those of a rep's are kept in mind.
    """
    value = escaped(clean_line(text))
    return folded(f"{name}:{value}") if value else ""


@lru_cache(maxsize=2048)
def _linked(url: str) -> str:
    plain = clean_line(url, 2000)
    return folded(f"URL:{plain}") if plain else ""


def _moment(name: str, moment: datetime | date, repeat: Weekly | None) -> str:
    """Return the line of a start or an end: in UTC, but for a series, which follows its zone's clock."""
    if not isinstance(moment, datetime):
        return f"{name};VALUE=DATE:{moment.isoformat().replace('-', '')}"
    if repeat is None:
        return f"{name}:{_instant(moment)}"
    return _line(name, vDatetime(moment.astimezone(ZoneInfo(repeat.zone))))


def _instant(moment: datetime) -> str:
    return moment_text(moment)[:19].replace("-", "").replace(":", "") + "Z"


def _rule(event: Event) -> str:
    repeat = event.repeat
    if repeat is None:
        return ""
    rule: dict[str, object] = {"freq": "weekly", "byday": [_DAYS[day] for day in sorted(repeat.weekdays)]}
    if repeat.until is not None:
        rule["until"] = _until(event, repeat.until, ZoneInfo(repeat.zone))
    return _line("RRULE", vRecur(rule))


def _line(name: str, value: vDatetime | vRecur) -> str:
    return folded(str(Contentline.from_parts(name, value.params, value)))


def _until(event: Event, last: date, zone: ZoneInfo) -> datetime | date:
    """Return RRULE's UNTIL in the type of DTSTART: the end of the last day, in UTC."""
    if not isinstance(event.start, datetime):
        return last
    return datetime.combine(last, datetime.max.time(), zone).astimezone(UTC).replace(microsecond=0)


def _place(event: Event) -> str:
    if event.lat is None or event.lon is None:
        return ""
    at = f"{_titles(event.location, event.summary)}:geo:{event.lat:.6f},{event.lon:.6f}"
    return folded(f"X-APPLE-STRUCTURED-LOCATION;VALUE=URI{at}")


@lru_cache(maxsize=2048)
def _titles(location: str, summary: str) -> str:
    """Return a place's parameters; kept in mind as lines of texts are."""
    address, title = clean_parameter(location), clean_parameter(summary)
    of_place = f";X-ADDRESS={quoted(address)}" if address else ""
    return of_place + ";X-APPLE-RADIUS=70" + (f";X-TITLE={quoted(title)}" if title else "")


def _alarm(event: Event) -> tuple[str, ...]:
    if event.alarm_s is None:
        return ()
    says, trigger = _named("DESCRIPTION", event.summary) or "DESCRIPTION:", f"TRIGGER:{_duration(-event.alarm_s)}"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", says, trigger, "END:VALARM")


@lru_cache(maxsize=4096)
def _duration(seconds: int) -> str:
    return vDDDTypes(timedelta(seconds=seconds)).to_ical().decode()


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

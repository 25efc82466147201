"""When a rep is busy by the rep's own calendars: spans of time, and never a word of what fills them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component, vCalAddress
from icalendar import Event as Vevent

from calendars.objects import anchored
from routing.problems import Problem
from routing.sentences import sentence


@dataclass(frozen=True, slots=True, order=True)
class Busy:
    """A span of UTC time in which no visit can take place."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class BusyTime:
    """Spans in order, none touching another, and what could not be read."""

    spans: tuple[Busy, ...]
    problems: tuple[Problem, ...]


def busy_time(
    objects: Iterable[tuple[str, bytes]],
    ours: AbstractSet[str],
    zone: ZoneInfo,
    first: date,
    last: date,
    *,
    own: Iterable[str] = (),
) -> BusyTime:
    """Return when the rep is busy on the days `first` to `last`, both inclusive.

    An event counts that is opaque and not cancelled, or marked as out of office, unless the rep has declined it; an
    object that cannot be read is named by its address, and the others count all the same.

    Parameters
    ----------
    objects : iterable of (address, bytes)
        iCalendar objects as the server or file has them.
    ours : set of str
        UIDs of our own events, which are not counted.
    zone : ZoneInfo
        The rep's own: for whole days and floating times.
    own : iterable of str
        The rep's own e-mail addresses: an invitation that one of them has declined is no busy time.
    """
    declining = frozenset(address.strip().casefold() for address in own if "@" in address)
    spans: list[Busy] = []
    problems: list[Problem] = []
    begin, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    for where, data in objects:
        try:
            spans += _spans(data, ours, declining, zone, Busy(begin, end))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
            # what the parser and the expander let through on broken data
            problems.append(_unreadable(where, error))
    return BusyTime(_merged(spans), tuple(problems))


def _unreadable(where: str, error: Exception) -> Problem:
    cause = sentence("cannot be read ({name})", name=type(error).__name__)
    return Problem("busy-unreadable", where, cause, "Look at the event in your calendar; it does not count as busy.")


def _spans(
    data: bytes,
    ours: AbstractSet[str],
    own: AbstractSet[str],
    zone: ZoneInfo,
    asked: Busy,
) -> list[Busy]:
    calendar = Calendar.from_ical(data)
    for event in calendar.walk("VEVENT"):
        _refuse_nonsense(event, zone)
        _end_with_the_day(event)
    occurrences = recurring_ical_events.of(calendar).between(asked.start, asked.end)
    counted = (event for event in occurrences if isinstance(event, Vevent) and _counts(event, ours, own))
    found = [_span(event, zone) for event in counted]
    window = Busy(asked.start.astimezone(UTC), asked.end.astimezone(UTC))
    cut = (Busy(max(span.start, window.start), min(span.end, window.end)) for span in found)
    return [span for span in cut if span.start < span.end]


def _refuse_nonsense(event: Component, zone: ZoneInfo) -> None:
    """Refuse what the expander would turn round (an end before the start) or never finish (a beat of seconds)."""
    if "DTEND" in event:
        start, end = (_instant(event.decoded(name), zone) for name in ("DTSTART", "DTEND"))
        if end < start:
            raise ValueError("ends before it starts")
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if str(rule.get("FREQ", [""])[0]).upper() in {"SECONDLY", "MINUTELY"}:
            raise ValueError("repeats faster than by the hour")


def _end_with_the_day(event: Component) -> None:
    """Let a series with times whose last day is a date go on to that day's end; programs write it for `UNTIL`."""
    start = event.decoded("DTSTART")
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        until = rule.get("UNTIL", [None])[0]
        if isinstance(start, datetime) and isinstance(until, date) and not isinstance(until, datetime):
            last = datetime.combine(until, time(23, 59, 59), start.tzinfo)
            rule["UNTIL"] = [last if start.tzinfo is None else last.astimezone(UTC)]


def _declined(event: Vevent, own: AbstractSet[str]) -> bool:
    attendees = event.get("ATTENDEE", [])
    return any(
        _addresses(one) & own and str(one.params.get("PARTSTAT", "")).upper() == "DECLINED"
        for one in (attendees if isinstance(attendees, list) else [attendees])
    )


def _addresses(attendee: vCalAddress) -> set[str]:
    written = (str(attendee), str(attendee.params.get("EMAIL", "")))
    return {text.casefold().removeprefix("mailto:").strip() for text in written}


def _counts(event: Vevent, ours: AbstractSet[str], own: AbstractSet[str]) -> bool:
    if str(event.get("UID", "")) in ours or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return False
    if _declined(event, own):
        return False
    away = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", event.get("BUSYSTATUS", ""))).upper() == "OOF"
    return away or str(event.get("TRANSP", "OPAQUE")).upper() == "OPAQUE"


def _span(event: Vevent, zone: ZoneInfo) -> Busy:
    return Busy(_instant(event.start, zone), _instant(event.end, zone))


def _instant(moment: object, zone: ZoneInfo) -> datetime:
    known = anchored(moment, zone)
    clock = known if isinstance(known, datetime) else datetime.combine(known, time(), zone)
    return clock.astimezone(UTC)


def _merged(spans: Iterable[Busy]) -> tuple[Busy, ...]:
    merged: list[Busy] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Busy(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)

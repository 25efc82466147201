"""Time zones as iCalendar wants them: a VTIMEZONE whose two changes a year are rules, not lists of dates.

A recurring event needs its zone written out. Lists of dates (RDATE) end somewhere, Outlook ignores them and ical.js
misreads them; so the rule is read from where the zone's own makers put it: the POSIX TZ string at the end of its TZif
file (RFC 8536, section 3.3), the same file that `zoneinfo` reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from routing.sentences import sentence

_NAME = r"(<[^>]+>|[A-Za-z]+)"
_TIME = r"([+-]?\d+(?::\d+(?::\d+)?)?)"
_RULE = r"M(\d+)\.(\d)\.(\d)(?:/" + _TIME + ")?"
_POSIX = re.compile(f"{_NAME}{_TIME}(?:{_NAME}{_TIME}?,{_RULE},{_RULE})?")
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_MONTH_LENGTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class UnknownZoneError(ValueError):
    """A zone without a rule that a VTIMEZONE can state."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(sentence("time zone {name!r}: {why}", name=name, why=why))


@dataclass(frozen=True, slots=True)
class Change:
    """The yearly day on which clocks change: the `week`-th (5: last) `weekday` (0: Sunday), `second` of that day."""

    month: int
    week: int
    weekday: int
    second: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A zone from now on: offsets in seconds east of UTC, and when summer begins and ends if it has one."""

    name: str
    offset: int
    summer_name: str
    summer_offset: int
    begins: Change | None = None
    ends: Change | None = None


@cache
def zone_rule(zone: str) -> Rule:
    """Return the rule that a zone follows from now on.

    Raises
    ------
    UnknownZoneError
        If there is no such zone, or its rule is of another form than two changes a year by weekday.
    """
    posix = _footer(zone)
    found = _POSIX.fullmatch(posix)
    if found is None:
        raise UnknownZoneError(zone, f"its rule {posix!r} is not one of weekdays in months")
    rule = _rule(found)
    if not _offsets_seen(zone) <= {rule.offset, rule.summer_offset}:
        raise UnknownZoneError(zone, "its changes follow no yearly rule")
    return rule


def has_rule(zone: str) -> bool:
    """Return whether a series can be written in a zone."""
    try:
        zone_rule(zone)
    except UnknownZoneError:
        return False
    return True


def _rule(found: re.Match[str]) -> Rule:
    name, offset, summer, summer_offset, *changes = found.groups()
    standard = -_time(offset)
    if summer is None:
        return Rule(name.strip("<>"), standard, "", standard)
    ahead = -_time(summer_offset) if summer_offset else standard + 3600
    return Rule(name.strip("<>"), standard, summer.strip("<>"), ahead, _change(changes[:4]), _change(changes[4:]))


def _offsets_seen(zone: str) -> set[int]:
    """Return a zone's offsets in years that no rule reaches where clocks follow the moon (Morocco)."""
    known, start = ZoneInfo(zone), datetime(2027, 1, 1, tzinfo=UTC)
    moments = ((start + timedelta(days=10 * step)).astimezone(known) for step in range(365))
    return {int(offset.total_seconds()) for moment in moments if (offset := moment.utcoffset()) is not None}


def _footer(zone: str) -> str:
    """Return the last line of the zone's file, from where `zoneinfo` finds it."""
    parts = zone.split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9_+-]+", part) for part in parts):
        raise UnknownZoneError(zone, "not an IANA name")
    folders = [Path(folder, *parts) for folder in TZPATH]
    try:
        source = next((path for path in folders if path.is_file()), files("tzdata.zoneinfo").joinpath(*parts))
        data = source.read_bytes()
    except OSError as error:
        raise UnknownZoneError(zone, "not an IANA name") from error
    return data.rstrip(b"\n").rsplit(b"\n", 1)[-1].decode("ascii", "replace")


def _time(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    return sign * (hours * 3600 + minutes * 60 + seconds)


def _change(parts: list[str]) -> Change:
    month, week, weekday, time = parts
    return Change(int(month), int(week), int(weekday), _time(time) if time else 7200)


@cache
def render_zone(zone: str) -> bytes:
    """Return the zone's VTIMEZONE, each change a yearly RRULE.

    Raises
    ------
    UnknownZoneError
        If the zone has no such rule.
    """
    rule = zone_rule(zone)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    if rule.begins is None or rule.ends is None:
        lines += _observance("STANDARD", rule.name, rule.offset, rule.offset, None)
    else:
        lines += _observance("STANDARD", rule.name, rule.summer_offset, rule.offset, rule.ends)
        lines += _observance("DAYLIGHT", rule.summer_name, rule.offset, rule.summer_offset, rule.begins)
    return "".join(f"{line}\r\n" for line in [*lines, "END:VTIMEZONE"]).encode("ascii")


def _observance(kind: str, name: str, before: int, after: int, change: Change | None) -> list[str]:
    days, second = divmod(change.second, 86_400) if change else (0, 0)
    clock = f"{second // 3600:02}{second // 60 % 60:02}{second % 60:02}"
    start = "19700101" if change is None else _first_date(change, days)
    rule = [] if change is None else [f"RRULE:FREQ=YEARLY;BYMONTH={change.month};{_days(change, days)}"]
    offsets = [f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}"]
    return [f"BEGIN:{kind}", f"TZNAME:{name}", *offsets, f"DTSTART:{start}T{clock}", *rule, f"END:{kind}"]


def _days(change: Change, shift: int) -> str:
    """Return the days of the month, moved where the rule's hour lies outside of its day (Greenland, Gaza)."""
    if not shift:
        return f"BYDAY={-1 if change.week == 5 else change.week}{_WEEKDAYS[change.weekday]}"
    days = ",".join(str(day + shift) for day in _span(change))
    return f"BYDAY={_WEEKDAYS[(change.weekday + shift) % 7]};BYMONTHDAY={days}"


def _span(change: Change) -> range:
    last = _MONTH_LENGTH[change.month - 1]
    return range(last - 6, last + 1) if change.week == 5 else range(change.week * 7 - 6, change.week * 7 + 1)


def _first_date(change: Change, shift: int) -> str:
    """Return the rule's first date in 1970, whose 1 January was a Thursday."""
    year_day = sum(_MONTH_LENGTH[: change.month - 1])
    day = next(day for day in _span(change) if (year_day + day - 1 + 4) % 7 == change.weekday)
    return f"1970{change.month:02}{day + shift:02}"


def _offset(seconds: int) -> str:
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}"

"""A reader's eye on iCalendar bytes, for what parsers let pass: written without the renderer's code.

Each rule is one function from a calendar to problems; `lint` gathers all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from routing.problems import Problem

_UTC = re.compile(r"\d{8}T\d{6}Z")
_DATE = re.compile(r"\d{8}")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PROPERTY = re.compile(
    r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*)(?:,(?:\"[^\"]*\"|[^\";:,]*))*)*):(.*)", re.S
)
_REQUIRED = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP")
_FORBIDDEN = ("ORGANIZER", "ATTENDEE", "METHOD", "RDATE", "DURATION")


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    parameters: str
    value: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A component: its own lines, without those of components inside it."""

    name: str
    lines: tuple[_Line, ...]

    def values(self, name: str) -> list[str]:
        return [line.value for line in self.lines if line.name == name]

    @property
    def where(self) -> str:
        return f"{self.name} {(self.values('UID') or self.values('TZID') or ['?'])[0]}"


def lint(data: bytes) -> tuple[Problem, ...]:
    """Return everything about a feed or CalDAV object that some client is known to stumble over."""
    problems = list(_bytes(data))
    if problems:
        return tuple(problems)
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    parsed = [_PROPERTY.fullmatch(line) for line in lines]
    for line, found in zip(lines, parsed, strict=True):
        if found is None:
            problems.append(_problem("not-a-property", line[:40], "is not NAME;PARAMETERS:VALUE"))
    if problems:
        return tuple(problems)
    parts = _parts([_Line(found[1].upper(), found[2].upper(), found[3]) for found in parsed if found])
    for part in parts:
        problems += _RULES.get(part.name, _nothing)(part)
    return (*problems, *_uids(parts), *_zones(parts))


def _problem(code: str, where: str, cause: str) -> Problem:
    return Problem(f"ics-{code}", where, cause, "This is a fault of roundsman; please report it.")


def _bytes(data: bytes) -> Iterator[Problem]:
    if not data.startswith(b"BEGIN:VCALENDAR\r\n") or not data.endswith(b"END:VCALENDAR\r\n"):
        yield _problem("not-a-calendar", "the file", "does not begin and end as a calendar (a byte order mark?)")
    if data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\r\n"):
        yield _problem("line-break", "the file", "has a line break that is not CR LF")
    if _CONTROL.search(data):
        yield _problem("control-character", "the file", "has a control character")
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            yield _problem("long-line", f"line {number}", f"has {len(line)} octets; 75 are allowed")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield _problem("encoding", f"line {number}", "is not UTF-8: cut inside a character?")


def _parts(lines: list[_Line]) -> list[_Part]:
    done: list[_Part] = []
    open_: list[tuple[str, list[_Line]]] = []
    for line in lines:
        if line.name == "BEGIN":
            open_.append((line.value, []))
        elif line.name == "END":
            name, own = open_.pop()
            done.append(_Part(name if name == line.value else "CROSSED", tuple(own)))
        else:
            open_[-1][1].append(line)
    return done


def _nothing(part: _Part) -> Iterator[Problem]:
    if part.name == "CROSSED":
        yield _problem("crossed", part.where, "is closed by another component's END")


def _calendar(part: _Part) -> Iterator[Problem]:
    for name in ("VERSION", "PRODID"):
        if len(part.values(name)) != 1:
            yield _problem("missing", part.where, f"has no single {name}")
    if part.values("METHOD"):
        yield _problem("method", part.where, "has a METHOD, which makes it an invitation")


def _event(part: _Part) -> Iterator[Problem]:
    for name in _REQUIRED:
        if len(part.values(name)) != 1:
            yield _problem("missing", part.where, f"has {len(part.values(name))} {name} instead of one")
    for name in _FORBIDDEN:
        if part.values(name):
            yield _problem("forbidden", part.where, f"has {name}")
    yield from _states(part)
    yield from _times(part)
    yield from _geo(part)


def _states(part: _Part) -> Iterator[Problem]:
    status, transparency = ("".join(part.values(name)) for name in ("STATUS", "TRANSP"))
    if status not in {"TENTATIVE", "CONFIRMED"}:
        yield _problem("status", part.where, f"has STATUS {status!r}")
    if status == "TENTATIVE" and transparency != "TRANSPARENT":
        yield _problem("transparency", part.where, "is tentative and takes the time")
    if not "".join(part.values("SEQUENCE")).isdigit():
        yield _problem("sequence", part.where, "has a SEQUENCE that is no number")


def _times(part: _Part) -> Iterator[Problem]:
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not all(_UTC.fullmatch(value) for value in part.values(name)):
            yield _problem("utc", part.where, f"has a {name} that is not in UTC")
    moments = [line for line in part.lines if line.name in {"DTSTART", "DTEND"}]
    for line in moments:
        zoned = "TZID=" in line.parameters and bool(part.values("RRULE"))
        if not (
            _UTC.fullmatch(line.value) or ("VALUE=DATE" in line.parameters and _DATE.fullmatch(line.value)) or zoned
        ):
            yield _problem("utc", part.where, f"has a {line.name} that is neither UTC nor a date: {line.value}")
    values = [line.value for line in sorted(moments, key=lambda line: line.name)]  # DTEND, DTSTART
    if len(values) == 2 and values[0] <= values[1]:
        yield _problem("end", part.where, f"ends at {values[0]}, not after {values[1]}")


def _geo(part: _Part) -> Iterator[Problem]:
    for value in part.values("GEO"):
        numbers = [float(number) for number in value.split(";") if re.fullmatch(r"-?\d+(\.\d+)?", number)]
        if len(numbers) != 2 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            yield _problem("geo", part.where, f"has GEO {value!r}")


def _alarm(part: _Part) -> Iterator[Problem]:
    for name in ("ACTION", "TRIGGER", "DESCRIPTION"):
        if len(part.values(name)) != 1:
            yield _problem("missing", part.where, f"has no single {name}")


def _observance(part: _Part) -> Iterator[Problem]:
    if part.values("RDATE"):
        yield _problem("zone-dates", part.where, "lists dates (RDATE) where clients need a rule")


_RULES = {
    "VCALENDAR": _calendar,
    "VEVENT": _event,
    "VALARM": _alarm,
    "STANDARD": _observance,
    "DAYLIGHT": _observance,
}


def _uids(parts: list[_Part]) -> Iterator[Problem]:
    uids = Counter(uid for part in parts if part.name == "VEVENT" for uid in part.values("UID"))
    for uid, count in uids.items():
        if count > 1:
            yield _problem("duplicate-uid", f"VEVENT {uid}", f"stands {count} times")


def _zones(parts: list[_Part]) -> Iterator[Problem]:
    known = {tzid.upper() for part in parts if part.name == "VTIMEZONE" for tzid in part.values("TZID")}
    for part in parts:
        for line in part.lines:
            zone = re.search(r"TZID=\"?([^;:\"]+)", line.parameters)
            if zone and zone[1] not in known:
                yield _problem("zone-missing", part.where, f"names the zone {zone[1]}, which is not described")

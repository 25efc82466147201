"""One row of a reps file as a `Rep`; the columns are described in docs/formats.md."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from office.imports.cells import Cells
from office.imports.csvfile import Row, named_row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.holiday_regions import region_code
from scheduler.demand.hours import day_windows
from scheduler.demand.workdays import rep_problems
from territory.accounts import Rep

COLUMNS = (
    "id",
    "name",
    "lat",
    "lon",
    "working_hours",
    "lunch",
    "timezone",
    "country",
    "region",
    "max_driving_min",
    "max_visits",
    "max_day_min",
    "skills",
    "languages",
    "capacity",
    "email",
    "starts",
    "ends",
    "address",
    "experience",
)
REQUIRED = ("id",)
NEW = ("name", "lat", "lon", "working_hours", "timezone", "country")
NUMBERS = ("lat", "lon", "max_driving_min", "max_visits", "max_day_min", "capacity", "experience")
DATES = ("starts", "ends")
BLANK = Rep("", "", 0.0, 0.0, "", "", "")


def rep_row(row: Row, read: Reading) -> Rep | list[Problem]:
    """Read one row on top of what is known of the rep, or say everything that is wrong with it."""
    where = named_row(row.where, row.cells["id"]) if row.cells.get("id") else row.where
    cells, known = Cells(where, row.cells, read.style), read.reps.get(row.cells.get("id", ""))
    rep = _read(cells if known else cells.filled(read.defaults), known)
    if not cells.problems:
        cells.problems += rep_problems(rep, where) or _idle(rep, where)
    return cells.problems or rep


def _read(cells: Cells, known: Rep | None) -> Rep:
    was = known or BLANK
    lat = cells.number("lat", default=known.lat if known else None, least=-90, most=90)
    lon = cells.number("lon", default=known.lon if known else None, least=-180, most=180)
    if (lat is None or lon is None) and not cells.problems:
        cells.note("home-missing", "lat or lon is empty", "Write where the rep's days start.")
    country = cells.required("country", was.country).upper()
    return Rep(
        id=cells.required("id"),
        name=cells.required("name", was.name),
        lat=lat or 0.0,
        lon=lon or 0.0,
        working_hours=cells.required("working_hours", was.working_hours),
        timezone=_zone(cells, was),
        country=country,
        region=region_code(country, _text(cells, "region", was.region if country == was.country else "")),
        lunch=_text(cells, "lunch", was.lunch),
        max_driving_s=_minutes_s(cells, "max_driving_min", was.max_driving_s),
        max_day_s=_minutes_s(cells, "max_day_min", was.max_day_s),
        max_visits=_whole(cells, "max_visits", was.max_visits, 100),
        skills=cells.words("skills", was.skills),
        languages=cells.words("languages", was.languages),
        capacity=cells.number("capacity", default=was.capacity, least=0.01, most=10.0) or 0.0,
        email=_text(cells, "email", was.email),
        starts=cells.day("starts", was.starts),
        ends=cells.day("ends", was.ends),
        address=_text(cells, "address", was.address),
        experience=cells.number("experience", default=was.experience, least=0.0, most=100.0) or 0.0,
    )


def _text(cells: Cells, name: str, was: str) -> str:
    return "" if cells.clears(name) else cells.text(name, was)


def _whole(cells: Cells, name: str, was: int | None, most: int) -> int | None:
    return cells.whole(name, default=None if cells.clears(name) else was, least=1, most=most)


def _minutes_s(cells: Cells, name: str, was_s: int | None) -> int | None:
    minutes = cells.whole(name, default=None, least=1, most=1440)
    if minutes is None:
        return None if cells.clears(name) else was_s
    return 60 * minutes


def _idle(rep: Rep, where: str) -> list[Problem]:
    """Return the problem of a rep who works on no day of an ordinary week."""
    if any(day_windows(rep.working_hours, date(2026, 1, 5), 7)):
        return []
    cause = sentence("working_hours {working_hours!r} leave no working day", working_hours=rep.working_hours)
    return [Problem("hours-none", where, cause, "Write working hours such as: Mo-Fr 08:00-17:00.")]


def _zone(cells: Cells, was: Rep) -> str:
    name = cells.required("timezone", was.timezone)
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        cells.note("timezone-unknown", sentence("timezone is {name!r}", name=name), "Use a name such as Europe/Vaduz.")
    return name

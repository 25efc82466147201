"""One row of a reps file as a `Rep`; the columns are described in docs/formats.md."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from office.imports.cells import Cells
from office.imports.csvfile import Row
from routing.problems import Problem
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
    "skills",
    "languages",
    "capacity",
    "email",
    "starts",
    "ends",
    "address",
    "experience",
)
REQUIRED = ("id", "name", "lat", "lon", "working_hours", "timezone", "country")


def rep_row(row: Row) -> Rep | list[Problem]:
    """Read one row, or say everything that is wrong with it."""
    where = f"{row.where} ({row.cells['id']})" if row.cells.get("id") else row.where
    cells = Cells(where, row.cells)
    rep = _read(cells)
    if not cells.problems:
        cells.problems += rep_problems(rep, where) or _idle(rep, where)
    return cells.problems or rep


def _read(cells: Cells) -> Rep:
    lat = cells.number("lat", default=None, least=-90, most=90)
    lon = cells.number("lon", default=None, least=-180, most=180)
    if (lat is None or lon is None) and not cells.problems:
        cells.note("home-missing", "lat or lon is empty", "Write where the rep's days start.")
    driving_min = cells.whole("max_driving_min", default=None, least=1, most=1440)
    return Rep(
        id=cells.required("id"),
        name=cells.required("name"),
        lat=lat or 0.0,
        lon=lon or 0.0,
        working_hours=cells.required("working_hours"),
        timezone=_zone(cells),
        country=cells.required("country").upper(),
        region=cells.text("region"),
        lunch=cells.text("lunch"),
        max_driving_s=None if driving_min is None else 60 * driving_min,
        max_visits=cells.whole("max_visits", default=None, least=1, most=100),
        skills=cells.words("skills"),
        languages=cells.words("languages"),
        capacity=cells.number("capacity", default=1.0, least=0.01, most=10.0) or 0.0,
        email=cells.text("email"),
        starts=cells.day("starts"),
        ends=cells.day("ends"),
        address=cells.text("address"),
        experience=cells.number("experience", default=0.0, least=0.0, most=100.0) or 0.0,
    )


def _idle(rep: Rep, where: str) -> list[Problem]:
    """Return the problem of a rep who works on no day of an ordinary week."""
    if any(day_windows(rep.working_hours, date(2026, 1, 5), 7)):
        return []
    cause = f"working_hours {rep.working_hours!r} leave no working day"
    return [Problem("hours-none", where, cause, "Write working hours such as: Mo-Fr 08:00-17:00.")]


def _zone(cells: Cells) -> str:
    name = cells.required("timezone")
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        cells.note("timezone-unknown", f"timezone is {name!r}", "Use a name such as Europe/Vaduz.")
    return name

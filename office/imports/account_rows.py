"""One row of an accounts file as an `Account`; the columns are described in docs/formats.md."""

from __future__ import annotations

import re
from dataclasses import dataclass

from office.imports.cells import Cells
from office.imports.csvfile import Row
from routing.problems import Problem
from scheduler.demand.calendar_rhythm import EXAMPLES, parse_interval
from scheduler.demand.hours import default_hours, hours_problem
from territory.accounts import Account, AccountKind

COLUMNS = (
    "id",
    "name",
    "lat",
    "lon",
    "address",
    "kind",
    "category",
    "segment",
    "interval_days",
    "least_days",
    "most_days",
    "service_min",
    "opening_hours",
    "hours_assumed",
    "potential",
    "value",
    "skills",
    "languages",
    "last_visit",
    "owner_lock",
    "contact",
    "phone",
    "email",
    "least_experience",
    "cadence",
)
REQUIRED = ("id", "name", "interval_days")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
LEAST_SHARE, MOST_SHARE = 0.6, 1.4
"""Spacing where the file gives none: the interval times these."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A row that could be read; without coordinates it waits for its `address` to be found."""

    where: str
    account: Account
    located: bool


def account_row(row: Row) -> AccountRow | list[Problem]:
    """Read one row, or say everything that is wrong with it."""
    where = f"{row.where} ({row.cells['id']})" if row.cells.get("id") else row.where
    cells = Cells(where, row.cells)
    account, located = _read(cells)
    return cells.problems or AccountRow(where, account, located)


def _read(cells: Cells) -> tuple[Account, bool]:
    lat = cells.number("lat", default=None, least=-90, most=90)
    lon = cells.number("lon", default=None, least=-180, most=180)
    located = lat is not None and lon is not None
    if not located and not cells.problems and not cells.text("address"):
        cells.note("place-missing", "there is neither lat and lon nor an address", "Write one of them.")
    cadence, interval, least, most = _spacing(cells)
    hours, assumed = _hours(cells)
    account = Account(
        id=cells.required("id"),
        name=cells.required("name"),
        lat=lat or 0.0,
        lon=lon or 0.0,
        interval_days=interval,
        least_days=least,
        most_days=most,
        service_s=60 * (cells.whole("service_min", default=30, least=1, most=720) or 0),
        opening_hours=hours,
        hours_assumed=assumed,
        kind=_kind(cells),
        category=cells.text("category"),
        segment=cells.text("segment"),
        address=cells.text("address"),
        potential=cells.number("potential", default=0.0, least=0.0, most=1e12) or 0.0,
        value=cells.number("value", default=1.0, least=0.0, most=1e6) or 0.0,
        skills=cells.words("skills"),
        languages=cells.words("languages"),
        last_visit=cells.day("last_visit"),
        owner_lock=cells.text("owner_lock") or None,
        contact=cells.text("contact"),
        phone=cells.text("phone"),
        email=_email(cells),
        least_experience=cells.number("least_experience", default=0.0, least=0.0, most=100.0) or 0.0,
        cadence=cadence,
    )
    return account, located


def _spacing(cells: Cells) -> tuple[str, int, int, int]:
    """Return the interval in words of the calendar, if it is said so, and in days, with its spacing."""
    cadence, interval = _interval(cells)
    if interval is None:
        if not cells.text("interval_days"):
            cells.note("interval-days-empty", "interval_days is empty", "Write days between visits, such as 28.")
        return "", 0, 0, 0
    least = cells.whole("least_days", default=max(1, round(LEAST_SHARE * interval)), least=0, most=interval)
    most = cells.whole("most_days", default=round(MOST_SHARE * interval), least=interval, most=10_000)
    return cadence, interval, least or 0, most or 0


def _interval(cells: Cells) -> tuple[str, int | None]:
    """Read the interval: days, or words such as ``first Tuesday`` in `interval_days` or in `cadence`."""
    text = cells.text("cadence") or cells.text("interval_days")
    if not any(letter.isalpha() for letter in text):
        return "", cells.whole("interval_days", default=None, least=1, most=3660)
    try:
        said = parse_interval(text)
    except ValueError as error:
        cells.note("interval-days-not-a-number", str(error), f"Write {EXAMPLES}.")
        return "", None
    return ("", said) if isinstance(said, int) else (text, said.interval_days)


def _hours(cells: Cells) -> tuple[str, bool]:
    text = cells.text("opening_hours")
    if not text:
        return default_hours(cells.text("category")), True
    problem = hours_problem(text, cells.where)
    if problem:
        cells.problems.append(problem)
    return text, cells.flag("hours_assumed")


def _email(cells: Cells) -> str:
    text = cells.text("email")
    if text and not _EMAIL.fullmatch(text):
        cells.note("email-unreadable", f"email is {text!r}", "Write one address such as kim@example.com.")
    return text


def _kind(cells: Cells) -> AccountKind:
    text = cells.text("kind", AccountKind.CUSTOMER).casefold()
    if text not in set(AccountKind):
        cells.note("kind-unknown", f"kind is {text!r}", "Write customer or prospect.")
        return AccountKind.CUSTOMER
    return AccountKind(text)

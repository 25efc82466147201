"""One row of an accounts file as an `Account`; the columns are described in docs/formats.md."""

from __future__ import annotations

import re
from dataclasses import dataclass

from office.imports.cells import Cells
from office.imports.csvfile import Row, named_row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
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
    "visiting_hours",
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
    "country",
    "region",
    "timezone",
    "cadence",
    "tier",
)
REQUIRED = ("id",)
NEW = ("name", "interval_days")
"""Columns that a file of new accounts must have."""
NUMBERS = (
    "lat",
    "lon",
    "interval_days",
    "least_days",
    "most_days",
    "service_min",
    "potential",
    "value",
    "least_experience",
)
DATES = ("last_visit",)
BLANK = Account("", "", 0.0, 0.0, 0, 0, 0, 1800)
"""What an account is where nobody says anything else."""

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
LEAST_SHARE, MOST_SHARE = 0.6, 1.4
"""Spacing where the file gives none: the interval times these."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A row that could be read; without coordinates it waits for its `address` to be found."""

    where: str
    account: Account
    located: bool
    region_unread: str = ""
    """What the file calls the region, where that is none that is known."""


def account_row(row: Row, read: Reading) -> AccountRow | list[Problem]:
    """Read one row on top of what is known of the account, or say everything that is wrong with it."""
    where = named_row(row.where, row.cells["id"]) if row.cells.get("id") else row.where
    cells = Cells(where, row.cells, read.style)
    account, located = _read(cells, read.accounts.get(row.cells.get("id", "")), read)
    return cells.problems or AccountRow(where, account, located)


def _read(cells: Cells, known: Account | None, read: Reading) -> tuple[Account, bool]:
    cells = cells if known else cells.filled(read.defaults)
    was = known or BLANK
    lat, lon, located = _place(cells, known)
    cadence, interval, least, most = _spacing(cells, known)
    hours, assumed = _hours(cells, known)
    account = Account(
        id=cells.required("id"),
        name=cells.required("name", was.name),
        lat=lat,
        lon=lon,
        interval_days=interval,
        least_days=least,
        most_days=most,
        service_s=_service_s(cells, was),
        opening_hours=hours,
        hours_assumed=assumed,
        kind=_kind(cells, was),
        category=_text(cells, "category", was.category),
        segment=_text(cells, "segment", was.segment),
        address=_text(cells, "address", was.address),
        potential=cells.amount("potential", currency=read.currency, default=was.potential, most=1e12) or 0.0,
        value=_number(cells, "value", was.value, BLANK.value, 1e6),
        skills=cells.words("skills", was.skills),
        languages=cells.words("languages", was.languages),
        last_visit=cells.day("last_visit", was.last_visit),
        owner_lock=_text(cells, "owner_lock", was.owner_lock or "") or None,
        contact=_text(cells, "contact", was.contact),
        phone=_text(cells, "phone", was.phone),
        email=_email(cells, was),
        least_experience=_number(cells, "least_experience", was.least_experience, 0.0, 100.0),
        **_clock_and_holidays(cells, was),
        cadence=cadence,
        visiting_hours=_visiting_hours(cells, was),
        call_of=was.call_of,
        layer=was.layer,
        tier=_text(cells, "tier", was.tier),
    )
    return account, located


def _text(cells: Cells, name: str, was: str) -> str:
    return "" if cells.clears(name) else cells.text(name, was)


def _number(cells: Cells, name: str, was: float, blank: float, most: float) -> float:
    default = blank if cells.clears(name) else was
    return cells.number(name, default=default, least=0.0, most=most) or 0.0


def _place(cells: Cells, known: Account | None) -> tuple[float, float, bool]:
    """Return where the account is; False if its address has to be looked up."""
    lat = cells.number("lat", default=None, least=-90, most=90)
    lon = cells.number("lon", default=None, least=-180, most=180)
    if lat is not None and lon is not None:
        return lat, lon, True
    moved = known is not None and cells.says("address") and cells.text("address") != known.address
    if known is not None and not moved and not (cells.says("lat") or cells.says("lon")):
        return known.lat, known.lon, True
    if not cells.problems and not cells.text("address"):
        cells.note("place-missing", "there is neither lat and lon nor an address", "Write one of them.")
    return 0.0, 0.0, False


def _service_s(cells: Cells, was: Account) -> int:
    """Return a visit's length: minutes, with decimals where a length was learnt to the second."""
    least, most = (1 / 60, 720.0)
    minutes = cells.number("service_min", default=None, least=least, most=most)
    if minutes is None:
        return BLANK.service_s if cells.clears("service_min") else was.service_s
    return round(60 * minutes)


def _spacing(cells: Cells, known: Account | None) -> tuple[str, int, int, int]:
    """Return the interval in words of the calendar, if it is said so, and in days, with its spacing."""
    cadence, interval = _interval(cells, known)
    if interval is None:
        if not cells.text("interval_days"):
            cells.note("interval-days-empty", "interval_days is empty", "Write days between visits, such as 28.")
        return "", 0, 0, 0
    least, most = usual_spacing(interval)
    if known and known.interval_days == interval:
        least, most = known.least_days, known.most_days
    least_days = cells.whole("least_days", default=least, least=0, most=interval)
    most_days = cells.whole("most_days", default=most, least=interval, most=10_000)
    return cadence, interval, least_days or 0, most_days or 0


def _interval(cells: Cells, known: Account | None) -> tuple[str, int | None]:
    """Read the interval: days, or words such as ``first Tuesday`` in `interval_days` or in `cadence`."""
    text = cells.text("cadence") or cells.text("interval_days")
    if known and not text:
        return ("" if cells.clears("cadence") else known.cadence), known.interval_days
    if text == "0":
        action = "Write days, such as 28; where nobody is to visit, a rule says so: do_not_visit of import rules."
        cells.note("interval-days-out-of-range", sentence("{name} is {text}", name="interval_days", text=text), action)
        return "", None
    if not any(letter.isalpha() for letter in text):
        return "", cells.whole("interval_days", default=None, least=1, most=3660)
    try:
        said = parse_interval(text)
    except ValueError as error:
        cells.note("interval-days-not-a-number", str(error), sentence("Write {examples}.", examples=EXAMPLES))
        return "", None
    return ("", said) if isinstance(said, int) else (text, said.interval_days)


def usual_spacing(interval_days: int) -> tuple[int, int]:
    """Return the least and most days between two visits where nobody says: 0.6 and 1.4 times the interval."""
    return max(1, round(LEAST_SHARE * interval_days)), round(MOST_SHARE * interval_days)


def _hours(cells: Cells, known: Account | None) -> tuple[str, bool]:
    text = cells.text("opening_hours")
    if text:
        problem = None if known and text == known.opening_hours else hours_problem(text, cells.where)
        if problem:
            cells.problems.append(problem)
        return text, cells.flag("hours_assumed")
    if known is None or known.hours_assumed or cells.clears("opening_hours"):
        return default_hours(_text(cells, "category", known.category if known else "")), True
    return known.opening_hours, cells.flag("hours_assumed", default=known.hours_assumed)


def _visiting_hours(cells: Cells, was: Account) -> str:
    text = _text(cells, "visiting_hours", was.visiting_hours)
    problem = hours_problem(text, cells.where) if text and text != was.visiting_hours else None
    if problem:
        cells.problems.append(problem)
    return text


def _clock_and_holidays(cells: Cells, was: Account) -> dict[str, str]:
    """Return the country, region and zone that the file names; `office.imports.surroundings` adds what it does not."""
    country = _text(cells, "country", was.country)
    region = _text(cells, "region", was.region if country == was.country else "")
    timezone = _text(cells, "timezone", was.timezone)
    return {"country": country, "region": region, "timezone": timezone}


def _email(cells: Cells, was: Account) -> str:
    text = _text(cells, "email", was.email)
    if text and not _EMAIL.fullmatch(text):
        cells.note(
            "email-unreadable", sentence("email is {text!r}", text=text), "Write one address such as kim@example.com."
        )
    return text


def _kind(cells: Cells, was: Account) -> AccountKind:
    text = cells.text("kind", was.kind).casefold()
    if text not in set(AccountKind):
        cells.note(
            "kind-unknown",
            sentence("kind is {text!r}", text=text),
            "Write customer or prospect, or: --word kind:THEIRS=OURS.",
        )
        return AccountKind.CUSTOMER
    return AccountKind(text)

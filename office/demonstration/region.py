"""The files that a demonstration imports: those of the packaged region, or made up around a town's businesses."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from office.demonstration.contacts import with_contacts
from office.demonstration.sample import FILES, Country, make_sample, write_sample
from office.imports.uploads import Upload
from routing.businesses import Business
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
SEED = 1
FEWEST_BUSINESSES = 20
DAYS_IN = {
    "accounts": ("last_visit",),
    "visits": ("date",),
    "opportunities": ("opened", "expected_close", "closed"),
    "satisfaction": ("date",),
}
"""Columns of the region's files that hold days; months of sales and of the year stay."""


def region_files(
    businesses: Sequence[Business], country: str, timezone: str, start: date, *, by: timedelta
) -> Mapping[str, Upload]:
    """Return the files by kind; without businesses the packaged region's, their days moved by some days.

    Contacts and telephone numbers are made up in either case.

    Raises
    ------
    BadInputError
        If a town has too few businesses.
    """
    rows = _rows(businesses, Country(country, timezone, "EUR"), start, by)
    rows["accounts"] = with_contacts(rows["accounts"], SEED)
    return {name: Upload(f"{name}.csv", data) for name, data in rows.items()}


def _rows(businesses: Sequence[Business], country: Country, start: date, by: timedelta) -> dict[str, bytes]:
    if not businesses:
        return {name: moved_days(REGION / f"{name}.csv", DAYS_IN.get(name, ()), by) for name in FILES}
    if len(businesses) < FEWEST_BUSINESSES:
        cause = sentence(
            "OpenStreetMap names {count} businesses there, fewer than {fewest_businesses}",
            count=len(businesses),
            fewest_businesses=FEWEST_BUSINESSES,
        )
        raise BadInputError([Problem("place-too-small", "place", cause, "Name a larger town.")])
    with TemporaryDirectory(prefix="roundsman-") as rows:
        write_sample(make_sample(businesses, country, start, SEED), Path(rows))
        return {name: (Path(rows) / f"{name}.csv").read_bytes() for name in FILES}


def moved_days(file: Path, columns: Sequence[str], by: timedelta) -> bytes:
    """Return a region's file with every day in it moved by some days, so that another start finds the same state."""
    if not columns:
        return file.read_bytes()
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | {day: _moved(row[day], by) for day in columns} for row in rows)
    return text.getvalue().encode()


def _moved(day: str, by: timedelta) -> str:
    return day and str(date.fromisoformat(day) + by)

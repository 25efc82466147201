"""The file of hotels: imported in one transaction, those at sea named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from office.imports import hotel_rows
from office.imports.files import ImportOptions, read_table, recorded, report_on, stop_at, twice
from office.imports.places import misplaced
from office.imports.report import ImportReport
from office.opening import Office
from routing.places import Place
from routing.problems import Problem
from scheduler.nights.policy import Hotel
from store.accounts import read_accounts, read_reps
from store.database import reading, writing
from store.nights import write_hotels

Snap = Callable[[Sequence[Place]], Sequence[Problem]]
"""Names the places, by their id, that no road reaches."""


def import_hotels(office: Office, path: Path, options: ImportOptions, snap: Snap, now: datetime) -> ImportReport:
    """Import hotels by their id; `snap` names those that no road reaches; raises as `import_accounts` does."""
    table = read_table(path, options, hotel_rows.COLUMNS, hotel_rows.REQUIRED)
    with reading(office.database) as connection:
        reps, accounts = read_reps(connection), read_accounts(connection)
    problems = list(table.problems)
    found: dict[str, Hotel] = {}
    seen: dict[str, str] = {}
    for row in table.rows:
        hotel = hotel_rows.hotel_row(row, {rep.id for rep in reps})
        if isinstance(hotel, list):
            problems += hotel
        elif hotel.id in seen:
            problems.append(twice(row.where, hotel.id, seen[hotel.id]))
        else:
            seen[hotel.id] = row.where
            found[f"{row.where} ({hotel.id})"] = hotel
    there = [(rep.lat, rep.lon) for rep in reps] + [(account.lat, account.lon) for account in accounts]
    good = _on_land(found, there, snap, problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        return recorded(connection, report_on("hotels", write_hotels(connection, good), table, problems), now)


def _on_land(
    found: dict[str, Hotel], there: Sequence[tuple[float, float]], snap: Snap, problems: list[Problem]
) -> list[Hotel]:
    """Return the hotels that lie near the others' world and on its roads; the others are named."""
    lost = misplaced({where: (hotel.lat, hotel.lon) for where, hotel in found.items()}, there)
    off = snap([Place(where, hotel.lat, hotel.lon) for where, hotel in found.items() if where not in lost])
    problems += [*lost.values(), *(_at_sea(one) for one in off)]
    gone = {*lost, *(one.where.rsplit(" at ", 1)[0] for one in off)}
    return [hotel for where, hotel in found.items() if where not in gone]


def _at_sea(problem: Problem) -> Problem:
    cause = f"no road leads to this hotel: it {problem.cause}"
    action = "Check lat and lon: it may lie at sea, or off the map in use."
    return Problem("hotel-unreachable", problem.where, cause, action)

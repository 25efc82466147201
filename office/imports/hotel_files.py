"""The file of hotels: those that no road reaches are named."""

from __future__ import annotations

from collections.abc import Sequence

from office.door import Act
from office.imports import hotel_rows
from office.imports.csvfile import Row, named_row
from office.imports.kinds import FileKind, Locate, twice
from office.imports.places import misplaced
from office.imports.reading import Reading
from office.opening import Office
from office.roads import off_road
from routing.places import Place
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.nights.policy import Hotel
from store.changes import Kind, Subject
from store.nights import read_hotels, write_hotels
from store.rows import Written

Placed = tuple[str, Hotel]
"""Where a hotel stands in its file, in words, and the hotel."""


def _judge(act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[Placed]:
    kept = {hotel.id: hotel for hotel in read_hotels(act.connection)}
    found: list[Placed] = []
    seen: dict[str, str] = {}
    for row in rows:
        hotel = hotel_rows.hotel_row(row, read, kept)
        if isinstance(hotel, list):
            problems += hotel
        elif hotel.id in seen:
            problems.append(twice(row.where, hotel.id, seen[hotel.id]))
        else:
            seen[hotel.id] = row.where
            found.append((named_row(row.where, hotel.id), hotel))
    known = [(rep.lat, rep.lon) for rep in read.reps.values()]
    known += [(account.lat, account.lon) for account in read.accounts.values()]
    lost = misplaced({where: (hotel.lat, hotel.lon) for where, hotel in found}, known)
    problems += lost.values()
    return [one for one in found if one[0] not in lost]


def _complete(office: Office, found: Sequence[Placed], _: Reading, __: Locate, problems: list[Problem]) -> list[Placed]:
    """Return the hotels that a road reaches; the others are named."""
    off = off_road(office)([Place(where, hotel.lat, hotel.lon) for where, hotel in found])
    problems += [_at_sea(one) for one in off]
    gone = {one.where.rsplit(" at ", 1)[0] for one in off}
    return [one for one in found if one[0] not in gone]


def _at_sea(problem: Problem) -> Problem:
    cause = sentence("no road leads to this hotel: it {cause}", cause=problem.cause)
    action = "Check lat and lon: it may lie at sea, or off the map in use."
    return Problem("hotel-unreachable", problem.where, cause, action)


def _keep(act: Act, found: Sequence[Placed]) -> Written:
    act.touch(Subject(Kind.SETTINGS, "nights"))
    return write_hotels(act.connection, [hotel for _, hotel in found])


HOTELS = FileKind(
    "hotels",
    hotel_rows.COLUMNS,
    hotel_rows.REQUIRED,
    _judge,
    _keep,
    for_new=hotel_rows.NEW,
    numbers=hotel_rows.NUMBERS,
    reps=("rep",),
    complete=_complete,
    known_ids=lambda act, _: {hotel.id for hotel in read_hotels(act.connection)},
    program_map="hotels",
)

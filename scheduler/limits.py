"""What the numbers of a problem may be: said of a horizon that was read from a file, before anything works with it.

The limits are far beyond any real plan; within them nothing overflows and no table outgrows a machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain, pairwise

from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay

LAST_S = 7 * 86_400
"""The latest time of a shift, a window or lunch, in seconds since the midnight with which its day begins."""

LAST_DAY = 3_660
"""The last day of a horizon: ten years."""

MANY = 10**9
"""The greatest number of anything counted: seconds of service, load, days of spacing, caps."""

DEAREST = 1e12
"""The highest price, and the greatest weight."""

CAPS = "max_driving_s", "max_work_s", "max_visits", "max_load", "max_day_s"
"""The caps of a rep-day."""

Asked = tuple[str, float | None, float, float]
"""A field, its value (None where it is not given), and the least and most that it may be."""


def out_of_range(horizon: Horizon, where: str) -> Iterator[Problem]:
    """Yield a problem for each value that is out of its range, with its place in the file `where`."""
    places = len(horizon.travel_s)
    yield from _numbers(f"{where}.weights", [(name, v, 0, DEAREST) for name, v in asdict(horizon.weights).items()])
    for n, day in enumerate(horizon.rep_days):
        yield from _rep_day(f"{where}.rep_days[{n}]", day, places)
    yield from _visits(f"{where}.visits", horizon, places)
    for n, row in enumerate(horizon.hours):
        yield from _hours(f"{where}.hours[{n}]", row)
    yield from _unreached_days(f"{where}.hours", horizon)
    for account, patterns in horizon.patterns.items():
        days: list[Asked] = [(account, day, 0, LAST_DAY) for pattern in patterns for day in pattern]
        yield from _numbers(f"{where}.patterns", days)
    yield from _lodging(f"{where}.lodging", horizon, places)


def _problem(at: str, cause: str, action: str) -> Problem:
    return Problem("problem-range", at, cause, action)


def _numbers(at: str, asked: Iterable[Asked]) -> Iterator[Problem]:
    for name, value, least, most in asked:
        if value is not None and not least <= value <= most:
            said = f"{value:g}" if isinstance(value, float) else str(value)[:40]
            yield _problem(
                f"{at}.{name}",
                sentence("{said} is out of range", said=said),
                sentence("Give {least:g} to {most:g}.", least=least, most=most),
            )


def _rep_day(at: str, day: RepDay, places: int) -> Iterator[Problem]:
    asked: list[Asked] = [("day", day.day, 0, LAST_DAY)]
    asked += [(name, getattr(day, name), 0, LAST_S) for name in ("start_s", "end_s")]
    asked += [(name, getattr(day, name), 0, places - 1) for name in ("start_place", "end_place")]
    asked += [(name, getattr(day, name), 0, MANY) for name in CAPS]
    if day.lunch is not None:
        asked += [(f"lunch.{name}", value, 0, LAST_S) for name, value in asdict(day.lunch).items()]
    yield from _numbers(at, asked)
    if day.end_s < day.start_s:
        yield _problem(at, "it ends before it starts", "Exchange the two.")
    if day.lunch is not None and day.lunch.latest_s < day.lunch.earliest_s:
        yield _problem(f"{at}.lunch", "its latest beginning lies before its earliest", "Exchange the two.")


def _visits(at: str, horizon: Horizon, places: int) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, visit in enumerate(horizon.visits):
        yield from _visit(f"{at}[{n}]", visit, places, len(horizon.hours))
        if visit.id in seen:
            yield _problem(
                f"{at}[{n}].id",
                sentence("{visit!r} is the id of an earlier visit", visit=visit.id),
                "Give each its own.",
            )
        seen.add(visit.id)


def _visit(at: str, visit: DueVisit, places: int, rows: int) -> Iterator[Problem]:
    asked: list[Asked] = [("place", visit.place, 0, places - 1), ("hours", visit.hours, 0, rows - 1)]
    asked += [("service_s", visit.service_s, 1, MANY), ("price_unserved", visit.price_unserved, 0, DEAREST)]
    asked += [(name, getattr(visit, name), -MANY, MANY) for name in ("first_day", "last_day")]
    asked += [(name, getattr(visit, name), 0, MANY) for name in ("least_gap_days", "most_gap_days", "load")]
    asked += [("day_price", price, -DEAREST, DEAREST) for _, price in visit.day_price]
    yield from _numbers(at, asked)
    if visit.first_day > visit.last_day:
        yield _problem(
            at,
            sentence(
                "its days end ({last_day}) before they begin ({first_day})",
                last_day=visit.last_day,
                first_day=visit.first_day,
            ),
            "Exchange the two.",
        )


def _hours(at: str, row: tuple[tuple[Window, ...], ...]) -> Iterator[Problem]:
    for day, windows in enumerate(row):
        ends = chain.from_iterable((window.opens_s, window.closes_s) for window in windows)
        yield from _numbers(at, ((f"day {day}", end, 0, LAST_S) for end in ends))
        if any(later.opens_s < earlier.closes_s for earlier, later in pairwise(windows)):
            yield _problem(at, sentence("two windows of day {day} overlap", day=day), "Make one of them.")


def _unreached_days(at: str, horizon: Horizon) -> Iterator[Problem]:
    last = max((day.day for day in horizon.rep_days), default=-1)
    asked: dict[int, int] = {}
    for visit in horizon.visits:
        asked[visit.hours] = max(asked.get(visit.hours, -1), min(last, visit.last_day))
    for row, day in sorted(asked.items()):
        if 0 <= row < len(horizon.hours) and len(horizon.hours[row]) <= day:
            yield _problem(f"{at}[{row}]", "it ends before the last day", sentence("Give {day} days.", day=day + 1))


def _lodging(at: str, horizon: Horizon, places: int) -> Iterator[Problem]:
    lodging = horizon.lodging
    if lodging is None:
        return
    for n, bed in enumerate(lodging.beds):
        yield from _numbers(f"{at}.beds[{n}]", [("place", bed.place, 0, places - 1), ("price", bed.price, 0, DEAREST)])
    most: list[Asked] = [(name, getattr(lodging, name), 0, MANY) for name in ("most_in_row", "most_a_week")]
    yield from _numbers(
        at, [*most, ("first_weekday", lodging.first_weekday, 0, 6), ("home", lodging.home, 0, places - 1)]
    )

"""A horizon and its schedule as JSON, for other software: see ``docs/formats.md`` for every field and its unit.

What is read is checked field by field; everything wrong is told at once.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.tour import Lunch, Window
from scheduler.horizon import Bed, DueVisit, Horizon, Lodging, RepDay, Schedule, Weights
from scheduler.limits import out_of_range
from scheduler.nights.settled import at_home

PROBLEM_FORMAT = "roundsman-problem/1"
SOLUTION_FORMAT = "roundsman-solution/1"

Json = Mapping[str, Any]


def to_json(horizon: Horizon) -> dict[str, Any]:
    """Return a horizon as JSON values; nights that are taken are no part of the problem."""
    horizon = at_home(horizon)
    lodging = {} if horizon.lodging is None else {"lodging": _lodging(horizon.lodging)}
    return lodging | {
        "format": PROBLEM_FORMAT,
        "weights": dataclasses.asdict(horizon.weights),
        "rep_days": [_rep_day(day) for day in horizon.rep_days],
        "visits": [_visit(visit) for visit in horizon.visits],
        "hours": [[[[w.opens_s, w.closes_s] for w in day] for day in row] for row in horizon.hours],
        "patterns": {account: [list(days) for days in patterns] for account, patterns in horizon.patterns.items()},
        "travel_s": horizon.travel_s.tolist(),
        "distance_m": horizon.distance_m.tolist(),
    }


def _lodging(lodging: Lodging) -> dict[str, Any]:
    return dataclasses.asdict(lodging) | {name: sorted(getattr(lodging, name)) for name in ("willing", "spent")}


def _rep_day(day: RepDay) -> dict[str, Any]:
    """Return a rep-day; the cap from door to door only where there is one, as the first problems did not know it."""
    return {name: v for name, v in dataclasses.asdict(day).items() if name != "max_day_s" or v is not None}


_DUE = tuple(field.name for field in dataclasses.fields(DueVisit))
_due = attrgetter(*_DUE)
"""`dataclasses.asdict` copies the price of every day: of a company's visits that is a tenth of what a plan takes."""


def _visit(visit: DueVisit) -> dict[str, Any]:
    return dict(zip(_DUE, _due(visit), strict=True)) | {"day_price": [list(pair) for pair in visit.day_price]}


def inputs_hash(horizon: Horizon) -> str:
    """Return the SHA-256 of a horizon's JSON, keys sorted: the same problem has the same hash on every machine."""
    text = json.dumps(to_json(horizon), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(data: object, where: str = "problem") -> Horizon:
    """Read a horizon from JSON values.

    Raises
    ------
    BadInputError
        With every problem found: fields missing, unknown, of another type or out of range.
    """
    reader = _Reader(where)
    horizon = reader.horizon(data)
    if reader.problems or horizon is None:
        raise BadInputError(reader.problems)
    return horizon


_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "int": ((int,), "a whole number"),
    "int | None": ((int, type(None)), "a whole number or null"),
    "float": ((int, float), "a number"),
    "str": ((str,), "text"),
    "bool": ((bool,), "true or false"),
}
"""How the fields of our values are checked, by their annotation."""


NO_TABLE: NDArray[np.int32] = np.zeros((0, 0), np.int32)


def _whole(value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"{_short(value)} is not a whole number")
    return value


def _is_day_price(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and type(pair[0]) is int and _is_price(pair[1])


def _is_price(value: object) -> bool:
    """Say whether a JSON value is a number that a float can hold; not NaN, nor infinite."""
    return type(value) in {int, float} and abs(value) <= sys.float_info.max  # type: ignore[arg-type]


def _short(value: object) -> str:
    """Quote a value of a file; nobody reads thousands of digits."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


class _Reader:
    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def horizon(self, data: object) -> Horizon | None:
        if not isinstance(data, dict) or data.get("format") != PROBLEM_FORMAT:
            self._wrong(
                "",
                sentence("it is not marked as {problem_format!r}", problem_format=PROBLEM_FORMAT),
                'Begin it with "format": "roundsman-problem/1".',
            )
            return None
        known = {"format", "lodging", "weights", "rep_days", "visits", "hours", "patterns", "travel_s", "distance_m"}
        for name in sorted(set(data) - known):
            self._wrong(f".{name}", "there is no such field", "Remove it, or correct its name.")
        travel_s, distance_m = (self._table(data, name) for name in ("travel_s", "distance_m"))
        if not self.problems and len(distance_m) != len(travel_s):
            rows = sentence(
                "it has {count} rows beside {count_2} of travel_s", count=len(distance_m), count_2=len(travel_s)
            )
            self._wrong(".distance_m", rows, "Give both alike.")
        rep_days = [self._rep_day(row, f".rep_days[{n}]") for n, row in enumerate(self._list(data, "rep_days"))]
        visits = [self._visit(row, f".visits[{n}]") for n, row in enumerate(self._list(data, "visits"))]
        hours = [self._hours(row, f".hours[{n}]") for n, row in enumerate(self._list(data, "hours"))]
        weights = self._record(Weights, data.get("weights", {}), ".weights", {})
        patterns = self._patterns(data.get("patterns", {}))
        lodging = self._lodging(data["lodging"]) if data.get("lodging") is not None else None
        if self.problems:
            return None
        days, due = tuple(d for d in rep_days if d), tuple(v for v in visits if v)
        made = Horizon(days, due, tuple(hours), travel_s, distance_m, weights or Weights(), patterns, lodging)
        self.problems.extend(out_of_range(made, self.where))
        return made

    def _wrong(self, at: str, cause: str, action: str, code: str = "problem-field") -> None:
        self.problems.append(Problem(code, f"{self.where}{at}", cause, action))

    def _list(self, data: Json, name: str, at: str = "") -> Sequence[Any]:
        value = data.get(name)
        if not isinstance(value, list):
            self._wrong(f"{at}.{name}", "the list is missing", "Give it, if need be empty.")
            return []
        return value

    def _table(self, data: Json, name: str) -> NDArray[np.int32]:
        rows = self._list(data, name)
        for n, row in enumerate(rows):
            if not isinstance(row, list) or len(row) != len(rows):
                self._wrong(
                    f".{name}[{n}]",
                    "it makes no square table",
                    sentence("Give {count} numbers, one for each row.", count=len(rows)),
                )
                return NO_TABLE
            wrong = next((cell for cell in row if type(cell) is not int or not 0 <= cell < 2**31), None)
            if wrong is not None:
                remedy = sentence(
                    "Give a whole number from 0 to {value}, which means that no road leads there.", value=2**31 - 1
                )
                self._wrong(f".{name}[{n}]", sentence("{short} is no number of a table", short=_short(wrong)), remedy)
                return NO_TABLE
        return np.array(rows, np.int32).reshape(len(rows), len(rows))

    def _record(self, kind: Any, row: object, at: str, special: Json) -> Any:
        """Make a value of `kind` from a JSON object; fields named in `special` are given ready."""
        if not isinstance(row, dict):
            self._wrong(at, "it is no object", "Give its fields by name.")
            return None
        fields = {field.name: field for field in dataclasses.fields(kind)}
        for name in sorted(set(row) - set(fields)):
            self._wrong(f"{at}.{name}", "there is no such field", "Remove it, or correct its name.")
        values = dict(special)
        for name, field in fields.items():
            if name not in special and name in row:
                values[name] = self._scalar(row[name], str(field.type), f"{at}.{name}")
            elif name not in values and field.default is dataclasses.MISSING:
                self._wrong(f"{at}.{name}", "it is missing", "Give it.")
                return None
        return None if self.problems else kind(**values)

    def _scalar(self, value: object, annotation: str, at: str) -> object:
        kinds, words = _KINDS[annotation]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self._wrong(
                at,
                sentence("{short} is not {words}", short=_short(value), words=words),
                sentence("Give {words}.", words=words),
            )
        return value

    def _rep_day(self, row: object, at: str) -> RepDay | None:
        lunch = row.get("lunch") if isinstance(row, dict) else None
        made = None if lunch is None else self._record(Lunch, lunch, f"{at}.lunch", {})
        found: RepDay | None = self._record(RepDay, row, at, {"lunch": made})
        return found

    def _visit(self, row: object, at: str) -> DueVisit | None:
        pairs = row.get("day_price", []) if isinstance(row, dict) else []
        if not isinstance(pairs, list) or not all(_is_day_price(pair) for pair in pairs):
            self._wrong(f"{at}.day_price", "it is no list of [day, price]", "Write it as [[3, 900.0]].")
            pairs = []
        prices = tuple((day, float(price)) for day, price in pairs)
        found: DueVisit | None = self._record(DueVisit, row, at, {"day_price": prices})
        return found

    def _lodging(self, row: object) -> Lodging | None:
        given = row if isinstance(row, dict) else {"beds": []}
        rows = self._list(given, "beds", ".lodging")
        beds = [self._record(Bed, bed, f".lodging.beds[{n}]", {}) for n, bed in enumerate(rows)]
        days = {name: given.get(name, []) for name in ("willing", "spent")}
        for name, some in days.items():
            if not isinstance(some, list) or not all(type(day) is int for day in some):
                self._wrong(f".lodging.{name}", "it is no list of days", "Write it as [0, 1, 2].")
                return None
        sets = {name: frozenset(some) for name, some in days.items()}
        found: Lodging | None = self._record(Lodging, row, ".lodging", {"beds": tuple(beds)} | sets)
        return found

    def _hours(self, row: object, at: str) -> tuple[tuple[Window, ...], ...]:
        try:
            return tuple(tuple(sorted(Window(_whole(a), _whole(b)) for a, b in day)) for day in row)  # type: ignore[attr-defined]
        except (TypeError, ValueError) as error:
            self._wrong(
                at,
                sentence("it is no list of days of [opens_s, closes_s] ({error})", error=error),
                "Write [] for a closed day.",
            )
            return ()

    def _patterns(self, data: object) -> dict[str, tuple[tuple[int, ...], ...]]:
        try:
            return {a: tuple(tuple(_whole(d) for d in days) for days in sets) for a, sets in data.items()}  # type: ignore[attr-defined]
        except (AttributeError, TypeError, ValueError) as error:
            self._wrong(
                ".patterns",
                sentence("it is no object of lists of days ({error})", error=error),
                'Write {"account": [[0, 14]]}.',
            )
            return {}


def solution(horizon: Horizon, schedule: Schedule, days: Sequence[Json], unserved: Sequence[Json]) -> dict[str, Any]:
    """Return a schedule as JSON values; `days` and `unserved` are what the caller knows of tours and reasons."""
    nights = {} if horizon.lodging is None else {"nights": [dataclasses.asdict(n) for n in horizon.overnights]}
    return nights | {
        "format": SOLUTION_FORMAT,
        "problem_sha256": inputs_hash(horizon),
        "cost": schedule.cost,
        "bound": schedule.bound,
        "seed": schedule.seed,
        "steps": schedule.steps,
        "served": len(horizon.visits) - len(schedule.unserved),
        "tours": list(days),
        "unserved": list(unserved),
    }

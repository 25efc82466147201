"""What a plan was made from, rep by rep: the problem that was searched, where the search began, its seed and budget."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.stopping import Steps
from scheduler.exchange import from_json, to_json
from scheduler.horizon import Horizon, Schedule
from scheduler.nights.settled import Nights
from scheduler.team.answer import Task
from store.tables.fixed_dates import plan_inputs

_EFFORT = 1
"""Of zlib: a third of the time of the highest for an eighth more bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What was asked for one rep: the task, its budget (None: the clock ended the search), the nights it answered."""

    task: Task
    steps: Steps | None
    nights: Nights


@dataclass(frozen=True, slots=True)
class PackedInputs:
    """What was asked for one rep as it is stored."""

    rep_id: str
    data: bytes


def packed(asked: Iterable[Asked]) -> tuple[PackedInputs, ...]:
    """Return what was asked for a plan as it is stored; no database takes part, so that no lock waits for it."""
    return tuple(
        PackedInputs(each.task.rep_id, zlib.compress(json.dumps(_plain(each), separators=(",", ":")).encode(), _EFFORT))
        for each in asked
    )


def write_inputs(connection: Connection, plan_id: int, inputs: Iterable[PackedInputs]) -> None:
    """Store what was asked for a plan."""
    rows = [{"plan_id": plan_id, "rep_id": each.rep_id, "asked": each.data} for each in inputs]
    if rows:
        connection.execute(plan_inputs.insert(), rows)


def read_inputs(connection: Connection, plan_id: int) -> dict[str, Asked]:
    """Return what was asked for a plan, by rep."""
    query = sa.select(plan_inputs).where(plan_inputs.c.plan_id == plan_id).order_by(plan_inputs.c.rep_id)
    return {row.rep_id: _asked(row.rep_id, json.loads(zlib.decompress(row.asked))) for row in connection.execute(query)}


def _plain(asked: Asked) -> dict[str, Any]:
    task = asked.task
    return {
        "problem": to_json(task.horizon),
        "seed": task.seed,
        "steps": asked.steps.count if asked.steps else None,
        "begin": [list(tour) for tour in task.start.tours] if task.start else None,
        "begin_nights": sorted(task.nights.items()),
        "nights": sorted(asked.nights.items()),
    }


def _asked(rep_id: str, plain: dict[str, Any]) -> Asked:
    horizon = from_json(plain["problem"], f"the stored problem of {rep_id}")
    begin = _begin(horizon, plain["begin"])
    task = Task(rep_id, horizon, plain["seed"], begin, worth=False, nights=dict(plain["begin_nights"]))
    return Asked(task, None if plain["steps"] is None else Steps(plain["steps"]), dict(plain["nights"]))


def _begin(horizon: Horizon, tours: list[list[int]] | None) -> Schedule | None:
    if tours is None:
        return None
    served = {visit for tour in tours for visit in tour}
    left = tuple(v for v in range(len(horizon.visits)) if v not in served)
    return Schedule(tuple(map(tuple, tours)), left, 0.0, None, 0, 0)

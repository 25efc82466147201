"""Whose a new lead is, from the present owners and the roads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from office.designs.inputs import Land
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.roads import RoadEngine
from routing.travel import TravelEngine
from territory.leads import LeadDesk


def present_owners(land: Land) -> dict[str, str]:
    """Return the owner of every account; raises `BadInputError` where an account has none."""
    problem = land.problem
    if (land.present < 0).any():
        raise BadInputError([owners_missing(land)])
    return {unit: problem.seat_ids[seat] for unit, seat in zip(problem.unit_ids, land.present, strict=True)}


def owners_missing(land: Land) -> Problem:
    """Return what is wrong where accounts have no owner on the land's day; some may have one only from later on."""
    missing = [unit for unit, seat in zip(land.problem.unit_ids, land.present, strict=True) if seat < 0]
    begins = [land.lines[unit][0].valid_from for unit in missing if land.lines.get(unit)]
    cause, action = (
        f"{len(missing)} accounts have no owner on that day",
        "Divide them first: roundsman territory design.",
    )
    if len(begins) == len(missing):
        cause += f"; all have one from {max(begins)} on"
        action = f"Ask for that day or a later one: --from {max(begins)}."
    return Problem("owners-missing", "workspace", cause, action)


def lead_desk(land: Land) -> LeadDesk:
    """Return the desk that knows the owner of every junction; raises `BadInputError` without owners or roads."""
    owners = present_owners(land)
    if land.roads is None:
        action = "Make the roads first: roundsman roads."
        raise BadInputError(
            [Problem("roads-missing", "workspace", "leads are owned by the road they stand on", action)]
        )
    roads, reps = land.roads, land.problem.seat_ids
    cells = roads.cells()
    reached = cells >= 0
    row = {rep: number for number, rep in enumerate(reps)}
    owned = np.array([row[owners[roads.place_ids[cell]]] for cell in cells[reached]], np.int32)
    load = np.bincount(land.present, weights=land.problem.measures[0], minlength=len(reps)).astype(np.float64)
    return LeadDesk((roads.lat[reached], roads.lon[reached]), owned, reps, (load, land.problem.targets[0]))


def lead_problems(engine: TravelEngine, leads: Sequence[Place]) -> tuple[Problem, ...]:
    """Name the leads that stand off the roads: the nearest junction decides about them all the same."""
    return engine.problems(leads) if isinstance(engine, RoadEngine) else ()

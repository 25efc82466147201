"""Whose a new lead is, from the present owners and the roads."""

from __future__ import annotations

import numpy as np

from routing.problems import BadInputError, Problem
from territory.leads import LeadDesk
from workspace.designing.land import Land


def present_owners(land: Land) -> dict[str, str]:
    """Return the owner of every account; raises `BadInputError` where an account has none."""
    problem = land.problem
    if (land.present < 0).any():
        cause = f"{int((land.present < 0).sum())} accounts have no owner"
        action = "Divide them first: roundsman territory design."
        raise BadInputError([Problem("owners-missing", "workspace", cause, action)])
    return {unit: problem.seat_ids[seat] for unit, seat in zip(problem.unit_ids, land.present, strict=True)}


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

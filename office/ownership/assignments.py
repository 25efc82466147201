"""Which rep takes which territory: those in force, or new ones that were drawn before anybody's home was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from office.designs.inputs import Land
from office.opening import Office
from office.ownership.leads import present_owners
from office.ownership.timeline import keep_owners, staying
from routing.problems import BadInputError, Problem
from routing.stopping import Stop
from store.ownership import Owned
from territory.accounts import Account
from territory.design.assignment import Assignment, Pairing, Weights, assign_reps
from territory.design.compatibility import misfits
from territory.design.costs import blended, recentred
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import DesignProblem, Floats, Ints
from territory.design.solve import solve

DAY_H = 8.0
"""Hours of a working day, which begins and ends at home."""
NAMED = 3
"""Accounts that a reason names at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Territories:
    """A division of all accounts by the names of territories; `centres` are units."""

    land: Land
    names: tuple[str, ...]
    owner: Ints
    centres: Ints
    metrics: DesignMetrics

    def accounts_of(self, territory: int) -> list[Account]:
        """Return the accounts of a territory that go with it: locked ones stay with their rep."""
        mine = {self.land.problem.unit_ids[unit] for unit in np.flatnonzero(self.owner == territory)}
        return [one for one in self.land.accounts if one.id in mine and one.owner_lock is None]


def present_territories(land: Land) -> Territories:
    """Return the territories in force, named after the reps who have them now."""
    present_owners(land)
    problem, owner = land.problem, land.present
    empty = [rep for seat, rep in enumerate(problem.seat_ids) if not (owner == seat).any()]
    if empty:
        cause, action = f"{', '.join(empty)} own nothing", "Divide them anew: roundsman territory design."
        raise BadInputError([Problem("territory-empty", "the territories in force", cause, action)])
    return _territories(land, problem, problem.seat_ids, owner)


def free_territories(land: Land, count: int, stop: Stop, seed: int) -> Territories:
    """Return `count` even territories wherever they fit best: seats are chosen, homes and locks do not count yet."""
    problem = seats_chosen(land.problem, count)
    return _territories(land, problem, problem.seat_ids, solve(problem, stop, seed).owner)


def seats_chosen(problem: DesignProblem, count: int) -> DesignProblem:
    """Return the problem with `count` equal seats that may be anywhere and own anything."""
    n = len(problem.unit_ids)
    if not 0 < count <= n:
        cause, action = f"{n} accounts cannot be shared by {count}", "Ask for fewer territories."
        raise BadInputError([Problem("more-reps-than-accounts", "the territories", cause, action)])
    targets = np.repeat(problem.measures.sum(axis=1)[:, None] / count, count, axis=1)
    lower, upper = (side[:, :1] / np.maximum(problem.targets[:, :1], 1e-12) for side in (problem.lower, problem.upper))
    return replace(
        problem,
        seat_ids=tuple(f"T{number:02d}" for number in range(1, count + 1)),
        targets=targets,
        lower=lower * targets,
        upper=np.where(np.isfinite(upper), upper * targets, np.inf),
        allowed=np.ones((count, n), np.bool_),
        home_share=0.0,
        owner=None,
        stay_s=0.0,
    )


def assign(made: Territories, weights: Weights) -> Assignment:
    """Return who takes which territory.

    Raises
    ------
    BadInputError
        If there are more territories than reps, or some cannot be taken; names what blocks.
    """
    reps = made.land.problem.seat_ids
    if len(made.names) > len(reps):
        cause = f"{len(made.names)} territories and {len(reps)} reps"
        action = "Hire, and import the new reps; or ask for fewer territories."
        raise BadInputError([Problem("territories-without-rep", "the assignment", cause, action)])
    return assign_reps(pairing_of(made), weights)


def pairing_of(made: Territories) -> Pairing:
    """Return what is known about each pair of a rep and a territory."""
    land, problem = made.land, made.land.problem
    reps = sorted(land.reps, key=lambda rep: rep.id)
    hours, potential = (np.bincount(made.owner, weights=row, minlength=len(made.names)) for row in problem.measures)
    days = hours / DAY_H
    commute = 2 * problem.travel.from_seats()[:, made.centres] / 3600 * days[None, :]
    value = potential / potential.mean() if potential.any() else np.ones(len(potential))
    return Pairing(
        problem.seat_ids,
        made.names,
        np.asarray(commute, np.float64),
        _kept_hours(made),
        np.array([rep.experience for rep in reps]),
        value,
        _forbidden(made),
    )


def new_owners(made: Territories, assignment: Assignment) -> dict[str, str]:
    """Return the owner of each account once the reps have taken their territories; locked ones stay locked."""
    taker = dict(assignment.pairs)
    locked = {one.id: one.owner_lock for one in made.land.accounts if one.owner_lock is not None}
    units = zip(made.land.problem.unit_ids, made.owner, strict=True)
    return {unit: locked.get(unit, taker[made.names[territory]]) for unit, territory in units}


def keep_assignment(office: Office, made: Territories, assignment: Assignment, day: date, now: datetime) -> int:
    """Put an assignment in force from a day on; returns how many accounts change owner."""
    before = dict(zip(made.land.problem.unit_ids, made.land.present, strict=True))
    reps, owners = made.land.problem.seat_ids, new_owners(made, assignment)
    moved = {unit: rep for unit, rep in owners.items() if before[unit] < 0 or reps[before[unit]] != rep}
    entries = [Owned(unit, day, rep, "assignment of reps to territories") for unit, rep in sorted(moved.items())]
    entries += staying(made.land.lines, day, set(moved))
    what = f"reps take territories from {day}: {len(moved)} accounts have a new owner"
    keep_owners(office, made.land.revision, entries, what, now)
    return len(moved)


def _territories(land: Land, problem: DesignProblem, names: tuple[str, ...], owner: Ints) -> Territories:
    centres = recentred(problem, owner)
    return Territories(land, names, owner, centres, measure(problem, owner, blended(problem, centres)))


def _kept_hours(made: Territories) -> Floats:
    """Return the workload in each territory [column] that each rep [row] owns at present."""
    problem, present = made.land.problem, made.land.present
    kept = np.zeros((len(problem.seat_ids), len(made.names)))
    owned = present >= 0
    np.add.at(kept, (present[owned], made.owner[owned]), problem.measures[0, owned])
    return kept


def _forbidden(made: Territories) -> Mapping[tuple[int, int], str]:
    """Return why a rep cannot take a territory: what its accounts ask for and the rep lacks, with some of them."""
    reps = sorted(made.land.reps, key=lambda rep: rep.id)
    found = {}
    for column in range(len(made.names)):
        accounts = made.accounts_of(column)
        for row, rep in enumerate(reps):
            lacking = {one.id: why for one in accounts if (why := misfits(one, rep))}
            if lacking:
                found[row, column] = _reason(lacking)
    return found


def _reason(lacking: Mapping[str, list[str]]) -> str:
    reasons = sorted({why for whys in lacking.values() for why in whys})
    names = ", ".join(sorted(lacking)[:NAMED]) + (", ..." if len(lacking) > NAMED else "")
    return f"{' and '.join(reasons)} (asked by {names})"

"""Which rep takes which territory: those in force, or new ones that were drawn before anybody's home was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks, writes
from office.ownership.decisions import decision_of, keep_owners, require_owners_as_seen, staying
from office.ownership.leads import present_owners
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Stop
from routing.travel import TravelEngine
from store.ownership import timelines
from territory.accounts import Account
from territory.design.assignment import Assignment, Pairing, Weights, assign_reps
from territory.design.costs import blended, recentred
from territory.design.gathered import Land
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import DesignProblem, Floats, Ints
from territory.design.solve import solve
from territory.fit import misfits
from territory.ownership.timeline import DecisionKind, Owned

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
        return [one for one in self.land.accounts if one.id in mine - _locked(self.land).keys()]


@dataclass(frozen=True, slots=True)
class AssignmentProposal:
    """Who would take which territory, from when on, and who would own what.

    Attributes
    ----------
    centres : mapping of territory to account
        The account at the middle of each.
    assignment : Assignment or None
        None where there are more territories than reps.
    owners : mapping of account to rep
    moved : tuple of str
        The accounts that would change owner.
    """

    revision: int
    valid_from: date
    metrics: DesignMetrics
    centres: Mapping[str, str]
    places: Mapping[str, tuple[float, float]]
    assignment: Assignment | None
    owners: Mapping[str, str]
    moved: tuple[str, ...]
    left_out: tuple[Problem, ...]


@thinks
def propose_assignment(act: Act, engine: TravelEngine, day: date, weights: Weights) -> AssignmentProposal:
    """Let the reps take the present territories so that ways, relationships and experience fit best; keeps nothing.

    Raises
    ------
    BadInputError
        If an account has no owner or a rep nothing, or some territory cannot be taken; names what blocks.
    """
    land = read_land(act.office, engine, day, Wishes(contiguous=False))
    return _proposed(present_territories(land), weights, day)


@thinks
def propose_territories(
    act: Act,
    engine: TravelEngine,
    day: date,
    stop: Stop,
    *,
    seed: int,
    wishes: Wishes,
    weights: Weights,
    count: int | None = None,
) -> AssignmentProposal:
    """Draw even territories wherever they are best (as many as reps), and let the reps take them; keeps nothing."""
    land = read_land(act.office, engine, day, wishes)
    return _proposed(free_territories(land, count or len(land.reps), stop, seed), weights, day)


@writes
def keep_assignment(act: Act, made: AssignmentProposal, reason: str = "") -> int:
    """Put an assignment in force from its day on; returns the number of the decision."""
    require_owners_as_seen(act, made.revision)
    day = made.valid_from
    entries = [Owned(unit, day, made.owners[unit], "assignment of reps to territories") for unit in made.moved]
    entries += staying(timelines(act.connection, covers=False), day, set(made.moved))
    summary = sentence(
        "reps take territories from {day}: {count} accounts have a new owner", day=day, count=len(made.moved)
    )
    return keep_owners(act, entries, decision_of(act, DecisionKind.ASSIGNMENT, summary, reason)).number


def _proposed(made: Territories, weights: Weights, day: date) -> AssignmentProposal:
    land = made.land
    reps, units = land.problem.seat_ids, land.problem.unit_ids
    answer = assign(made, weights) if len(made.names) <= len(reps) else None
    owners = new_owners(made, answer) if answer else {}
    before = {unit: reps[seat] if seat >= 0 else "" for unit, seat in zip(units, land.present, strict=True)}
    centres = dict(zip(made.names, made.centres.tolist(), strict=True))
    return AssignmentProposal(
        land.revision,
        day,
        made.metrics,
        {name: units[centre] for name, centre in centres.items()},
        {name: tuple(land.problem.positions[centre].tolist()) for name, centre in centres.items()},
        answer,
        owners,
        tuple(sorted(unit for unit, rep in owners.items() if before[unit] != rep)),
        land.left_out,
    )


def present_territories(land: Land) -> Territories:
    """Return the territories in force, named after the reps who have them now."""
    present_owners(land)
    problem, owner = land.problem, land.present
    empty = [rep for seat, rep in enumerate(problem.seat_ids) if not (owner == seat).any()]
    if empty:
        cause, action = (
            sentence("{names} own nothing", names=", ".join(empty)),
            "Divide them anew: roundsman territory design.",
        )
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
        cause, action = (
            sentence("{n} accounts cannot be shared by {count}", n=n, count=count),
            "Ask for fewer territories.",
        )
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
        leaning=None,
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
        cause = sentence("{count} territories and {count_2} reps", count=len(made.names), count_2=len(reps))
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
    locked = _locked(made.land)
    units = zip(made.land.problem.unit_ids, made.owner, strict=True)
    return {unit: locked.get(unit, taker[made.names[territory]]) for unit, territory in units}


def _locked(land: Land) -> dict[str, str]:
    """Return the accounts whose owner nothing here changes: their own locks, and rules that name them."""
    names = {rep.id for rep in land.reps}
    return {account: rep for account, rep in land.bound.items() if rep in names} | {
        one.id: one.owner_lock for one in land.accounts if one.owner_lock is not None
    }


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

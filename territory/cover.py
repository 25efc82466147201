"""Who looks after the accounts of a rep who is away, or of a seat that is vacant: for a time, then they go back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from routing.problems import Problem
from routing.sentences import sentence
from territory.design.problem import DesignProblem, Floats, Ints


@dataclass(frozen=True, slots=True)
class CoverSpell:
    """Who stands in for an account's owner."""

    account_id: str
    rep_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Spells by account, the extra hours of each rep for the time, and accounts that nobody can cover."""

    spells: tuple[CoverSpell, ...]
    extra_h: Mapping[str, float]
    problems: tuple[Problem, ...]


def cover_absence(
    problem: DesignProblem, owner: Ints, absent: str, days: tuple[date, date | None], seconds: Floats
) -> Cover:
    """Return who covers the accounts of `absent` from the first day to the last, both inclusive.

    Each account goes, largest first, to the rep who is nearest and has most room: travel is weighed with how full the
    rep's hours are. A vacancy has no last day. Units that nobody owns are left alone.

    Parameters
    ----------
    seconds : float array, shape (p, n)
        What a visit to each unit costs each seat (see `costs.blended`).
    """
    seat = problem.seat_ids.index(absent)
    first, last = days
    part = 1.0 if last is None else ((last - first).days + 1) / 365.25
    load = held_hours(problem, owner) * part
    room = np.maximum(problem.targets[0] * part, 1e-9)
    spells: list[CoverSpell] = []
    problems = []
    mine = np.flatnonzero(owner == seat)
    for unit in mine[np.argsort(-problem.measures[0, mine], kind="stable")]:
        able = [other for other in np.flatnonzero(problem.allowed[:, unit]) if other != seat]
        account = problem.unit_ids[unit]
        if not able:
            problems.append(_nobody(account, absent))
            continue
        taker = min(able, key=lambda other: (seconds[other, unit] + 60.0) * (load[other] / room[other] + 0.1))
        load[taker] += problem.measures[0, unit] * part
        spells.append(CoverSpell(account, problem.seat_ids[taker], sentence("covers {rep}", rep=absent)))
    before = held_hours(problem, owner) * part
    extra = {rep: float(load[s] - before[s]) for s, rep in enumerate(problem.seat_ids) if load[s] > before[s]}
    return Cover(tuple(sorted(spells, key=lambda one: one.account_id)), extra, tuple(problems))


def held_hours(problem: DesignProblem, owner: Ints) -> Floats:
    """Return the hours a year that each seat has; units that nobody owns count for nobody."""
    mine = owner >= 0
    weights = problem.measures[0][mine]
    return np.asarray(np.bincount(owner[mine], weights=weights, minlength=len(problem.seat_ids)), np.float64)


def _nobody(account: str, absent: str) -> Problem:
    cause = sentence("nobody but {absent} may own it", absent=absent)
    return Problem(
        "nobody-covers",
        sentence("account {account}", account=account),
        cause,
        "Remove its lock for the time, or move its visits.",
    )

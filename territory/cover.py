"""Who looks after the accounts of a rep who is away, or of a seat that is vacant: for a time, then they go back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from routing.problems import Problem
from territory.design.problem import DesignProblem, Floats, Ints


@dataclass(frozen=True, slots=True)
class CoverSpell:
    """An account is `rep_id`'s from a day on; the last spell gives it back to whom it belongs."""

    account_id: str
    rep_id: str
    valid_from: date
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Spells by account and date, the extra hours of each rep for the time, and accounts that nobody can cover."""

    spells: tuple[CoverSpell, ...]
    extra_h: Mapping[str, float]
    problems: tuple[Problem, ...]


def cover_absence(
    problem: DesignProblem, owner: Ints, absent: str, days: tuple[date, date | None], seconds: Floats
) -> Cover:
    """Return who covers the accounts of `absent` from the first day to the last, both inclusive.

    Each account goes, largest first, to the rep who is nearest and has most room: travel is weighed with how full the
    rep's hours are. A vacancy has no last day, and gives nothing back.

    Parameters
    ----------
    seconds : float array, shape (p, n)
        What a visit to each unit costs each seat (see `costs.blended`).
    """
    seat = problem.seat_ids.index(absent)
    first, last = days
    part = 1.0 if last is None else ((last - first).days + 1) / 365.25
    load = np.bincount(owner, weights=problem.measures[0], minlength=len(problem.seat_ids)) * part
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
        spells += _spells(account, (absent, problem.seat_ids[taker]), first, last)
    before = np.bincount(owner, weights=problem.measures[0], minlength=len(problem.seat_ids)) * part
    extra = {rep: float(load[s] - before[s]) for s, rep in enumerate(problem.seat_ids) if load[s] > before[s]}
    return Cover(tuple(sorted(spells, key=lambda one: (one.account_id, one.valid_from))), extra, tuple(problems))


def _spells(account: str, reps: tuple[str, str], first: date, last: date | None) -> Sequence[CoverSpell]:
    absent, taker = reps
    given = CoverSpell(account, taker, first, f"covers {absent}")
    if last is None:
        return [given]
    return [given, CoverSpell(account, absent, last + timedelta(days=1), f"back from {taker}")]


def _nobody(account: str, absent: str) -> Problem:
    cause = f"nobody but {absent} may own it"
    return Problem("nobody-covers", f"account {account}", cause, "Remove its lock for the time, or move its visits.")

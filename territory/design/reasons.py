"""Why an account changes its owner, in words that can be shown to both reps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routing.sentences import joined, sentence, term
from territory.design.costs import blended
from territory.design.problem import Design, DesignProblem, Floats, Ints
from territory.success import Closed, past_words

EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """One account that changes hands.

    Attributes
    ----------
    from_id : str or None
        The present owner; None for an account without one.
    code : str
        ``unowned``, ``may-not-own``, ``balance``, ``success``, ``travel``, ``chain`` or ``routes``.
    reason : str
        A sentence with the numbers behind it.
    """

    account_id: str
    from_id: str | None
    to_id: str
    workload_h: float
    code: str
    reason: str


def explain_moves(problem: DesignProblem, owner: Ints, design: Design) -> tuple[Move, ...]:
    """Return every account whose owner changes, with the reason, by account."""
    seconds = blended(problem, design.centres)
    before = _deviation(problem, owner)
    moves = []
    for unit in np.flatnonzero(owner != design.owner):
        old, new = int(owner[unit]), int(design.owner[unit])
        code, reason = _reason(problem, int(unit), (old, new), seconds, before)
        rep = problem.seat_ids[old] if old >= 0 else None
        hours = float(problem.measures[0, unit]) if old >= 0 else 0.0
        moves.append(Move(problem.unit_ids[unit], rep, problem.seat_ids[new], hours, code, reason))
    return tuple(sorted(moves, key=lambda move: move.account_id))


def _reason(
    problem: DesignProblem, unit: int, seats: tuple[int, int], seconds: Floats, before: Floats
) -> tuple[str, str]:
    old, new = seats
    if old < 0:
        return "unowned", sentence("has no owner; {seat_ids} is the fitting one", seat_ids=problem.seat_ids[new])
    names = problem.seat_ids[old], problem.seat_ids[new]
    if not problem.allowed[old, unit]:
        lacks = problem.hindered.get((old, unit), "")
        may_not = sentence("{names} may not own it", names=names[0])
        return "may-not-own", joined(": ", [may_not, lacks]) if lacks else may_not
    k = int(np.argmax(np.abs(before[:, old]) + np.abs(before[:, new])))
    over, under = before[k, old], before[k, new]
    minutes = (seconds[old, unit] - seconds[new, unit]) / 60
    shift = sentence(
        "{measure_names} before all moves: {names} {over:+.0f} %, {names_2} {under:+.0f} % from target",
        measure_names=term(problem.measure_names[k]),
        names=names[0],
        over=100 * over,
        names_2=names[1],
        under=100 * under,
    )
    leans = 0.0 if problem.leaning is None else float(np.subtract(*problem.leaning.seconds[[old, new], unit])) / 60
    if leans > max(minutes, 0.0) + EPSILON:
        past = [joined(" ", [names[n], _past(problem, unit, seat)]) for n, seat in ((1, new), (0, old))]
        return "success", sentence(
            "{past}, {past_2}: worth {leans:.0f} minutes at each visit; the way {change}",
            past=past[0],
            past_2=past[1],
            leans=leans,
            change=_change(minutes),
        )
    if over > under and _helps(problem, unit, seats, k):
        return "balance", sentence("{shift}; the way {change}", shift=shift, change=_change(minutes))
    if minutes > 0:
        return "travel", sentence(
            "{names} is {minutes:.0f} minutes nearer at each visit", names=names[1], minutes=minutes
        )
    return "chain", sentence("makes room between others; the way {change}", change=_change(minutes))


def _past(problem: DesignProblem, unit: int, seat: int) -> str:
    leaning = problem.leaning
    assert leaning is not None  # noqa: S101 - asked of the caller
    won, closed = int(leaning.won[seat, unit]), int(leaning.closed[seat, unit])
    return past_words(Closed(won, closed - won), leaning.sectors[unit])


def _helps(problem: DesignProblem, unit: int, seats: tuple[int, int], k: int) -> bool:
    """Return whether the measure is balanced at all, and the unit counts in it."""
    bounded = np.isfinite(problem.upper[k, list(seats)]).all()
    return bool(bounded and problem.measures[k, unit] > 0)


def _change(minutes: float) -> str:
    return sentence(
        "is {minutes:.0f} minutes {which} at each visit",
        minutes=abs(minutes),
        which="shorter" if minutes > 0 else "longer",
    )


def _deviation(problem: DesignProblem, owner: Ints) -> Floats:
    """Return the present deviation from target of each measure and seat; measures that are free count as zero."""
    owned = owner >= 0
    p = len(problem.seat_ids)
    held = np.stack([np.bincount(owner[owned], weights=row[owned], minlength=p) for row in problem.measures])
    off = held / np.maximum(problem.targets, 1e-12) - 1
    return np.where(np.isfinite(problem.upper), off, 0.0)

"""How evenly a thing could be shared at best: accounts go whole, to reps who fit, by each one's capacity.

A lower bound comes from sharing accounts in parts (a linear program over accounts that fit the same reps); what is
attained comes from giving the largest first to whoever has least, and then moving and exchanging. On small teams a
search over all divisions proves the least gap. Ways are no part of it: this is what no division can undercut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALL_PAIRS = 600
"""So many pairs of an account and a rep who fits it are searched wholly."""
MOST_NODES = 2_000
MOST_STEPS = 400
DIGITS = 6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Portion:
    """One account: its amount, and the reps who may have it."""

    amount: float
    fits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attainable:
    """The gap between the greatest and the least load, in parts of the mean load.

    Attributes
    ----------
    present, found, bound : float
        As it is; as it could be; below which no division lies.
    proven : bool
        Whether no division has a smaller gap than the one found.
    """

    present: float
    found: float
    bound: float
    proven: bool


def attainable(
    portions: Sequence[Portion], capacity: Mapping[str, float], present: Mapping[str, float]
) -> Attainable | None:
    """Return how evenly portions could be shared; None where there is nothing to share, or fewer than two reps.

    Parameters
    ----------
    present : mapping of rep to amount
        What each has now.
    """
    reps = sorted(name for name, one in capacity.items() if one > 0)
    mine = [one for one in portions if one.amount > 0 and one.fits & set(reps)]
    if len(reps) < 2 or not mine:
        return None
    parts = np.array([capacity[name] for name in reps])
    mean = sum(one.amount for one in mine) / float(parts.sum())
    loads = np.array([present.get(name, 0.0) for name in reps]) / parts
    now = float(loads.max() - loads.min()) / mean
    bound = max(0.0, _shared_in_parts(mine, reps, parts) / mean)
    found, proven = _given_whole(mine, reps, parts) / mean, False
    if sum(len(one.fits & set(reps)) for one in mine) <= SMALL_PAIRS:
        least, proven = _searched(mine, reps, parts)
        found = found if least is None else min(found, least / mean)
    proven = proven or found - bound <= 10**-DIGITS
    return Attainable(round(now, DIGITS), round(found, DIGITS), round(min(bound, found), DIGITS), proven)


def _shared_in_parts(mine: Sequence[Portion], reps: Sequence[str], parts: Floats) -> float:
    """Return the least gap where accounts may be shared in parts: those that fit the same reps are one heap."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import, and few ask

    heaps: dict[tuple[int, ...], float] = defaultdict(float)
    for one in mine:
        heaps[tuple(n for n, name in enumerate(reps) if name in one.fits)] += one.amount
    pairs = [(heap, rep) for heap in sorted(heaps) for rep in heap]
    wide = len(pairs) + 2  # then the greatest and the least load
    whole = np.zeros((len(heaps), wide))
    for row, heap in enumerate(sorted(heaps)):
        whole[row, [n for n, (of, _) in enumerate(pairs) if of == heap]] = 1.0
    between = np.zeros((2 * len(reps), wide))
    for n, (_, rep) in enumerate(pairs):
        between[rep, n], between[len(reps) + rep, n] = 1.0 / parts[rep], -1.0 / parts[rep]
    between[: len(reps), -2], between[len(reps) :, -1] = -1.0, 1.0
    cost = np.zeros(wide)
    cost[-2], cost[-1] = 1.0, -1.0
    made = linprog(cost, between, np.zeros(2 * len(reps)), whole, [heaps[heap] for heap in sorted(heaps)])
    return float(made.fun) if made.status == 0 else 0.0


def _given_whole(mine: Sequence[Portion], reps: Sequence[str], parts: Floats) -> float:
    """Return the gap of a division: the largest first to whoever has least of those who fit, then bettered."""
    load, held = np.zeros(len(reps)), [-1] * len(mine)
    order = sorted(range(len(mine)), key=lambda n: (-mine[n].amount, n))
    able = [[n for n, name in enumerate(reps) if name in one.fits] for one in mine]
    for n in order:
        rep = min(able[n], key=lambda one: (round(float((load[one] + mine[n].amount) / parts[one]), 9), one))
        load[rep] += mine[n].amount
        held[n] = rep
    for _ in range(MOST_STEPS):
        if not _bettered(mine, able, load, held, parts):
            break
    by_capacity = load / parts
    return float(by_capacity.max() - by_capacity.min())


def _bettered(mine: Sequence[Portion], able: list[list[int]], load: Floats, held: list[int], parts: Floats) -> bool:
    """Move one account from the fullest to the emptiest, where that makes the fuller of the two less full."""
    by_capacity = load / parts
    full, empty = int(by_capacity.argmax()), int(by_capacity.argmin())
    best, least = -1, float(by_capacity[full])
    for n, rep in enumerate(held):
        if rep == full and empty in able[n]:
            after = max((load[full] - mine[n].amount) / parts[full], (load[empty] + mine[n].amount) / parts[empty])
            if after < least - 1e-9:
                best, least = n, after
    if best < 0:
        return False
    load[full] -= mine[best].amount
    load[empty] += mine[best].amount
    held[best] = empty
    return True


def _searched(mine: Sequence[Portion], reps: Sequence[str], parts: Floats) -> tuple[float | None, bool]:
    """Return the least gap of all divisions, and whether the search proved it within its number of nodes."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import, and few ask

    pairs = [(n, rep) for n, one in enumerate(mine) for rep, name in enumerate(reps) if name in one.fits]
    wide = len(pairs) + 2
    whole = np.zeros((len(mine), wide))
    between = np.zeros((2 * len(reps), wide))
    for column, (n, rep) in enumerate(pairs):
        whole[n, column] = 1.0
        between[rep, column] = mine[n].amount / parts[rep]
        between[len(reps) + rep, column] = -mine[n].amount / parts[rep]
    between[: len(reps), -2], between[len(reps) :, -1] = -1.0, 1.0
    cost = np.zeros(wide)
    cost[-2], cost[-1] = 1.0, -1.0
    kinds = np.ones(wide)
    kinds[-2:] = 0
    most = np.ones(wide)
    most[-2:] = np.inf
    made = milp(
        cost,
        integrality=kinds,
        bounds=Bounds(np.zeros(wide), most),
        constraints=[LinearConstraint(whole, 1.0, 1.0), LinearConstraint(between, -np.inf, 0.0)],
        options={"node_limit": MOST_NODES},
    )
    return (None, False) if made.x is None else (float(made.fun), made.status == 0)

"""Which rep takes which territory: commute, relationships and experience weighed, pairs that cannot be left out.

An assignment problem (Kuhn 1955). Where some territories share too few reps who could take them, no assignment exists,
and these territories are named (the deficient set of Hall's theorem).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.design.problem import Bools, Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """What a rep's fit to a territory is made of, all in hours a year.

    Attributes
    ----------
    commute : float
        Of an hour's way from home to the territory's centre in a year's visits.
    relation : float
        Of an hour's workload whose owner stays.
    experience : float
        Of a step of experience with a territory of mean value.
    """

    commute: float = 1.0
    relation: float = 0.5
    experience: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """What is known about every pair of rep [row] and territory [column].

    Attributes
    ----------
    commute_h : float array, shape (reps, territories)
        Hours a year from home to the centre and back.
    kept_h : float array, same shape
        Workload in the territory that the rep owns already.
    experience : float array, shape (reps,)
    value : float array, shape (territories,)
        Value of each territory beside the mean one, 1 being ordinary.
    forbidden : mapping of (row, column) to a reason
    """

    rep_ids: tuple[str, ...]
    territory_ids: tuple[str, ...]
    commute_h: Floats
    kept_h: Floats
    experience: Floats
    value: Floats
    forbidden: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who takes what: (territory id, rep id) by territory, and its price."""

    pairs: tuple[tuple[str, str], ...]
    price: float
    forbidden: tuple[tuple[str, str, str], ...]
    """(rep id, territory id, reason) of the pairs left out."""


def assign_reps(pairing: Pairing, weights: Weights | None = None) -> Assignment:
    """Return the assignment of least price.

    Raises
    ------
    BadInputError
        If no assignment exists; names the territories that block it and why each rep cannot take them.
    """
    price = prices(pairing, weights or Weights())
    possible = np.ones(price.shape, np.bool_)
    for pair in pairing.forbidden:
        possible[pair] = False
    blocked = blocking(possible)
    if blocked:
        raise BadInputError([_blocked(pairing, blocked, possible)])
    dear = 1 + 2 * float(np.abs(price).max()) * len(pairing.territory_ids)
    rows, columns = linear_sum_assignment(np.where(possible, price, dear))
    pairs = sorted((pairing.territory_ids[c], pairing.rep_ids[r]) for r, c in zip(rows, columns, strict=True))
    left_out = tuple(
        (pairing.rep_ids[r], pairing.territory_ids[c], reason) for (r, c), reason in sorted(pairing.forbidden.items())
    )
    return Assignment(tuple(pairs), float(price[rows, columns].sum()), left_out)


def prices(pairing: Pairing, weights: Weights) -> Floats:
    """Return the price of every pair, in hours a year; relationships kept and experience placed well lower it."""
    fit = pairing.experience[:, None] * (pairing.value[None, :] - 1)
    return np.asarray(
        weights.commute * pairing.commute_h - weights.relation * pairing.kept_h - weights.experience * fit, np.float64
    )


def blocking(possible: Bools) -> list[int]:
    """Return the territories [columns] that together have fewer possible reps [rows] than they are; empty if none."""
    matched = maximum_bipartite_matching(csr_array(possible.T.astype(np.int8)), perm_type="column")
    alone = np.flatnonzero(matched < 0)
    if not len(alone):
        return []
    taker = {int(rep): territory for territory, rep in enumerate(matched) if rep >= 0}
    reached, queue = {int(alone[0])}, [int(alone[0])]
    while queue:
        for rep in np.flatnonzero(possible[:, queue.pop()]):
            other = taker[int(rep)]
            if other not in reached:
                reached.add(other)
                queue.append(other)
    return sorted(reached)


def _blocked(pairing: Pairing, blocked: Sequence[int], possible: Bools) -> Problem:
    names = ", ".join(pairing.territory_ids[column] for column in blocked)
    reps = [pairing.rep_ids[row] for row in np.flatnonzero(possible[:, list(blocked)].any(axis=1))]
    who = ", ".join(reps) if reps else "nobody"
    reasons = "; ".join(
        sentence(
            "{rep_ids} for {territory_ids}: {reason}",
            rep_ids=pairing.rep_ids[row],
            territory_ids=pairing.territory_ids[column],
            reason=reason,
        )
        for (row, column), reason in sorted(pairing.forbidden.items())
        if column in blocked
    )
    cause = (
        sentence("{names} can be taken by {who} only ({reasons})", names=names, who=who, reasons=reasons)
        if reasons
        else sentence("{names}: too few reps", names=names)
    )
    action = "Change what these territories hold, train or hire a rep for them, or divide among fewer."
    return Problem("territories-without-rep", "the assignment", cause, action)

"""Which accounts may choose which rep, who owns one of their neighbours and may own them; the moves that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from routing.geometry import flat_m
from routing.sentences import sentence
from scheduler.team.by_routes import Candidate, Change
from territory.design.problem import DesignProblem, Ints
from territory.design.reasons import Move

NEIGHBOURS = 12
"""Nearest accounts of an account; whoever owns one of them may be chosen."""
PACE_M_S = 11.0
"""How fast the straight way to a neighbour is driven, for the order in which changes are tried: 40 km/h."""


def candidates(problem: DesignProblem, owner: Ints, accounts: Set[str], reps: Set[str]) -> Iterator[Candidate]:
    """Yield for each account that may choose the reps who own one of its neighbours, may own it, and may take it.

    Parameters
    ----------
    owner : int array
        The seat that owns each unit.
    accounts, reps : set of str
        Which accounts may choose, and which reps may give and take; empty for all.
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

    metres = flat_m(problem.positions)
    count = min(NEIGHBOURS + 1, len(metres))
    away, near = cKDTree(metres).query(metres, k=count)
    for unit, (ways, others) in enumerate(zip(away.reshape(-1, count), near.reshape(-1, count), strict=True)):
        account, own = problem.unit_ids[unit], problem.seat_ids[int(owner[unit])]
        if not _named(account, accounts) or not _named(own, reps):
            continue
        nearest: dict[int, float] = {}
        for way, other in zip(ways.tolist(), others.tolist(), strict=True):
            nearest.setdefault(int(owner[other]), way)
        for seat, way in sorted(nearest.items()):
            rep = problem.seat_ids[seat]
            if seat != owner[unit] and problem.allowed[seat, unit] and _named(rep, reps):
                yield Candidate(account, rep, 2 * way / PACE_M_S)


def moves_of(
    problem: DesignProblem, before: Mapping[str, str], changes: Sequence[Change], weeks: int
) -> Iterator[Move]:
    """Yield a move for each account that ends with another rep, with what it gained a week when it was tried."""
    now, gained = dict(before), dict.fromkeys((change.account for change in changes), 0.0)
    for change in changes:
        now[change.account] = change.to_rep
        gained[change.account] += change.gain
    hours = dict(zip(problem.unit_ids, problem.measures[0].tolist(), strict=True))
    for account in sorted(gained):
        if now[account] != before[account]:
            reason = sentence(
                "the rounds with {name} are {minutes:.0f} minutes a week cheaper",
                name=now[account],
                minutes=gained[account] / 60 / weeks,
            )
            yield Move(account, before[account], now[account], hours[account], "routes", reason)


def _named(name: str, wanted: Set[str]) -> bool:
    return not wanted or name in wanted

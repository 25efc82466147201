"""How much longer a visit would take in a territory beside its own, by the roads, and who could not make it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

import numpy as np

from routing.roads import RoadEngine
from routing.travel import UNREACHABLE_S
from scheduler.review.gathered import Gathered
from territory.accounts import Account, Rep
from territory.review.border import NEIGHBOURS, nearest

NEAR = 3
"""Accounts of a territory whose nearness stands for the leg to an account among them."""
VISITS_A_DAY = 6.0
"""Among which the way from home and back is shared."""

Elsewhere = Mapping[tuple[str, str], float]
"""Seconds that a visit to an account would take longer in a territory than in its own."""


def seconds_elsewhere(known: Gathered, engine: RoadEngine | None) -> Elsewhere:
    """Return how many seconds longer a visit would take to each account at a border, by territory beside it.

    The difference is that of the ways: a leg to the nearest accounts there instead of here, and a part of the way from
    that rep's home. It is infinite where that rep cannot serve the account; without roads nothing else is known.
    """
    accounts = {one.id: one for one in known.accounts}
    beside = _beside(known)
    barred = {pair for pair in beside if not _able(accounts[pair[0]], known.reps.get(known.owners.reps[pair[1]]))}
    found = dict.fromkeys(sorted(barred), inf)
    if engine is None:
        return found
    asked: dict[str, set[str]] = defaultdict(set)
    for account, territory in beside:
        asked[territory].add(account)
        asked[known.owners.territory[account]].add(account)
    ways = {territory: _ways(known, engine, territory, sorted(names)) for territory, names in sorted(asked.items())}
    for account, territory in beside:
        there, here = ways[territory][account], ways[known.owners.territory[account]][account]
        if (account, territory) not in barred and here < inf:
            found[account, territory] = there - here
    return found


def travelled(known: Gathered, engine: RoadEngine | None) -> Gathered:
    """Return what is known with the travel of visits estimated on the roads, where no plan says what it is."""
    if known.travel_from or engine is None:
        return known
    owned: dict[str, list[str]] = defaultdict(list)
    for account, territory in sorted(known.owners.territory.items()):
        owned[territory].append(account)
    ways = {name: s for place in sorted(owned) for name, s in _ways(known, engine, place, owned[place]).items()}
    usual = float(np.mean([s for s in ways.values() if s < inf] or [0.0]))
    told = {name: s if s < inf else usual for name, s in ways.items()}
    calls = {name: seconds + told.get(name, usual) for name, seconds in known.call_s.items()}
    return replace(known, call_s=calls, travel_from="an estimate on the roads")


def _beside(known: Gathered) -> list[tuple[str, str]]:
    """Return the accounts at a border with each staffed territory beside them."""
    owner, reps = known.owners.territory, known.owners.reps
    mine = [one for one in known.accounts if reps.get(owner.get(one.id, ""))]
    if len(mine) <= NEIGHBOURS:
        return []
    found = {
        (one.id, there)
        for one, rows in zip(mine, nearest(mine, NEIGHBOURS).tolist(), strict=True)
        for row in rows
        if (there := owner[mine[row].id]) != owner[one.id]
    }
    return sorted(found)


def _able(account: Account, rep: Rep | None) -> bool:
    return rep is None or (account.skills <= rep.skills and account.languages <= rep.languages)


def _ways(known: Gathered, engine: RoadEngine, territory: str, names: Sequence[str]) -> dict[str, float]:
    """Return the seconds of one visit's ways to each named account among those of a territory."""
    place = {one.id: one.place for one in known.accounts}
    inside = [one.id for one in known.accounts if known.owners.territory.get(one.id) == territory]
    rep = known.reps.get(known.owners.reps[territory])
    goals = [*(place[name] for name in inside), *([rep.home] if rep else [])]
    table = engine.block([place[name] for name in names], goals)[0].astype(np.float64)
    table[table >= UNREACHABLE_S] = inf
    legs = table[:, : len(inside)]
    legs[np.array([[one == other for other in inside] for one in names], np.bool_)] = inf
    near = np.sort(legs, axis=1)[:, :NEAR]
    found = np.isfinite(near)
    near = np.where(found, near, 0).sum(axis=1) / found.sum(axis=1).clip(1)
    way = near + 2 * table[:, len(inside) :].sum(axis=1) / VISITS_A_DAY
    return dict(zip(names, way.tolist(), strict=True))

"""Territories through time: their monthly sales, what is due of their targets, and experiments on them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from routing.problems import Problem
from scheduler.review.gathered import Gathered
from territory.experiment import Comparison, compare
from territory.seasons.values import Seasons
from territory.targets import FLAT, Target, due_by

SEED = 1


def members_of(known: Gathered) -> dict[str, list[str]]:
    """Return the accounts of each territory."""
    members: dict[str, list[str]] = {name: [] for name in known.owners.reps}
    for account, territory in sorted(known.owners.territory.items()):
        members.setdefault(territory, []).append(account)
    return members


def series_of(known: Gathered) -> dict[str, list[float]]:
    """Return each territory's monthly sales, by its accounts of today; a month that one of them lacks is not known."""
    if known.sales is None:
        return {}
    row = {name: number for number, name in enumerate(known.sales.accounts)}
    lines = {}
    for territory, accounts in members_of(known).items():
        rows = [row[name] for name in accounts if name in row]
        if rows:
            lines[territory] = known.sales.amounts[rows].sum(axis=0).tolist()
    return lines


def due_of(target: Target, known: Gathered, seasons: Seasons | None) -> float | None:
    """Return what is due of a target by the day of the review, by the mean season of the territory's accounts."""
    mine = (
        [seasons.of(one) for one in members_of(known)[target.territory] if one in seasons.accounts] if seasons else []
    )
    told = [index for index in mine if index is not None]
    return due_by(target, known.today, np.mean(told, axis=0).tolist() if told else FLAT)


def compared(known: Gathered, series: Mapping[str, list[float]]) -> list[Comparison | tuple[Problem, ...]]:
    """Return the experiments on sales per potential of a month."""
    if known.sales is None:
        return []
    worth = {one.id: one.potential for one in known.accounts}
    potential = {name: sum(worth.get(one, 0.0) for one in ids) / 12 for name, ids in members_of(known).items()}
    shares = {
        name: [amount / potential[name] for amount in line] for name, line in series.items() if potential[name] > 0
    }
    return [compare(experiment, shares, known.sales.first, seed=SEED) for experiment in known.policy.experiments]

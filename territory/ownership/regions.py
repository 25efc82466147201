"""The tree of regions: sums of territories roll up into each region and everything above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from routing.problems import Problem
from routing.sentences import sentence
from territory.ownership.values import Region, Territory

DAY = timedelta(days=1)


def ancestors(region: str, regions: Sequence[Region]) -> list[str]:
    """Return a region and those above it, from the bottom up; a cycle or unknown parent is `ValueError`."""
    parents = {node.id: node.parent for node in regions}
    line: list[str] = []
    while region:
        if region in line or region not in parents:
            raise ValueError(f"region {region}: the tree is not sound; see tree_problems")
        line.append(region)
        region = parents[region]
    return line


def roll_up(
    values: Mapping[str, float], territories: Iterable[Territory], regions: Sequence[Region]
) -> dict[str, float]:
    """Return the sum of the territories' `values` for every region; a territory without a value adds nothing."""
    sums: dict[str, float] = dict.fromkeys((region.id for region in regions), 0.0)
    for territory in territories:
        for region in ancestors(territory.region, regions):
            sums[region] += values.get(territory.id, 0.0)
    return sums


def dated_tree_problems(regions: Sequence[Region], where: str) -> list[Problem]:
    """Return what keeps the regions from being a tree on any day: on each on which one begins to belong elsewhere."""
    periods = [one.period for region in regions for one in region.under]
    begins = {one.since for one in periods if one.since} | {
        one.until + DAY for one in periods if one.until and one.until < date.max
    }
    days = [date.min, *sorted(begins)]
    found = [problem for day in days for problem in tree_problems([region.on(day) for region in regions], where)]
    return list(dict.fromkeys(found))


def tree_problems(regions: Sequence[Region], where: str) -> list[Problem]:
    """Return what keeps the regions from being a tree: unknown parents and cycles, each cycle once."""
    parents = {region.id: region.parent for region in regions}
    problems = [
        Problem(
            "unknown-region",
            f"{where} [[region]] ({region.id})",
            sentence("parent {parent!r} is not a region", parent=region.parent),
            "Add that region, or correct the name.",
        )
        for region in regions
        if region.parent and region.parent not in parents
    ]
    return problems + [
        Problem(
            "region-cycle",
            f"{where} [[region]] ({cycle[0]})",
            sentence("the regions {names} lie within one another", names=" > ".join([*cycle, cycle[0]])),
            "Give one of them another parent, or none.",
        )
        for cycle in _cycles(parents)
    ]


def _cycles(parents: Mapping[str, str]) -> list[list[str]]:
    cycles: dict[frozenset[str], list[str]] = {}
    for start in sorted(parents):
        line = [start]
        while (above := parents.get(line[-1], "")) and above not in line:
            line.append(above)
        if above:
            cycle = line[line.index(above) :]
            cycles.setdefault(frozenset(cycle), cycle)
    return list(cycles.values())

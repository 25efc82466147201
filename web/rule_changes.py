"""Whose accounts a preview of rules would change: grouped by pair of reps, so many by name, so many on the map."""

from __future__ import annotations

from typing import Any

from office.ownership.rules import OwnerChange, RulesTried

MOST_DOTS = 2000
MOST_NAMES, MOST_OF_A_PAIR = 3000, 200
"""So many accounts that would change hands are named on the page, and of one pair of reps."""

Group = tuple[str, str, str, list[OwnerChange]]
"""A layer, from whom, to whom, and the accounts."""


def group_changes(tried: RulesTried | None) -> list[Group]:
    """Return what would change by layer and pair of reps, the largest first, who would keep the rep last."""
    groups: dict[tuple[str, str, str], list[OwnerChange]] = {}
    for one in tried.changes if tried else ():
        groups.setdefault((one.layer, *one.reps), []).append(one)
    return [
        (*key, groups[key])
        for key in sorted(groups, key=lambda key: (key[0], key[1] == key[2], -len(groups[key]), key))
    ]


def most_names(tried: RulesTried | None) -> int:
    """Return how many accounts of each pair of reps are named, so that the page stays one that can be read."""
    return min(MOST_OF_A_PAIR, max(1, MOST_NAMES // max(1, len(group_changes(tried)))))


def dots_of(tried: RulesTried | None) -> list[list[Any]]:
    """Return those who would change hands as dots: name, latitude, longitude, from whom, to whom."""
    changes = tried.changes if tried else ()
    moved = [one for one in changes if one.reps[0] != one.reps[1]][:MOST_DOTS]
    return [[one.account.name, round(one.account.lat, 5), round(one.account.lon, 5), *one.reps] for one in moved]

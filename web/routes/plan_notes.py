"""A plan's notes as a planner reads them: what happens most, first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from office.plans.notes import PlanNote

MOST = 5
"""Examples of each kind."""


@dataclass(frozen=True, slots=True)
class Group:
    """Notes of one kind: how many there are, how many accounts they concern, and the first of them."""

    rule: str
    count: int
    accounts: int
    some: tuple[PlanNote, ...]


def grouped(notes: Iterable[PlanNote]) -> list[Group]:
    """Return notes by kind: those that concern no account first (a rep's or the workspace's own), then the most."""
    kinds: dict[str, list[PlanNote]] = {}
    for note in notes:
        kinds.setdefault(note.rule, []).append(note)
    groups = [
        Group(rule, len(own), len({note.account_id for note in own if note.account_id}), tuple(own[:MOST]))
        for rule, own in kinds.items()
    ]
    return sorted(groups, key=lambda group: (group.accounts > 0, -group.count, group.rule))

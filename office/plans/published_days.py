"""What is read of plans that are or were in force: their days are written once and never changed, so they stay read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from office.door import USE_CASES, Act
from office.remembered import Shelf
from scheduler.fairness import DayLoad
from scheduler.plan import Tour
from store.plan_figures import day_loads
from store.plans import PlanHead, tours_between

T = TypeVar("T")

MOST = 256
"""So many answers stay: each rep's plan of a large team, and some weeks of everybody's."""


def rep_tours(act: Act, head: PlanHead, rep_id: str, days: Sequence[date]) -> Mapping[date, Tour]:
    """Return the tours of a rep in a plan by their dates: those of some days, and perhaps others."""

    def read(first: date, last: date) -> Mapping[date, Tour]:
        return {one.date: one for one in tours_between(act.connection, head, first, last, {rep_id})}

    if not _stands(act, head):
        return read(min(days), max(days))
    return _standing(act, head, ("rep", rep_id), lambda: read(head.start, head.end))


def tours_standing(act: Act, head: PlanHead, first: date, last: date, reps: frozenset[str] | None) -> tuple[Tour, ...]:
    """Return the tours of a plan between two days, inclusive, by rep and date: of all reps, or of some."""
    asked = ("tours", first, last, reps)
    return _standing(act, head, asked, lambda: tours_between(act.connection, head, first, last, reps))


def loads_standing(act: Act, head: PlanHead, reps: frozenset[str] | None) -> tuple[DayLoad, ...]:
    """Return every day of a plan on which something is driven, by rep and date: of all reps, or of some."""
    return _standing(act, head, ("loads", reps), lambda: day_loads(act.connection, head.id, reps))


def _standing(act: Act, head: PlanHead, asked: tuple[Hashable, ...], read: Callable[[], T]) -> T:
    """Return what is kept of a plan, or read it; whoever is given it must not change it."""
    if not _stands(act, head):
        return read()
    shelf: Shelf[Any] = act.office.memory.setdefault("standing plans", Shelf(MOST))
    found = shelf.find((head, *asked))
    if found is None:
        found = read()
        shelf.keep((head, *asked), found)
    kept: T = found
    return kept


def _stands(act: Act, head: PlanHead) -> bool:
    """Return whether what is read of a plan stays as it is.

    A draft is changed by hand. Whoever writes may yet see taken back what they read.
    """
    return head.status.was_in_force and USE_CASES[act.verb].kind not in {"writes", "works"}

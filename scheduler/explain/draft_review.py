"""A draft beside the plan in force: how much changes for whom, and in which weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.explain.diff import Change, changes
from scheduler.plan import Plan


@dataclass(frozen=True, slots=True)
class RepReview:
    """What a draft changes for one rep: visits by kind of change, changes by week, driving before and after."""

    rep_id: str
    name: str
    kinds: Mapping[str, int]
    weeks: Mapping[date, int]
    driving_s: tuple[int, int]
    visits: tuple[int, int]

    @property
    def count(self) -> int:
        """Return how many visits change."""
        return sum(self.kinds.values())


def reviewed(old: Plan, new: Plan, first: date, names: Mapping[str, str]) -> tuple[RepReview, ...]:
    """Return what changes for each rep of either plan from a day on, those with the most changes first."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes(old, new, first):
        for rep_id in {at.rep_id for at in (change.before, change.after) if at}:
            found[rep_id].append(change)
    toured = {tour.rep_id for plan in (old, new) for tour in plan.tours}
    reps = [_rep(rep_id, names.get(rep_id, rep_id), found[rep_id], (old, new), first) for rep_id in toured]
    return tuple(sorted(reps, key=lambda one: (-one.count, one.rep_id)))


def mondays(first: date, days: int) -> tuple[date, ...]:
    """Return the Mondays of the weeks that some days lie in."""
    last = first + timedelta(days=days - 1)
    return tuple(_monday(first) + timedelta(weeks=n) for n in range((last - _monday(first)).days // 7 + 1))


def _rep(rep_id: str, name: str, found: list[Change], plans: tuple[Plan, Plan], first: date) -> RepReview:
    weeks = Counter(_monday(at.date) for change in found if (at := change.after or change.before))
    tours = [[t for t in plan.tours if t.rep_id == rep_id and t.date >= first] for plan in plans]
    driving = tuple(sum(tour.driving_s for tour in own) for own in tours)
    visits = tuple(sum(len(tour.visits) for tour in own) for own in tours)
    kinds = Counter(change.kind for change in found)
    return RepReview(rep_id, name, dict(kinds), dict(weeks), (driving[0], driving[1]), (visits[0], visits[1]))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""Two plans beside each other: what changed from one to the other, each change with its reason and its price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from routing.travel import TravelEngine
from scheduler.explain.diff import Change, NightChange, changes, justified, night_changes
from scheduler.explain.nights import night_stories
from scheduler.explain.restored import Restored, restore
from scheduler.plan import Plan
from scheduler.team.situation import Situation


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed, and driving, metres and visits before and after; `before` and `after` are the plans' numbers.

    `until` is the last day that both plans have, where one goes on longer: changes and sums end with it. None where
    both end on one day, or where no day to come is in both and the sums are each plan's own.
    """

    before: int | None
    after: int
    changes: tuple[Change, ...]
    counts: dict[str, int]
    driving_s: tuple[int, int]
    distance_m: tuple[int, int]
    visits: tuple[int, int]
    unserved: tuple[int, int]
    nights: tuple[NightChange, ...] = ()
    until: date | None = None


def compared(
    before: tuple[int | None, Plan], after: tuple[int, Plan], situation: Situation, engine: TravelEngine
) -> Comparison:
    """Return what changed from one plan to another that was made of `situation`, from its today on.

    Parameters
    ----------
    before, after : (number, Plan)
    """
    old, new, today = before[1], after[1], situation.span.today
    parts = restore(new, situation, engine)
    found = tuple(_justified(changes(old, new, today), parts, situation))
    shared = min(old.end, new.end)
    last = shared if shared >= today else max(old.end, new.end)
    driven = [[tour for tour in plan.tours if today <= tour.date <= last] for plan in (old, new)]
    driving = [sum(tour.driving_s for tour in tours) for tours in driven]
    metres = [sum(tour.distance_m for tour in tours) for tours in driven]
    visits = [sum(len(tour.visits) for tour in tours) for tours in driven]
    return Comparison(
        before[0],
        after[0],
        found,
        dict(Counter(change.kind for change in found)),
        (driving[0], driving[1]),
        (metres[0], metres[1]),
        (visits[0], visits[1]),
        (len(old.unserved), len(new.unserved)),
        tuple(_nights(old, new, today, parts)),
        last if last < max(old.end, new.end) else None,
    )


def _justified(found: Iterable[Change], parts: Mapping[str, Restored], situation: Situation) -> Iterator[Change]:
    numbers = {due.visit_id: part for part in parts.values() for due in part.assembled.due}
    for change in found:
        at = change.after or change.before
        part = numbers.get(change.visit_id) or parts.get(at.rep_id if at else "")
        if part is None:
            yield change
        else:
            closed, released = situation.closed, part.carried.released
            yield justified(change, part.assembled, part.schedule, closed=closed, released=released)


def _nights(old: Plan, new: Plan, today: date, parts: Mapping[str, Restored]) -> Iterator[NightChange]:
    """Yield each night gained, lost or moved; what a new one saves is tried."""
    saved = {
        (story.night.rep_id, story.night.date): story.saves_s
        for part in parts.values()
        for story in night_stories(part, new.nights)
    }
    for change in night_changes(old, new, today):
        yield replace(change, saves_s=saved.get((change.rep_id, change.date)))

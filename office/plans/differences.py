"""What changed from one stored plan to another, each change with its reason and its price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from office.door import Act, thinks
from office.plans.open_plans import Stored, read_stored
from routing.travel import TravelEngine
from scheduler.explain.diff import Change, NightChange, changes, justified, night_changes
from scheduler.explain.nights import night_stories
from scheduler.explain.restored import Restored, restore
from scheduler.plan import Plan
from store.plans import find_plan, published_plan, read_plan


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans beside each other: what changed, and driving, metres and visits before and after."""

    before: int | None
    after: int
    changes: tuple[Change, ...]
    counts: dict[str, int]
    driving_s: tuple[int, int]
    distance_m: tuple[int, int]
    visits: tuple[int, int]
    unserved: tuple[int, int]
    nights: tuple[NightChange, ...] = ()


@thinks
def compare_plans(act: Act, engine: TravelEngine, after: int | None = None, before: int | None = None) -> Comparison:
    """Compare a plan (the newest) with another (the one in force; where there is none, with no plan at all)."""
    with act.reading() as connection:
        head = find_plan(connection, after)
        stored = read_stored(connection, head)
        old_head = find_plan(connection, before) if before is not None else published_plan(connection)
        old = read_plan(connection, old_head) if old_head else Plan(stored.plan.start, stored.plan.end, (), ())
    span, situation = stored.situation.span, stored.situation
    parts = restore(stored.plan, situation, engine)
    numbers = {due.visit_id: part for part in parts.values() for due in part.assembled.due}
    found = []
    for change in changes(old, stored.plan, span.today):
        at = change.after or change.before
        part = numbers.get(change.visit_id) or parts.get(at.rep_id if at else "")
        if part:
            released = part.carried.released
            change = justified(  # noqa: PLW2901 - the change with its reason
                change, part.assembled, part.schedule, closed=situation.closed, released=released
            )
        found.append(change)
    both = _since(old, span.today), _since(stored.plan, span.today)
    return Comparison(
        old_head.id if old_head else None,
        head.id,
        tuple(found),
        dict(Counter(change.kind for change in found)),
        (sum(t.driving_s for t in both[0].tours), sum(t.driving_s for t in both[1].tours)),
        (sum(t.distance_m for t in both[0].tours), sum(t.distance_m for t in both[1].tours)),
        (sum(len(t.visits) for t in both[0].tours), sum(len(t.visits) for t in both[1].tours)),
        (len(old.unserved), len(stored.plan.unserved)),
        tuple(_nights(old, stored, parts)),
    )


def _nights(old: Plan, stored: Stored, parts: Mapping[str, Restored]) -> Iterator[NightChange]:
    """Yield each night gained, lost or moved; what a new one saves is tried."""
    saved = {
        (story.night.rep_id, story.night.date): story.saves_s
        for part in parts.values()
        for story in night_stories(part, stored.plan.nights)
    }
    for change in night_changes(old, stored.plan, stored.situation.span.today):
        yield replace(change, saves_s=saved.get((change.rep_id, change.date)))


def _since(plan: Plan, first: date) -> Plan:
    return Plan(plan.start, plan.end, tuple(tour for tour in plan.tours if tour.date >= first), plan.unserved)

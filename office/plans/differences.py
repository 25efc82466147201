"""What changed from one stored plan to another, each change with its reason and its price."""

from __future__ import annotations

from dataclasses import replace

from office.door import Act, thinks
from office.plans.closings import with_closings
from office.plans.open_plans import read_stored
from routing.travel import TravelEngine
from scheduler.explain.comparison import Comparison, compared
from scheduler.plan import Plan
from store.plans import find_plan, published_plan, read_plan

__all__ = ["Comparison", "compare_plans"]


@thinks
def compare_plans(act: Act, engine: TravelEngine, after: int | None = None, before: int | None = None) -> Comparison:
    """Compare a plan (the newest) with another (the one in force; where there is none, with no plan at all)."""
    with act.reading() as connection:
        head = find_plan(connection, after)
        stored = read_stored(connection, head)
        old_head = find_plan(connection, before) if before is not None else published_plan(connection)
        old = read_plan(connection, old_head) if old_head else Plan(stored.plan.start, stored.plan.end, (), ())
    found = compared((old_head.id if old_head else None, old), (head.id, stored.plan), stored.situation, engine)
    with act.reading() as connection:
        return replace(found, changes=with_closings(connection, found.changes))

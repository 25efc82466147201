"""The plans that there are."""

from __future__ import annotations

from office.door import Act, reads
from store.plans import PlanHead, find_plan, plan_heads


@reads
def list_plan_heads(act: Act) -> tuple[PlanHead, ...]:
    """Return every plan without its tours, by number."""
    return tuple(sorted(plan_heads(act.connection), key=lambda head: head.id))


@reads
def read_plan_head(act: Act, number: int) -> PlanHead:
    """Return one plan without its tours; raises `BadInputError` if there is none such."""
    return find_plan(act.connection, number)

"""Demand beside capacity for every rep, before anything is solved."""

from __future__ import annotations

from collections.abc import Sequence

from office.door import Act, thinks
from office.plans.inputs import Span, read_situation, requests
from routing.travel import TravelEngine
from scheduler.demand.capacity import Capacity, capacity


@thinks
def weigh_capacity(
    act: Act, engine: TravelEngine, span: Span, policy: str = "value", segments: Sequence[str] = ()
) -> tuple[Capacity, ...]:
    """Return what each rep whom the person sees is asked beside what there is time for, the fullest rep first."""
    with act.reading() as connection:
        situation = read_situation(connection, span)
        seen = act.reps
    asked, _ = requests(situation, engine)
    found = [capacity(request, policy, segments) for rep, request in asked.items() if seen is None or rep in seen]
    return tuple(sorted(found, key=lambda each: (-each.load, each.rep_id)))

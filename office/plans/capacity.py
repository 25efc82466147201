"""Demand beside capacity for every rep, before anything is solved."""

from __future__ import annotations

from collections.abc import Sequence

from office.opening import Office
from office.plans.inputs import Span, read_situation, requests
from routing.travel import TravelEngine
from scheduler.demand.capacity import Capacity, capacity
from store.database import reading


def weigh(
    office: Office, engine: TravelEngine, span: Span, policy: str = "value", segments: Sequence[str] = ()
) -> tuple[Capacity, ...]:
    """Return what each rep is asked beside what there is time for, the fullest rep first."""
    with reading(office.database) as connection:
        situation = read_situation(connection, span)
    asked, _ = requests(situation, engine)
    found = [capacity(request, policy, segments) for request in asked.values()]
    return tuple(sorted(found, key=lambda each: (-each.load, each.rep_id)))

"""Demand beside capacity for every rep, before anything is solved."""

from __future__ import annotations

from collections.abc import Sequence

from office.door import Act, thinks
from office.plans.inputs import read_situation
from routing.travel import TravelEngine
from scheduler.demand.capacity import Capacity, capacity
from scheduler.team.requests import requests
from scheduler.team.situation import Span


@thinks
def weigh_capacity(
    act: Act,
    engine: TravelEngine,
    span: Span,
    policy: str = "value",
    segments: Sequence[str] = (),
    *,
    only: str = "",
) -> tuple[Capacity, ...]:
    """Return what each rep whom the person sees is asked beside what there is time for, the fullest rep first.

    `only` names the one rep who is meant, where not everybody is.
    """
    with act.reading() as connection:
        situation = read_situation(connection, span)
        seen = act.reps
    asked, _ = requests(situation, engine, only)
    found = [capacity(request, policy, segments) for rep, request in asked.items() if seen is None or rep in seen]
    return tuple(sorted(found, key=lambda each: (-each.load, each.rep_id)))

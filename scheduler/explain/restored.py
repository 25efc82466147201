"""A stored plan as the question and the schedule that it came from, on the workspace's present state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from routing.travel import TravelEngine
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.explain.trial import cost
from scheduler.horizon import Schedule
from scheduler.nights.settled import settled, still_allowed
from scheduler.plan import Plan
from scheduler.replan import Carried, nights_before
from scheduler.team.requests import requests
from scheduler.team.situation import Situation


@dataclass(frozen=True, slots=True, eq=False)
class Restored:
    """One rep's part of a stored plan; `strangers` are its visits that are not due any more as things stand now."""

    assembled: Assembled
    schedule: Schedule
    carried: Carried
    strangers: tuple[str, ...]


def restore(plan: Plan, situation: Situation, engine: TravelEngine, only: str = "") -> Mapping[str, Restored]:
    """Return each rep's part of a plan (or that of one rep) as horizon and schedule."""
    asked, carried = requests(situation, engine, only)
    return {rep_id: _restored(plan, assemble(request), carried[rep_id]) for rep_id, request in asked.items()}


def _restored(plan: Plan, assembled: Assembled, carried: Carried) -> Restored:
    request, horizon = assembled.request, assembled.horizon
    numbers = {due.visit_id: v for v, due in enumerate(assembled.due)}
    days = {request.date_of(day.day): d for d, day in enumerate(horizon.rep_days)}
    tours: list[tuple[int, ...]] = [() for _ in horizon.rep_days]
    strangers: list[str] = []
    for tour in plan.tours:
        if tour.rep_id != request.rep.id or tour.date < request.start:
            continue
        ids = [visit.visit_id for visit in tour.visits]
        known = [numbers[identity] for identity in ids if identity in numbers and tour.date in days]
        strangers += [identity for identity in ids if identity not in numbers or tour.date not in days]
        if tour.date in days:
            tours[days[tour.date]] = tuple(known)
    own = [tour for tour in plan.tours if tour.rep_id == request.rep.id]
    away = still_allowed(horizon, nights_before(assembled, own))
    horizon = settled(horizon, {d: bed for d, bed in away.items() if tours[d] and tours[d + 1]})
    served = {v for tour in tours for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    schedule = Schedule(tuple(tours), unserved, cost(horizon, tours), None, 0, 0)
    return Restored(replace(assembled, horizon=horizon), schedule, carried, tuple(strangers))

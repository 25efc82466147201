"""A plan with one change made by hand and nothing else: its changed days are timed anew, all others stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from office.plans.open_plans import Restored, Stored
from routing.timing import time_tour
from routing.tour import Window
from scheduler.dated import UntimedTourError, dated_tour
from scheduler.demand.assemble import Assembled
from scheduler.demand.hours import DAY_S, within
from scheduler.demand.rules import Pin
from scheduler.explain.evaluate import Evaluation
from scheduler.horizon import Horizon
from scheduler.nights.settled import nights_of
from scheduler.plan import Plan, Tour
from scheduler.team.worth import without_worth


def amended(stored: Stored, part: Restored, change: Evaluation, pins: Sequence[Pin], said: str) -> Plan | None:
    """Return the plan with the tours of a change; None where a day of it cannot be driven so, or is not known whole.

    A day is not known whole if the plan has visits on it that are not due any more, or if it begins or ends elsewhere
    than nights away allow now; a day beside a night that the change leaves empty cannot be driven.
    """
    request = part.assembled.request
    assembled = replace(part.assembled, horizon=pinned(part.assembled, pins))
    dates = [request.date_of(day.day) for day in assembled.horizon.rep_days]
    moved = {pin.date for pin in pins}
    days = [
        d
        for d, (old, new) in enumerate(zip(part.schedule.tours, change.tours, strict=True))
        if old != new or dates[d] in moved
    ]
    beside = {d + after for d in nights_of(assembled.horizon) for after in (0, 1)}
    if not _whole(stored, part, {dates[d] for d in days}) or any(d in beside and not change.tours[d] for d in days):
        return None
    try:
        timed = [
            dated_tour(assembled, assembled.horizon.rep_days[d], change.tours[d], time_tour)
            for d in days
            if change.tours[d]
        ]
    except UntimedTourError:
        return None
    return _with(stored, request.rep.id, {dates[d] for d in days}, timed, said)


def pinned(assembled: Assembled, pins: Sequence[Pin]) -> Horizon:
    """Return the horizon in which pinned visits have their time, and forced ones all hours of their day."""
    horizon, request = assembled.horizon, assembled.request
    wanted = {pin.visit_id: pin for pin in pins if pin.start_s is not None or pin.force}
    visits, hours = list(horizon.visits), list(horizon.hours)
    for v, due in enumerate(assembled.due):
        pin = wanted.get(due.visit_id)
        if pin:
            day = request.day_of(pin.date)
            row = hours[visits[v].hours]
            spans = (Window(0, DAY_S),) if pin.force else row[day]
            if pin.start_s is not None:
                spans = within(spans, (Window(pin.start_s, pin.start_s + due.service_s),))
            hours.append(tuple(spans if d == day else each for d, each in enumerate(row)))
            visits[v] = replace(visits[v], hours=len(hours) - 1)
    return replace(horizon, visits=tuple(visits), hours=tuple(hours))


def _whole(stored: Stored, part: Restored, days: set[date]) -> bool:
    assembled, strangers = part.assembled, set(part.strangers)
    request, places = assembled.request, assembled.places
    tours = [t for t in stored.plan.tours if t.rep_id == request.rep.id and t.date in days]
    ends = {
        request.date_of(day.day): tuple(places[row] if row else "" for row in (day.start_place, day.end_place))
        for day in assembled.horizon.rep_days
    }
    elsewhere = any(ends[tour.date] != (tour.start_place, tour.end_place) for tour in tours)
    return not elsewhere and not any(visit.visit_id in strangers for tour in tours for visit in tour.visits)


def _with(stored: Stored, rep_id: str, days: set[date], timed: Sequence[Tour], said: str) -> Plan:
    plan = stored.plan
    kept = [tour for tour in plan.tours if tour.rep_id != rep_id or tour.date not in days]
    tours = tuple(sorted([*kept, *timed], key=lambda tour: (tour.rep_id, tour.date)))
    served = {visit.visit_id for tour in tours for visit in tour.visits}
    left = tuple(visit for visit in plan.unserved if visit.visit_id not in served)
    evidence = without_worth(plan.evidence, rep_id) | {"amends": stored.head.id, "amendment": said}
    return replace(plan, tours=tours, unserved=left, evidence=evidence)

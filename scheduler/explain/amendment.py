"""A plan with one change made by hand and nothing else: its changed days are timed anew, all others stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from routing.timing import time_tour
from routing.tour import Window
from scheduler.dated import UntimedTourError, dated_tour
from scheduler.demand.assembled import Assembled
from scheduler.demand.hours import DAY_S, within
from scheduler.demand.rules import Pin
from scheduler.explain.evaluate import Evaluation
from scheduler.explain.restored import Restored
from scheduler.horizon import Horizon
from scheduler.nights.settled import nights_of
from scheduler.plan import Plan, Tour, UnservedVisit


@dataclass(frozen=True, slots=True)
class Amendment:
    """The days of one rep that a change makes anew: `tours` are those that are driven, timed; `unserved` falls out."""

    rep_id: str
    days: frozenset[date]
    tours: tuple[Tour, ...]
    unserved: tuple[UnservedVisit, ...] = ()


def amended(plan: Plan, part: Restored, change: Evaluation, pins: Sequence[Pin]) -> Amendment | None:
    """Return the days that a change makes anew; None where one cannot be driven so, or is not known whole.

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
    if not _whole(plan, part, {dates[d] for d in days}) or any(d in beside and not change.tours[d] for d in days):
        return None
    try:
        timed = [
            dated_tour(assembled, assembled.horizon.rep_days[d], change.tours[d], time_tour)
            for d in days
            if change.tours[d]
        ]
    except UntimedTourError:
        return None
    return Amendment(request.rep.id, frozenset(dates[d] for d in days), tuple(timed))


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


def _whole(plan: Plan, part: Restored, days: set[date]) -> bool:
    assembled, strangers = part.assembled, set(part.strangers)
    request, places = assembled.request, assembled.places
    tours = [t for t in plan.tours if t.rep_id == request.rep.id and t.date in days]
    ends = {
        request.date_of(day.day): tuple(places[row] if row else "" for row in (day.start_place, day.end_place))
        for day in assembled.horizon.rep_days
    }
    elsewhere = any(ends[tour.date] != (tour.start_place, tour.end_place) for tour in tours)
    return not elsewhere and not any(visit.visit_id in strangers for tour in tours for visit in tour.visits)

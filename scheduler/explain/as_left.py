"""A rep's tours as people have left them since they were planned: visits pinned, done elsewhere, called off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from routing.dates import Day
from scheduler.demand.rules import Pin
from scheduler.explain.amendment import pinned
from scheduler.explain.insertion import Priced
from scheduler.explain.restored import Restored
from scheduler.explain.trial import drive
from scheduler.horizon import Horizon


@dataclass(frozen=True, slots=True)
class Left:
    """Where people have left a visit: on a date (at a time of it), or, without one, nowhere: it was called off."""

    date: Day | None
    start_s: int | None = None
    force: bool = False


def left_by_pins(pins: Iterable[Pin]) -> dict[str, Left]:
    """Return where pins keep their visits."""
    return {pin.visit_id: Left(pin.date, pin.start_s, pin.force) for pin in pins}


def tours_as_left(part: Restored, left: Mapping[str, Left], only: Collection[str] | None = None) -> Priced:
    """Return the tours with the visits where people have left them, each at the best place of its day.

    `only` names those that are put there; the others stay where they were planned, at the times that people gave them.
    """
    due = part.assembled.due
    horizon = pinned(part.assembled, pins_of(part, left))
    tours = [list(tour) for tour in part.schedule.tours]
    named = left.keys() if only is None else left.keys() & set(only)
    elsewhere = [v for v, one in enumerate(due) if one.visit_id in named and _moves(part, v, left[one.visit_id])]
    for tour in tours:
        tour[:] = [v for v in tour if v not in elsewhere]
    for v in sorted(elsewhere, key=lambda v: (left[due[v].visit_id].start_s is None, v)):
        day = left[due[v].visit_id].date
        rep_day = None if day is None else rep_day_of(part, day)
        if rep_day is not None:
            _insert(horizon, rep_day, tours[rep_day], v)
    return Priced(horizon, tours)


def pins_of(part: Restored, left: Mapping[str, Left]) -> list[Pin]:
    """Return where visits are kept, within the days of the part, as pins."""
    days = part.assembled.request.days
    return [
        Pin(one.visit_id, there.date, there.start_s, there.force, account_id=one.account_id, number=one.number)
        for one in part.assembled.due
        if (there := left.get(one.visit_id)) is not None and there.date is not None
        if 0 <= part.assembled.request.day_of(there.date) < days
    ]


def _moves(part: Restored, visit: int, there: Left) -> bool:
    """Return whether a visit is taken out of its place in the plan."""
    planned = next((d for d, tour in enumerate(part.schedule.tours) if visit in tour), None)
    rep_day = None if there.date is None else rep_day_of(part, there.date)
    return there.start_s is not None or rep_day != planned


def rep_day_of(part: Restored, day: date) -> int | None:
    """Return the rep-day of a date, None where the rep does not work in this plan."""
    wanted = part.assembled.request.day_of(day)
    return next((d for d, each in enumerate(part.assembled.horizon.rep_days) if each.day == wanted), None)


def _insert(horizon: Horizon, rep_day: int, tour: list[int], visit: int) -> None:
    day = horizon.rep_days[rep_day]
    tried = [(drive(horizon, day, [*tour[:at], visit, *tour[at:]]), at) for at in range(len(tour) + 1)]
    _, at = min(tried, key=lambda one: (not one[0].fits, one[0].over_s, one[0].driving_s, one[1]))
    tour.insert(at, visit)

"""The check of one rep-day of a horizon: its clock and its caps, told in plain steps.

Written apart from every solver on purpose: it knows the rules from `scheduler.horizon` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from routing.tour import Lunch, Window
from routing.travel import UNREACHABLE_S
from scheduler.checking.violation import Violation, clock
from scheduler.horizon import DueVisit, Horizon, RepDay


@dataclass
class _Clock:
    """The earliest times at which the rep can be somewhere, still hungry and after lunch; None where not at all."""

    hungry: int | None
    fed: int | None

    def drive(self, seconds: int, lunch: Lunch | None) -> None:
        left = self.hungry
        arrivals = [] if self.fed is None else [self.fed + seconds]
        if left is not None and lunch is not None and left <= lunch.latest_s:
            arrivals.append(max(left + seconds, lunch.earliest_s) + lunch.length_s)
        self.hungry = None if left is None else left + seconds
        self.fed = min(arrivals, default=None)

    def serve(self, seconds: int, windows: Sequence[Window]) -> int:
        """Wait for a window and serve; return how many seconds too late the rep came, 0 if in time."""
        before = [time for time in (self.hungry, self.fed) if time is not None]
        self.hungry, self.fed = (_end_of_service(t, seconds, windows) for t in (self.hungry, self.fed))
        if self.hungry is not None or self.fed is not None:
            return 0
        self.hungry = min(before) + seconds
        self.fed = max(before) + seconds if len(before) > 1 else None
        return self.hungry - max((w.closes_s for w in windows), default=0)


def _end_of_service(arrival: int | None, seconds: int, windows: Sequence[Window]) -> int | None:
    if arrival is None:
        return None
    ends = (max(arrival, w.opens_s) + seconds for w in windows if max(arrival, w.opens_s) + seconds <= w.closes_s)
    return min(ends, default=None)


def check_rep_day(horizon: Horizon, rep_day: RepDay, tour: Sequence[int]) -> Iterator[Violation]:
    """Find what one rep-day breaks; `tour` holds indices into `horizon.visits`."""
    if not tour:
        return
    visits = [horizon.visits[v] for v in tour]
    places = [rep_day.start_place, *(visit.place for visit in visits), rep_day.end_place]
    legs = [int(horizon.travel_s[a, b]) for a, b in pairwise(places)]
    if UNREACHABLE_S in legs:
        yield Violation("no-way", f"day {rep_day.day}", 0, "two places of the tour are joined by no road")
        return
    wrong = tuple(_check_clock(horizon, rep_day, visits, legs))
    yield from wrong
    yield from _check_caps(rep_day, visits, sum(legs))
    if rep_day.max_day_s is not None and not wrong:
        yield from _check_length(horizon, rep_day, visits, legs, rep_day.max_day_s)


def _check_clock(
    horizon: Horizon, rep_day: RepDay, visits: Sequence[DueVisit], legs: Sequence[int]
) -> Iterator[Violation]:
    now = _Clock(rep_day.start_s, None)
    for visit, leg in zip(visits, legs, strict=False):
        now.drive(leg, rep_day.lunch)
        windows = horizon.hours[visit.hours][rep_day.day]
        if late := now.serve(visit.service_s, windows):
            text = f"the service cannot lie in {_spans(windows)}"
            yield Violation("outside-hours", f"visit {visit.id} on day {rep_day.day}", max(late, 1), text)
    now.drive(legs[-1], rep_day.lunch)
    yield from _check_return(rep_day, now)


def _back(rep_day: RepDay, now: _Clock) -> int | None:
    lunch = rep_day.lunch
    excused = lunch is None or (now.hungry is not None and now.hungry <= lunch.earliest_s)
    return now.hungry if excused else now.fed


def _check_return(rep_day: RepDay, now: _Clock) -> Iterator[Violation]:
    where, back = f"day {rep_day.day}", _back(rep_day, now)
    if back is None:
        yield Violation("no-lunch", where, 0, "lunch cannot begin in its time and no service leaves room for it")
    elif back > rep_day.end_s:
        over = back - rep_day.end_s
        yield Violation("back-late", where, over, f"back at {clock(back)}, the day ends at {clock(rep_day.end_s)}")


def _check_length(
    horizon: Horizon, rep_day: RepDay, visits: Sequence[DueVisit], legs: Sequence[int], cap: int
) -> Iterator[Violation]:
    """Check the time from door to door of a day that keeps its hours: the least that any time of leaving makes it.

    It is least when leaving a second later would bring the rep home later. Between that leaving and what binds it (a
    window, or lunch, that opens or closes) nothing is waited for: so it lies before one of their times by the ways and
    services between. All such times are tried, and that of leaving at once.
    """
    lengths = [
        back - leave
        for leave, fed in _leavings(horizon, rep_day, visits, legs)
        if (back := _driven(horizon, rep_day, visits, legs, leave, fed=fed)) is not None and back <= rep_day.end_s
    ]
    over = min(lengths) - cap
    if over > 0:
        text = f"{min(lengths)} seconds from door to door, {cap} are allowed"
        yield Violation("day-too-long", f"day {rep_day.day}", over, text)


def _leavings(
    horizon: Horizon, rep_day: RepDay, visits: Sequence[DueVisit], legs: Sequence[int]
) -> Iterator[tuple[int, bool]]:
    """Yield the times of leaving with which a day can be shortest, and whether lunch is had at home before."""
    lunch, spent, binding = rep_day.lunch, 0, [rep_day.start_s]
    rests = [0] if lunch is None else [0, lunch.length_s]
    for visit, leg in zip(visits, legs, strict=False):
        if lunch is not None:
            binding += [lunch.earliest_s - spent - leg, lunch.latest_s - spent]
        spent += leg
        for window in horizon.hours[visit.hours][rep_day.day]:
            edges = window.opens_s, window.closes_s - visit.service_s
            binding += [edge - spent - rest for edge in edges for rest in rests]
        spent += visit.service_s
    if lunch is not None:
        binding += [lunch.earliest_s - spent - legs[-1], lunch.latest_s - spent]
        eaten = max(rep_day.start_s, lunch.earliest_s) + lunch.length_s
        if rep_day.start_s <= lunch.latest_s:
            yield from ((leave, True) for leave in {eaten, *binding} if leave >= eaten)
    yield from ((leave, False) for leave in set(binding) if leave >= rep_day.start_s)


def _driven(
    horizon: Horizon, rep_day: RepDay, visits: Sequence[DueVisit], legs: Sequence[int], leave: int, *, fed: bool
) -> int | None:
    """Return when a rep who leaves then is back, None where a service finds no time."""
    now = _Clock(None, leave) if fed else _Clock(leave, None)
    for visit, leg in zip(visits, legs, strict=False):
        now.drive(leg, rep_day.lunch)
        if now.serve(visit.service_s, horizon.hours[visit.hours][rep_day.day]):
            return None
    now.drive(legs[-1], rep_day.lunch)
    return _back(rep_day, now)


def _check_caps(rep_day: RepDay, visits: Sequence[DueVisit], driving: int) -> Iterator[Violation]:
    work = driving + sum(visit.service_s for visit in visits)
    load = sum(visit.load for visit in visits)
    caps = (
        ("too-much-driving", "seconds of driving", driving, rep_day.max_driving_s),
        ("too-much-work", "seconds of driving and service", work, rep_day.max_work_s),
        ("too-many-visits", "visits", len(visits), rep_day.max_visits),
        ("too-much-load", "units of load", load, rep_day.max_load),
    )
    for code, what, spent, cap in caps:
        if cap is not None and spent > cap:
            yield Violation(code, f"day {rep_day.day}", spent - cap, f"{spent} {what}, {cap} are allowed")


def _spans(windows: Sequence[Window]) -> str:
    return " or ".join(f"{clock(w.opens_s)}-{clock(w.closes_s)}" for w in windows) or "a closed day"

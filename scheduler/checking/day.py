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
    yield from _check_clock(horizon, rep_day, visits, legs)
    yield from _check_caps(rep_day, visits, sum(legs))


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


def _check_return(rep_day: RepDay, now: _Clock) -> Iterator[Violation]:
    where, lunch = f"day {rep_day.day}", rep_day.lunch
    excused = lunch is None or (now.hungry is not None and now.hungry <= lunch.earliest_s)
    back = now.hungry if excused else now.fed
    if back is None:
        yield Violation("no-lunch", where, 0, "lunch cannot begin in its time and no service leaves room for it")
    elif back > rep_day.end_s:
        over = back - rep_day.end_s
        yield Violation("back-late", where, over, f"back at {clock(back)}, the day ends at {clock(rep_day.end_s)}")


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

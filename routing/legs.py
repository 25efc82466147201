"""Passes over the legs of a rep-day: the earliest moments forward, the latest backward, lunch due and lunch taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing.paces import NEVER, Pace
from routing.tour import Lunch, Stop, TourProblem, Window


@dataclass(frozen=True, slots=True)
class Moment:
    """The earliest (or latest) time at one point of the tour, with lunch still due and with lunch taken."""

    due: int
    taken: int


@dataclass(frozen=True, slots=True)
class LunchRule:
    """Lunch and latest return as this day asks for them."""

    lunch: Lunch | None
    end_s: int

    @classmethod
    def of(cls, problem: TourProblem) -> LunchRule:
        """Read the rule of a day; where lunch does not fit into the shift, the rep is home before it may begin."""
        lunch = problem.lunch
        if lunch is None or max(lunch.earliest_s, problem.start_s) + lunch.length_s <= problem.end_s:
            return cls(lunch, problem.end_s)
        return cls(None, min(problem.end_s, lunch.earliest_s))

    def home(self, back: Moment) -> int:
        """Return the earliest return that obeys the rule."""
        return back.due if self.lunch is None or back.due <= self.lunch.earliest_s else back.taken

    def over_leg(self, left: Moment, leg: Pace) -> Moment:
        """Return the earliest arrival over a leg; lunch may be taken at either end of it or between."""
        taken = leg.after(left.taken)
        if self.lunch is not None and left.due <= self.lunch.latest_s:
            taken = min(taken, self.fed(left.due, leg))
        return Moment(leg.after(left.due), taken)

    def fed(self, left_s: int, leg: Pace) -> int:
        """Return the arrival over a leg on which lunch is taken."""
        lunch = self.lunch
        assert lunch is not None, "only a day with lunch has a leg for it"  # noqa: S101 - an invariant of `time_tour`
        begin_s = self.on_leg(left_s, leg)
        if begin_s >= leg.after(left_s):
            return begin_s + lunch.length_s
        return leg.after(left_s, (begin_s, lunch.length_s))

    def before_leg(self, arrival: Moment, leg: Pace) -> Moment:
        """Return the latest departure over a leg that still arrives in time."""
        due, taken, lunch = leg.before(arrival.due), leg.before(arrival.taken), self.lunch
        if lunch is not None and lunch.earliest_s + lunch.length_s <= arrival.taken:
            eaten_s = arrival.taken - lunch.length_s
            in_time = eaten_s <= lunch.latest_s
            due = max(due, leg.before(eaten_s) if in_time else min(taken - lunch.length_s, lunch.latest_s))
        return Moment(due, taken)

    def on_leg(self, left_s: int, leg: Pace) -> int:
        """Return when lunch begins on a leg: on arrival if that is not too late, else as soon as it may."""
        lunch = self.lunch
        assert lunch is not None, "only a day with lunch has a leg for it"  # noqa: S101 - an invariant of `time_tour`
        on_arrival = max(leg.after(left_s), lunch.earliest_s)
        return on_arrival if on_arrival <= lunch.latest_s else max(left_s, lunch.earliest_s)


def forward(stops: Sequence[Stop], legs: Sequence[Pace], rule: LunchRule, left: Moment) -> list[tuple[Moment, Moment]]:
    """Return for each leg the moments of leaving and the earliest of arriving."""
    moments = []
    for stop, leg in zip(stops, legs, strict=False):
        arrived = rule.over_leg(left, leg)
        moments.append((left, arrived))
        left = Moment(*(earliest_start(stop, t) + stop.service_s for t in (arrived.due, arrived.taken)))
    return [*moments, (left, rule.over_leg(left, legs[-1]))]


def backward(stops: Sequence[Stop], legs: Sequence[Pace], rule: LunchRule, return_s: int) -> Moment:
    """Return the latest moments of leaving, lunch due and lunch taken, that still reach home by `return_s`."""
    due = return_s if rule.lunch is None else min(return_s, rule.lunch.earliest_s)
    limit = rule.before_leg(Moment(due, return_s), legs[-1])
    for stop, leg in zip(reversed(stops), reversed(legs[:-1]), strict=True):
        limit = rule.before_leg(Moment(*(latest_start(stop, t) for t in (limit.due, limit.taken))), leg)
    return limit


def earliest_start(stop: Stop, arrival_s: int) -> int:
    """Return the first start from `arrival_s` on whose service lies inside one window, or `NEVER`."""
    starts = (max(arrival_s, window.opens_s) for window in stop.windows if fits(window, stop, arrival_s))
    return next(starts, NEVER)


def fits(window: Window, stop: Stop, arrival_s: int) -> bool:
    """Say whether a service that begins at `arrival_s` or later can end inside a window."""
    return max(arrival_s, window.opens_s) + stop.service_s <= window.closes_s


def latest_start(stop: Stop, left_s: int) -> int:
    """Return the last start whose service ends by `left_s` inside one window, or -`NEVER`."""
    for window in reversed(stop.windows):
        start_s = min(left_s, window.closes_s) - stop.service_s
        if start_s >= window.opens_s:
            return start_s
    return -NEVER


def lunch_at_home(rule: LunchRule, start_s: int, limit: Moment) -> int | None:
    """Return when lunch begins at home before leaving, where that lets the rep leave later; else None."""
    lunch = rule.lunch
    if lunch is None or limit.taken <= limit.due:
        return None
    begin_s = min(lunch.latest_s, limit.taken - lunch.length_s)
    return begin_s if begin_s >= max(start_s, lunch.earliest_s) else None

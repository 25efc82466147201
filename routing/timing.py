"""Clock times for a rep-day whose order is known: exact, without a solver.

Every moment is kept twice, once with lunch still due and once with lunch taken (an infinite time where that cannot
be). Arriving earlier is never worse, so one pass forward over the stops finds the earliest return, and one pass
backward the latest leaving that still reaches it. The tour is then timed forward from that leaving: what can be
waited at home is not waited on the road.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from routing.tour import Lunch, Stop, TimedStop, TimedTour, TourProblem, Window
from routing.travel import UNREACHABLE_S

NEVER = 2**60


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

    def over_leg(self, left: Moment, leg_s: int) -> Moment:
        """Return the earliest arrival over a leg; lunch may be taken at either end of it or between."""
        due, taken = left.due + leg_s, left.taken + leg_s
        if self.lunch is not None and left.due <= self.lunch.latest_s:
            taken = min(taken, max(due, self.lunch.earliest_s) + self.lunch.length_s)
        return Moment(due, taken)

    def before_leg(self, arrival: Moment, leg_s: int) -> Moment:
        """Return the latest departure over a leg that still arrives in time."""
        due, taken, lunch = arrival.due - leg_s, arrival.taken - leg_s, self.lunch
        if lunch is not None and lunch.earliest_s + lunch.length_s <= arrival.taken:
            due = max(due, min(taken - lunch.length_s, lunch.latest_s))
        return Moment(due, taken)

    def on_leg(self, left_s: int, leg_s: int) -> int:
        """Return when lunch begins on a leg: on arrival if that is not too late, else as soon as it may."""
        lunch = self.lunch
        assert lunch is not None, "only a day with lunch has a leg for it"  # noqa: S101 - an invariant of `time_tour`
        on_arrival = max(left_s + leg_s, lunch.earliest_s)
        return on_arrival if on_arrival <= lunch.latest_s else max(left_s, lunch.earliest_s)


def time_tour(problem: TourProblem, order: Sequence[int]) -> TimedTour | None:
    """Time a rep-day in a given order.

    Parameters
    ----------
    problem : TourProblem
    order : sequence of int
        Indices into `problem.stops`, in driving order; stops that are not named are left out.

    Returns
    -------
    TimedTour or None
        The tour that is back earliest and, among those, leaves latest; None where the order does not fit the day.
    """
    rule, legs, stops = LunchRule.of(problem), way(problem, order), [problem.stops[i] for i in order]
    return_s = rule.home(forward(stops, legs, rule, Moment(problem.start_s, NEVER))[-1][1])
    if return_s > rule.end_s or (problem.max_driving_s is not None and sum(legs) > problem.max_driving_s):
        return None
    limit = backward(stops, legs, rule, return_s)
    lunch_s = lunch_at_home(rule, problem.start_s, limit)
    left = Moment(limit.due, NEVER) if lunch_s is None else Moment(NEVER, limit.taken)
    return write_out(order, stops, legs, rule, left, lunch_s=lunch_s)


def way(problem: TourProblem, order: Sequence[int]) -> list[int]:
    """Return the seconds of each leg of an order, from start to end; `NEVER` where no road leads."""
    places = [problem.start_place, *(problem.stops[i].place for i in order), problem.end_place]
    legs = [int(problem.travel_s[a, b]) for a, b in pairwise(places)]
    return [NEVER if leg == UNREACHABLE_S else leg for leg in legs]


def forward(stops: Sequence[Stop], legs: Sequence[int], rule: LunchRule, left: Moment) -> list[tuple[Moment, Moment]]:
    """Return for each leg the moments of leaving and the earliest of arriving."""
    moments = []
    for stop, leg_s in zip(stops, legs, strict=False):
        arrived = rule.over_leg(left, leg_s)
        moments.append((left, arrived))
        left = Moment(*(earliest_start(stop, t) + stop.service_s for t in (arrived.due, arrived.taken)))
    return [*moments, (left, rule.over_leg(left, legs[-1]))]


def backward(stops: Sequence[Stop], legs: Sequence[int], rule: LunchRule, return_s: int) -> Moment:
    """Return the latest moments of leaving, lunch due and lunch taken, that still reach home by `return_s`."""
    due = return_s if rule.lunch is None else min(return_s, rule.lunch.earliest_s)
    limit = rule.before_leg(Moment(due, return_s), legs[-1])
    for stop, leg_s in zip(reversed(stops), reversed(legs[:-1]), strict=True):
        limit = rule.before_leg(Moment(*(latest_start(stop, t) for t in (limit.due, limit.taken))), leg_s)
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


def write_out(
    order: Sequence[int],
    stops: Sequence[Stop],
    legs: Sequence[int],
    rule: LunchRule,
    left: Moment,
    *,
    lunch_s: int | None,
) -> TimedTour:
    """Drive an order as early as possible from the moment of leaving and note the times."""
    moments = forward(stops, legs, rule, left)
    lunch_leg = find_lunch_leg(rule, legs, moments)
    taken, timed, free_s = lunch_s is not None, [], min(left.due, left.taken)
    for leg, (_, arrived) in enumerate(moments):
        if leg == lunch_leg:
            taken, lunch_s = True, rule.on_leg(free_s, legs[leg])
        if leg < len(stops):
            arrival_s = arrived.taken if taken else arrived.due
            start_s = earliest_start(stops[leg], arrival_s)
            free_s = start_s + stops[leg].service_s
            timed.append(TimedStop(order[leg], arrival_s, start_s, free_s))
    return TimedTour(tuple(timed), min(left.due, left.taken), rule.home(moments[-1][1]), lunch_s, sum(legs))


def find_lunch_leg(rule: LunchRule, legs: Sequence[int], moments: Sequence[tuple[Moment, Moment]]) -> int | None:
    """Return the leg on which lunch lies in the tour that is home earliest; None where it lies on none."""
    back = moments[-1][1]
    if rule.lunch is None or back.due <= rule.lunch.earliest_s:
        return None
    switches = (k for k in reversed(range(len(legs))) if moments[k][0].taken + legs[k] > moments[k][1].taken)
    return next(switches, None)

"""Clock times for a rep-day whose order is known: exact, without a solver.

Every moment is kept twice, once with lunch still due and once with lunch taken (an infinite time where that cannot
be). Arriving earlier is never worse, so one pass forward over the stops finds the earliest return, and one pass
backward the latest leaving that still reaches it. The tour is then timed forward from that leaving: what can be
waited at home is not waited on the road. Where that is longer from door to door than the day may be, a later return is
looked for that makes it shorter (`routing.door_to_door`).

Where the pace of driving changes with the hour, both passes ask each way when it ends and when it must begin. Lunch is
then taken on arrival where that is not too late, else on the way as soon as it may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from routing.door_to_door import latest_leaving, returns
from routing.legs import LunchRule, Moment, earliest_start, forward
from routing.paces import NEVER, Even, Pace
from routing.tour import Stop, TimedStop, TimedTour, TourProblem
from routing.travel import UNREACHABLE_S


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
        The tour that is back earliest and, among those, leaves latest, of all that keep the cap from door to door; None
        where the order does not fit the day.
    """
    if problem.max_stops is not None and len(order) > problem.max_stops:
        return None
    rule, legs, stops = LunchRule.of(problem), way(problem, order), [problem.stops[i] for i in order]
    return_s = rule.home(forward(stops, legs, rule, Moment(problem.start_s, NEVER))[-1][1])
    if return_s > rule.end_s:
        return None
    left, lunch_s = latest_leaving(stops, legs, rule, problem.start_s, return_s)
    too_early = min(left.due, left.taken) < problem.start_s
    if problem.day is not None and (too_early or rule.home(forward(stops, legs, rule, left)[-1][1]) > return_s):
        left, lunch_s = Moment(problem.start_s, NEVER), None
    tour = write_out(order, stops, legs, rule, left, lunch_s=lunch_s)
    if problem.max_driving_s is not None and tour.driving_s > problem.max_driving_s:
        return None
    if problem.max_day_s is None or tour.length_s <= problem.max_day_s:
        return tour
    cap_s = problem.max_day_s
    return next((shorter for shorter in _later(problem, order) if shorter.length_s <= cap_s), None)


def shortest_s(problem: TourProblem, order: Sequence[int]) -> int | None:
    """Return the least seconds from door to door, waiting and lunch counted; None where the order does not fit."""
    return min((tour.length_s for tour in _later(problem, order)), default=None)


def _later(problem: TourProblem, order: Sequence[int]) -> Iterator[TimedTour]:
    """Yield the tours that may be shortest from door to door, those that are back earliest first."""
    rule, legs, stops = LunchRule.of(problem), way(problem, order), [problem.stops[i] for i in order]
    for return_s in returns(stops, legs, rule, problem.start_s):
        left, lunch_s = latest_leaving(stops, legs, rule, problem.start_s, return_s)
        if min(left.due, left.taken) < problem.start_s:
            continue
        tour = write_out(order, stops, legs, rule, left, lunch_s=lunch_s)
        if tour.return_s <= rule.end_s:
            yield tour


def way(problem: TourProblem, order: Sequence[int]) -> list[Pace]:
    """Return each leg of an order, from start to end."""
    places = [problem.start_place, *(problem.stops[i].place for i in order), problem.end_place]
    if problem.day is not None:
        return [problem.day.pace(a, b) for a, b in pairwise(places)]
    legs = (int(problem.travel_s[a, b]) for a, b in pairwise(places))
    return [Even(NEVER if leg == UNREACHABLE_S else leg) for leg in legs]


def write_out(
    order: Sequence[int],
    stops: Sequence[Stop],
    legs: Sequence[Pace],
    rule: LunchRule,
    left: Moment,
    *,
    lunch_s: int | None,
) -> TimedTour:
    """Drive an order as early as possible from the moment of leaving and note the times."""
    moments = forward(stops, legs, rule, left)
    lunch_leg = find_lunch_leg(rule, legs, moments)
    taken, timed, driven, free_s = lunch_s is not None, [], [], min(left.due, left.taken)
    for number, (leg, (_, arrived)) in enumerate(zip(legs, moments, strict=True)):
        rest_s = 0
        if number == lunch_leg and rule.lunch is not None:
            taken, lunch_s = True, rule.on_leg(free_s, leg)
            rest_s = rule.lunch.length_s if lunch_s < leg.after(free_s) else 0
        arrival_s = arrived.taken if taken else arrived.due
        driven.append(arrival_s - rest_s - free_s if rest_s else leg.after(free_s) - free_s)
        if number < len(stops):
            start_s = earliest_start(stops[number], arrival_s)
            free_s = start_s + stops[number].service_s
            timed.append(TimedStop(order[number], arrival_s, start_s, free_s))
    leave_s = min(left.due, left.taken)
    return TimedTour(tuple(timed), leave_s, rule.home(moments[-1][1]), lunch_s, sum(driven), tuple(driven))


def find_lunch_leg(rule: LunchRule, legs: Sequence[Pace], moments: Sequence[tuple[Moment, Moment]]) -> int | None:
    """Return the leg on which lunch lies in the tour that is home earliest; None where it lies on none."""
    back = moments[-1][1]
    if rule.lunch is None or back.due <= rule.lunch.earliest_s:
        return None
    switches = (k for k in reversed(range(len(legs))) if legs[k].after(moments[k][0].taken) > moments[k][1].taken)
    return next(switches, None)

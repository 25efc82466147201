"""The rest of a rep-day planned again on the road, from where the rep is and what time it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routing.day import price_of, solve_day
from routing.stopping import Stop as Budget
from routing.timing import time_tour
from routing.tour import TimedTour, TourProblem


def replan_day(
    problem: TourProblem,
    place: int,
    now_s: int,
    remaining: Sequence[int],
    stop: Budget,
    *,
    lunch_taken: bool = False,
    driven_s: int = 0,
    left_s: int | None = None,
    made: int = 0,
) -> TimedTour:
    """Plan the rest of a day again, from where the rep is now.

    Stops that may not be left out are left out last: a rep who is late drops what costs least. The caps of the day on
    driving, from door to door and on visits are kept, what was driven, waited and made before counted. The rep goes
    home in any case, straight and even where that is later or longer than the day allows.

    Parameters
    ----------
    problem : TourProblem
        The day as it was planned.
    place, now_s : int
        The row of the travel table where the rep is free to leave, and when.
    remaining : sequence of int
        The stops still to serve, in the order planned.
    lunch_taken : bool
    driven_s : int
        Driven already today, for the cap on driving.
    left_s : int, optional
        When the rep left in the morning, for the cap from door to door; None for who has not left yet.
    made : int
        Visits made already today, for the cap on visits.

    Returns
    -------
    TimedTour
        Stops are numbered as in `problem`.
    """
    rest = _rest_of_day(problem, place, now_s, remaining, lunch_taken=lunch_taken, driven_s=driven_s, left_s=left_s)
    if rest.max_stops is not None:
        rest = replace(rest, max_stops=max(0, rest.max_stops - made))
    tour = solve_day(rest, stop, _those_that_fit(rest))
    if tour is None:
        raise RuntimeError("the way home always fits a day that was made to hold it")
    return replace(tour, stops=tuple(replace(s, stop=remaining[s.stop]) for s in tour.stops))


def _rest_of_day(
    problem: TourProblem,
    place: int,
    now_s: int,
    remaining: Sequence[int],
    *,
    lunch_taken: bool,
    driven_s: int,
    left_s: int | None,
) -> TourProblem:
    stops = [problem.stops[i] for i in remaining]
    home_s, lunch, cap = int(problem.travel_s[place, problem.end_place]), problem.lunch, problem.max_driving_s
    longest_s = problem.max_day_s
    by_s = None if longest_s is None or left_s is None else left_s + longest_s
    rest = replace(
        problem,
        stops=tuple(replace(stop, price_s=price_of(stop)) for stop in stops),
        start_place=place,
        start_s=now_s,
        lunch=None if lunch is None or lunch_taken or now_s > lunch.latest_s else lunch,
        max_driving_s=None if cap is None else max(cap - driven_s, home_s),
        end_s=problem.end_s if by_s is None else min(problem.end_s, by_s),
        max_day_s=None if longest_s is None or by_s is not None else max(longest_s, home_s),
    )
    if time_tour(rest, ()) is not None:
        return rest
    return replace(rest, lunch=None, end_s=max(rest.end_s, now_s + home_s))


def _those_that_fit(problem: TourProblem) -> list[int]:
    order: list[int] = []
    for index in range(len(problem.stops)):
        if time_tour(problem, [*order, index]) is not None:
            order.append(index)
    return order

"""Times that people can say: services that start on a full step, where the day leaves room for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from routing.tour import Stop, TimedTour, TourProblem, Window

Timer = Callable[[TourProblem, Sequence[int]], TimedTour | None]
"""Times a rep-day in a given order: `routing.timing.time_tour`."""


def rounded(problem: TourProblem, order: Sequence[int], step_s: int, timer: Timer) -> TimedTour | None:
    """Time a rep-day so that services start on multiples of a step.

    From the first stop to the last, a start is put off to the next multiple if windows, lunch and the end of the shift
    still allow everything that follows; else it comes forward to the multiple before, if the rep can be there by then;
    else it stays as it is, to the second.

    Parameters
    ----------
    step_s : int
        Seconds, such as 300; 0 rounds nothing.

    Returns
    -------
    TimedTour or None
        None where the order does not fit the day.
    """
    timed = timer(problem, order)
    for position, number in enumerate(order if step_s > 1 and timed is not None else ()):
        assert timed is not None, "it was timed before"  # noqa: S101 - for the type checker
        before_s = timed.stops[position].start_s // step_s * step_s
        for start_s in (before_s,) if before_s == timed.stops[position].start_s else (before_s + step_s, before_s):
            held = _held(problem, number, start_s)
            found = None if held is None else timer(held, order)
            if held is not None and found is not None:
                problem, timed = held, found
                break
    return timed


def _held(problem: TourProblem, number: int, start_s: int) -> TourProblem | None:
    """Return the day with one service held to its start; None if no window holds it."""
    stop = problem.stops[number]
    end_s = start_s + stop.service_s
    if not any(window.opens_s <= start_s and end_s <= window.closes_s for window in stop.windows):
        return None
    held = Stop(stop.place, stop.service_s, (Window(start_s, end_s),), stop.price_s)
    return replace(problem, stops=(*problem.stops[:number], held, *problem.stops[number + 1 :]))

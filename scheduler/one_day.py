"""One rep-day of a horizon as the question that the day's solver and the clock answer."""

from __future__ import annotations

from collections.abc import Sequence

from routing.tour import Stop, TourProblem
from scheduler.horizon import Horizon, RepDay


def tour_problem(horizon: Horizon, rep_day: RepDay, sequence: Sequence[int]) -> TourProblem:
    """Return one rep-day of a horizon as the question that the day's solver answers."""
    visits = [horizon.visits[v] for v in sequence]
    stops = tuple(Stop(v.place, v.service_s, horizon.hours[v.hours][rep_day.day]) for v in visits)
    return TourProblem(
        stops,
        rep_day.start_place,
        rep_day.end_place,
        rep_day.start_s,
        rep_day.end_s,
        rep_day.lunch,
        horizon.travel_s,
        rep_day.max_driving_s,
        rep_day.max_day_s,
    )

"""From a `Schedule` of days and indices back to a dated plan that people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from routing.paces import DayWays
from routing.rounding import Timer, rounded
from routing.tour import TimedTour
from scheduler.demand.assembled import Assembled
from scheduler.demand.due import Due
from scheduler.explain.insertion import Priced
from scheduler.explain.reasons import reason
from scheduler.horizon import Horizon, RepDay, Schedule
from scheduler.nights.settled import days_away
from scheduler.one_day import tour_problem
from scheduler.plan import Night, Plan, PlannedVisit, Tour, UnservedVisit


class UntimedTourError(RuntimeError):
    """A tour of a schedule cannot be timed: the schedule breaks its own rules, which is our fault."""


def dated_plan(assembled: Assembled, schedule: Schedule, timer: Timer) -> Plan:
    """Return the plan of one rep: tours with clock times, and a tested reason for each visit left out.

    Services start on multiples of the policy's `round_visits_to_s`, wherever the day leaves room for it.

    Raises
    ------
    UntimedTourError
        If a tour of the schedule cannot be driven.
    """
    request, horizon = assembled.request, assembled.horizon
    tours = tuple(
        dated_tour(assembled, rep_day, sequence, timer)
        for rep_day, sequence in zip(horizon.rep_days, schedule.tours, strict=True)
        if sequence
    )
    last = request.date_of(request.days - 1)
    return Plan(request.start, last, tours, unserved(assembled, schedule), nights=nights(assembled))


def nights(assembled: Assembled) -> tuple[Night, ...]:
    """Return the nights away that the horizon takes, one for each date."""
    request, horizon, policy = assembled.request, assembled.horizon, assembled.request.nights
    hotels = {hotel.place.id: hotel for hotel in request.hotels}
    if policy is None:
        return ()
    taken = [(day, assembled.places[n.place]) for n in horizon.overnights for day in days_away(horizon, n.rep_day)]
    return tuple(
        Night(
            request.rep.id,
            request.date_of(day),
            place_id,
            hotels[place_id].name,
            hotels[place_id].lat,
            hotels[place_id].lon,
            policy.cost(hotels[place_id]),
            policy.currency,
        )
        for day, place_id in taken
    )


def dated_tour(assembled: Assembled, rep_day: RepDay, sequence: Sequence[int], timer: Timer) -> Tour:
    """Return one rep-day with its clock times; raises `UntimedTourError` if it cannot be driven in this order."""
    horizon, request = assembled.horizon, assembled.request
    when = request.date_of(rep_day.day)
    timed, day = _timed(assembled, rep_day, sequence, timer)
    if timed is None:
        raise UntimedTourError(f"the tour of {request.rep.id} on {when} cannot be driven in its order")
    at, free_s, visits = rep_day.start_place, timed.leave_s, []
    for number, (v, stop, travel_s) in enumerate(zip(sequence, timed.stops, timed.legs_s, strict=False), start=1):
        due, to = assembled.due[v], horizon.visits[v].place
        way = travel_s, _distance_m(horizon, day, at, to, free_s)
        visits.append(
            PlannedVisit(
                due.visit_id,
                due.account_id,
                number,
                stop.arrival_s,
                stop.start_s,
                stop.end_s,
                *way,
                number=_number(assembled, due),
            )
        )
        at, free_s = to, stop.end_s
    back = timed.legs_s[-1], _distance_m(horizon, day, at, rep_day.end_place, free_s)
    lunch_s = rep_day.lunch.length_s if rep_day.lunch and timed.lunch_start_s is not None else 0
    ends = (assembled.places[row] if row else "" for row in (rep_day.start_place, rep_day.end_place))
    clock = timed.leave_s, timed.return_s, timed.lunch_start_s, lunch_s
    return Tour(request.rep.id, when, *clock, tuple(visits), *back, *ends)


def _timed(
    assembled: Assembled, rep_day: RepDay, sequence: Sequence[int], timer: Timer
) -> tuple[TimedTour | None, DayWays | None]:
    """Time a tour at the pace of its hours; at the horizon's own, slower one where that is the only way that fits."""
    problem, order = tour_problem(assembled.horizon, rep_day, sequence), range(len(sequence))
    step_s = int(assembled.request.policy.round_visits_to_s)
    hourly = rounded(replace(problem, day=assembled.day), order, step_s, timer) if assembled.day else None
    return (hourly, assembled.day) if hourly else (rounded(problem, order, step_s, timer), None)


def _distance_m(horizon: Horizon, day: DayWays | None, at: int, to: int, free_s: int) -> int:
    return day.distance_m(at, to, free_s) if day else int(horizon.distance_m[at, to])


def unserved(assembled: Assembled, schedule: Schedule) -> tuple[UnservedVisit, ...]:
    """Return every due visit that is in no tour, with a reason that was tried."""
    request, horizon = assembled.request, assembled.horizon
    priced = Priced(horizon, schedule.tours)
    tried = [(assembled.due[v], reason(horizon, schedule.tours, v, priced)) for v in schedule.unserved]
    said = [(due, found.code, found.why) for due, found in tried]
    said += [(left.due, left.reason, left.why) for left in assembled.left_out]
    return tuple(
        UnservedVisit(
            due.visit_id,
            due.account_id,
            request.rep.id,
            request.start + timedelta(days=due.first_day),
            request.start + timedelta(days=due.last_day),
            code,
            why,
            _number(assembled, due),
        )
        for due, code, why in said
    )


def _number(assembled: Assembled, due: Due) -> int | None:
    """Return which of its account's visits one is; an appointment is none of them, though it is at the account."""
    fixed = any(appointment.id == due.visit_id for appointment in assembled.request.appointments)
    return None if fixed else due.number

"""One self-contained problem solved, checked, timed and explained: `roundsman solve` without the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from routing.findings import Finding
from routing.stopping import Stop
from routing.timing import time_tour
from scheduler.dated import UntimedTourError
from scheduler.evidence import versions, worth_of
from scheduler.exchange import solution
from scheduler.explain.insertion import Priced
from scheduler.explain.reasons import reason
from scheduler.explain.repair import Repair, repairs
from scheduler.horizon import Horizon, Schedule
from scheduler.nights.settled import settled
from scheduler.one_day import tour_problem
from scheduler.search import validate
from scheduler.team.answer import Task
from scheduler.team.crew import LocalCrew
from scheduler.team.side_by_side import plan_team

REP = "rep"
"""The only rep of a problem."""

REPAIRED = 50
"""Visits left out for which repairs are tried: the compulsory ones, then the dearest. Each takes 0.2 s."""


def solved(horizon: Horizon, stop: Stop, seed: int, words: Callable[[Finding], str]) -> dict[str, Any]:
    """Return the solution as JSON values: see ``docs/formats.md``; `words` says why a visit is left out.

    Ctrl-C ends the search with the best schedule so far.
    """
    team = plan_team([Task(REP, horizon, seed)], stop, LocalCrew())
    answer = team.answers[REP]
    horizon, schedule = settled(horizon, answer.nights), answer.schedule
    return {
        **solution(horizon, schedule, _tours(horizon, schedule), _unserved(horizon, schedule, words)),
        "worth": worth_of(horizon, answer).facts(),
        "cut_short": team.cut_short,
        "violations": [asdict(violation) for violation in answer.violations],
        "problems": [asdict(problem) for problem in validate(horizon)],
        "versions": versions(),
    }


def _tours(horizon: Horizon, schedule: Schedule) -> list[dict[str, Any]]:
    tours = []
    for number, (day, sequence) in enumerate(zip(horizon.rep_days, schedule.tours, strict=True)):
        if sequence:
            timed = time_tour(tour_problem(horizon, day, sequence), range(len(sequence)))
            if timed is None:
                raise UntimedTourError(f"rep-day {number} cannot be driven in its order")
            visits = [
                {"id": horizon.visits[v].id, "arrival_s": t.arrival_s, "start_s": t.start_s, "end_s": t.end_s}
                for v, t in zip(sequence, timed.stops, strict=True)
            ]
            tours.append(
                {
                    "rep_day": number,
                    "day": day.day,
                    "leave_s": timed.leave_s,
                    "return_s": timed.return_s,
                    "lunch_start_s": timed.lunch_start_s,
                    "driving_s": timed.driving_s,
                    "visits": visits,
                }
            )
    return tours


def _unserved(horizon: Horizon, schedule: Schedule, words: Callable[[Finding], str]) -> list[dict[str, Any]]:
    priced = Priced(horizon, schedule.tours)
    left, first = [], set(sorted(schedule.unserved, key=lambda v: _urgency(horizon, v))[:REPAIRED])
    for v in schedule.unserved:
        why = reason(horizon, schedule.tours, v, priced)
        ways = repairs(horizon, schedule.tours, v, priced) if v in first else []
        left.append(
            {
                "id": horizon.visits[v].id,
                "reason": why.code,
                "detail": words(why.why),
                "repair": _repair(horizon, ways[0]) if ways else None,
            }
        )
    return left


def _urgency(horizon: Horizon, v: int) -> tuple[bool, float, str]:
    """Order visits: the compulsory ones first, then the dearest to leave out; ties by id."""
    visit = horizon.visits[v]
    return not visit.compulsory, -visit.price_unserved, visit.id


def _repair(horizon: Horizon, repair: Repair) -> dict[str, Any]:
    return {
        "kind": repair.kind,
        "price": repair.price,
        "keeps_rules": repair.keeps_rules,
        "amount": repair.amount,
        "other": None if repair.other is None else horizon.visits[repair.other].id,
    }

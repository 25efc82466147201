"""Visits of the past that nobody has said anything about: they count as not made, and whoever plans is told so."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from routing.problems import Problem
from routing.sentences import sentence
from scheduler.plan import Plan

BACK_DAYS = 31
"""So far back a missing report is told of."""


def unreported(before: Plan | None, closed: Collection[str], today: date) -> Iterator[Problem]:
    """Yield one problem for the visits of the plan in force, before today, that are neither done nor skipped."""
    first = today - timedelta(days=BACK_DAYS)
    tours = [tour for tour in before.tours if first <= tour.date < today] if before else []
    left = [(tour.date, tour.rep_id) for tour in tours for visit in tour.visits if visit.visit_id not in closed]
    if not left:
        return
    cause = sentence(
        "{count} visits since {since} have no report and are planned as if they had not taken place ({reps})",
        count=len(left),
        since=min(day for day, _ in left),
        reps=", ".join(sorted({rep for _, rep in left})),
    )
    action = "Report them first: roundsman visit report --rep REP --week DATE; then plan again."
    yield Problem("reports-missing", "the plan in force", cause, action)

"""The check of a team's plan where accounts change owner: who visits when, and the days between both reps' visits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from scheduler.checking.violation import Violation
from scheduler.demand.stints import Crossing, Stints
from scheduler.plan import Plan


def check_handing(
    plan: Plan, start: date, stints: Stints, crossings: Collection[Crossing], apart: Collection[str] = ()
) -> tuple[Violation, ...]:
    """Find visits from `start` on by who is not the owner that day, and spacing that a hand-over breaks.

    `apart` are visits that follow no ownership: appointments.
    """
    return (*_check_owners(plan, start, stints, apart), *_check_crossings(plan, crossings))


def _check_owners(plan: Plan, start: date, stints: Stints, apart: Collection[str]) -> Iterator[Violation]:
    for tour in plan.tours:
        day = (tour.date - start).days
        for visit in tour.visits:
            if day < 0 or visit.account_id not in stints or visit.visit_id in apart:
                continue
            of_day = [one for one in stints[visit.account_id] if one.first_day <= day <= one.last_day]
            if tour.rep_id not in {one.rep_id for one in of_day}:
                owner = of_day[0].rep_id if of_day else "nobody"
                text = f"{tour.rep_id} visits {visit.account_id}, which is {owner}'s that day"
                yield Violation("not-the-owner", f"visit {visit.visit_id} on {tour.date}", 0, text)


def _check_crossings(plan: Plan, crossings: Collection[Crossing]) -> Iterator[Violation]:
    dates = {visit.visit_id: tour.date for tour in plan.tours for visit in tour.visits}
    for one in crossings:
        if one.earlier in dates and one.later in dates:
            gap = (dates[one.later] - dates[one.earlier]).days
            text = f"{gap} days across a hand-over, {one.least_gap_days} to {one.most_gap_days} are allowed"
            if gap < one.least_gap_days:
                yield Violation("too-soon", f"account {one.account_id}", one.least_gap_days - gap, text)
            if gap > one.most_gap_days:
                yield Violation("too-long-after", f"account {one.account_id}", gap - one.most_gap_days, text)

"""The rules that a dated plan is checked by, as plain data, from what was asked: hours, shifts, lunch, spacing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from scheduler.checking.plan import PlanRules, Span
from scheduler.demand.assembled import Assembled
from scheduler.plan import Plan

ANY = 10**6
"""Days that are no limit."""


def rules_of(assembled: Assembled, plan: Plan) -> PlanRules:
    """Return the rules that one rep's dated plan has to keep."""
    request, rep_id = assembled.request, assembled.request.rep.id
    days = {request.date_of(day.day): day for day in assembled.horizon.rep_days}
    lunches = {
        when: (day.lunch.earliest_s, day.lunch.latest_s, day.lunch.length_s)
        for when, day in days.items()
        if day.lunch is not None
    }
    longest_s = request.policy.longest_day_s(request.rep.max_day_s)
    week_s = round(request.policy.longest_week_h * 3600)
    return PlanRules(
        open=_open(assembled),
        spacing=_spacing(assembled, plan),
        shifts={rep_id: {when: (day.start_s, day.end_s) for when, day in days.items()}},
        lunch={rep_id: lunches},
        longest={} if longest_s is None else {rep_id: longest_s},
        longest_week={rep_id: week_s} if week_s else {},
    )


def _open(assembled: Assembled) -> dict[str, dict[date, tuple[Span, ...]]]:
    """Return for each account and date the spans in which one of its due visits may lie."""
    found: dict[str, dict[date, tuple[Span, ...]]] = defaultdict(dict)
    for due, visit in zip(assembled.due, assembled.horizon.visits, strict=True):
        for rep_day in assembled.horizon.rep_days:
            if visit.first_day <= rep_day.day <= visit.last_day:
                when = assembled.request.date_of(rep_day.day)
                spans = tuple((w.opens_s, w.closes_s) for w in assembled.horizon.hours[visit.hours][rep_day.day])
                found[due.account_id][when] = (*found[due.account_id].get(when, ()), *spans)
    return found


def _spacing(assembled: Assembled, plan: Plan) -> dict[str, Span]:
    """Return the spacing that all pairs of an account's visits keep, where it has no pattern and no appointment.

    The least holds whatever is left out; the most is asked where nothing is.
    """
    lost, free = {visit.account_id for visit in plan.unserved}, set(assembled.horizon.patterns)
    gaps: dict[str, list[Span]] = defaultdict(list)
    for due, visit in zip(assembled.due, assembled.horizon.visits, strict=True):
        if visit.account != due.account_id:  # an appointment at the account's place
            free.add(due.account_id)
        gaps[due.account_id].append((max(1, visit.least_gap_days), visit.most_gap_days))
    later = {account: spans[1:] for account, spans in gaps.items() if len(spans) > 1 and account not in free}
    return {
        account: (min(s[0] for s in spans), ANY if account in lost else max(s[1] for s in spans))
        for account, spans in later.items()
    }

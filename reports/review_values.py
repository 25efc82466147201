"""A manager's review, for programs."""

from __future__ import annotations

from typing import Any

from reports.finding_words import all_words, finding_json, words
from territory.review.alarms import Alarm
from territory.review.proposals import Proposal
from territory.review.review import Review
from territory.review.standing import Standing
from territory.review.weeks import Reason, Week


def review_json(review: Review) -> dict[str, Any]:
    """Return the review of one day over a period."""
    return {
        "today": review.today.isoformat(),
        "start": review.start.isoformat(),
        "end": review.end.isoformat(),
        "standings": [_standing(one) for one in review.standings],
        "alarms": [_alarm(one) for one in review.alarms],
        "weeks": [_week(one) for one in review.weeks],
        "reasons": [_reason(one) for one in review.reasons],
        "proposals": [_proposal(one) for one in review.proposals],
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "territory": one.territory,
        "rep": one.rep,
        "customers": one.customers,
        "prospects": one.prospects,
        "hours": one.hours,
        "potential": one.potential,
        "load": one.load,
        "potential_load": one.potential_load,
        "covered": one.covered,
        "overdue": list(one.overdue),
    }


def _alarm(one: Alarm) -> dict[str, Any]:
    return {
        "level": one.level,
        "kind": one.kind,
        "territory": one.territory,
        "figure": one.figure,
        "limit": one.limit,
        "text": words(one.why),
        "why": finding_json(one.why),
    }


def _week(one: Week) -> dict[str, Any]:
    return {
        "monday": one.monday.isoformat(),
        "planned": one.planned,
        "done": one.done,
        "skipped": one.skipped,
        "declined": one.declined,
        "open": one.open,
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"reason": one.reason, "times": one.times, "share": one.share, "most_in": one.most_in}


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "territory": one.territory,
        "accounts": list(one.accounts),
        "text": words(one.what),
        "what": finding_json(one.what),
        "gain": one.gain,
        "unit": one.unit,
        "worth": one.worth,
        "how": all_words(one.how),
        "why": [finding_json(part) for part in one.how],
    }

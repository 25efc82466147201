"""What planners ask of a plan, for programs: differences, capacity, lessons and what was made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.finding_words import finding_json, words

if TYPE_CHECKING:
    from office.plans.differences import Comparison
    from office.plans.reproduction import Remade
    from scheduler.demand.capacity import Capacity
    from scheduler.explain.diff import At, Change, NightChange
    from scheduler.learning import Lesson


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return what changed from one plan to another."""
    return {
        "before": found.before,
        "after": found.after,
        "changes": [_change(change) for change in found.changes],
        "counts": found.counts,
        "driving_s": list(found.driving_s),
        "distance_m": list(found.distance_m),
        "visits": list(found.visits),
        "unserved": list(found.unserved),
        "until": found.until.isoformat() if found.until else None,
        "nights": [_night(change) for change in found.nights],
    }


def change_words(change: Change, language: str = "en") -> str:
    """Return why a visit is not where it was, in words; empty where nobody has tried."""
    return words(change.why, language) if change.why else ""


def _change(change: Change) -> dict[str, Any]:
    return {
        "visit_id": change.visit_id,
        "account_id": change.account_id,
        "kind": change.kind,
        "before": _at(change.before),
        "after": _at(change.after),
        "reason": change.reason,
        "detail": change_words(change),
        "why": finding_json(change.why) if change.why else None,
        "price": change.price,
    }


def _at(at: At | None) -> dict[str, Any] | None:
    return {"rep_id": at.rep_id, "date": at.date.isoformat(), "start_s": at.start_s} if at else None


def _night(change: NightChange) -> dict[str, Any]:
    return {
        "rep_id": change.rep_id,
        "date": change.date.isoformat(),
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "price": str(change.price),
        "currency": change.currency,
        "saves_s": change.saves_s,
    }


def capacity_json(found: Capacity) -> dict[str, Any]:
    """Return what a rep is asked beside what there is time for."""
    return {
        "rep_id": found.rep_id,
        "weeks": [
            {"monday": week.monday.isoformat(), "asked_s": week.asked_s, "given_s": week.given_s}
            for week in found.weeks
        ],
        "way_s": found.way_s,
        "asked": found.asked,
        "lost": found.lost,
        "lost_s": found.lost_s,
        "factor": found.factor,
        "policy": found.policy,
        "slips": [
            {
                "account_id": slip.account_id,
                "asked_days": slip.asked_days,
                "gets_days": slip.gets_days,
                "lost": slip.lost,
            }
            for slip in found.slips
        ],
        "unreached": list(found.unreached),
        "load": found.load,
        "needs": found.needs(),
    }


def lesson_json(found: Lesson) -> dict[str, Any]:
    """Return what past visits propose."""
    return {
        "account_id": found.account_id,
        "kind": found.kind,
        "now": found.now,
        "proposed": found.proposed,
        "visits": found.visits,
        "detail": words(found.why),
        "why": finding_json(found.why),
        "chance": found.chance,
    }


def remade_json(found: Remade) -> dict[str, Any]:
    """Return a rep's part of a plan that was made again."""
    return {
        "rep_id": found.rep_id,
        "inputs_sha256": found.inputs_sha256,
        "violations": list(found.violations),
        "cost": found.cost,
        "again": found.again,
        "same": found.same,
    }

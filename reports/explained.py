"""What `explain` tells, for programs: each value by name, findings by code and facts and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.finding_words import finding_json, words
from reports.plan_files import night_json

if TYPE_CHECKING:
    from office.plans.explanations import OtherDay, Story, VisitStory, Way
    from office.plans.notes import PlanNote
    from routing.money import DrivingCost
    from scheduler.explain.frozen_weeks import Frozen
    from scheduler.explain.nights import NightStory


def said(visit: VisitStory, language: str = "en") -> str:
    """Return why a visit is left out in words; empty for one that is served."""
    return words(visit.why, language) if visit.why else ""


def sentence(way: Way, language: str = "en") -> str:
    """Return a way to serve a visit in words: what is done, and at what price."""
    return f"{words(way.what, language)}: {words(way.worth, language)}"


def note_json(note: PlanNote) -> dict[str, Any]:
    """Return a line of a plan's report."""
    return {
        "rep_id": note.rep_id,
        "account_id": note.account_id,
        "visit_id": note.visit_id,
        "rule": note.rule,
        "days": note.days,
        "detail": words(note.why),
        "why": finding_json(note.why),
    }


def story_json(story: Story) -> dict[str, Any]:
    """Return what is told of an account, a rep or a day."""
    return {
        "plan": story.plan,
        "about": story.about,
        "visits": [_visit(visit) for visit in story.visits],
        "notes": [note_json(note) for note in story.notes],
        "off": [words(off) for off in story.off],
        "changed": story.changed,
        "nights": [_story_of_night(one) for one in story.nights],
        "cost": _cost(story.cost) if story.cost else None,
        "frozen": _frozen(story.frozen) if story.frozen else None,
    }


def _visit(visit: VisitStory) -> dict[str, Any]:
    return {
        "visit_id": visit.visit_id,
        "account_id": visit.account_id,
        "first_date": visit.first_date.isoformat(),
        "last_date": visit.last_date.isoformat(),
        "target": visit.target.isoformat(),
        "date": visit.date.isoformat() if visit.date else None,
        "others": [_other(day) for day in visit.others],
        "reason": visit.reason,
        "detail": said(visit),
        "why": finding_json(visit.why) if visit.why else None,
        "blocked_by": list(visit.blocked_by),
        "ways": [_way(way) for way in visit.ways],
    }


def _other(day: OtherDay) -> dict[str, Any]:
    return {"date": day.date.isoformat(), "price": day.price}


def _way(way: Way) -> dict[str, Any]:
    return {
        "kind": way.kind,
        "price": way.price,
        "keeps_rules": way.keeps_rules,
        "amount": way.amount,
        "date": way.date.isoformat() if way.date else None,
        "other_account": way.other_account,
        "sentence": sentence(way),
        "what": finding_json(way.what),
        "worth": finding_json(way.worth),
        "rep_id": way.rep_id,
        "id": way.id,
    }


def _story_of_night(story: NightStory) -> dict[str, Any]:
    return {
        "night": night_json(story.night),
        "nights": story.nights,
        "way_s": story.way_s,
        "saves_s": story.saves_s,
        "moved": list(story.moved),
        "left_out": list(story.left_out),
    }


def _cost(cost: DrivingCost) -> dict[str, Any]:
    return {"per_hour": str(cost.per_hour), "per_km": str(cost.per_km), "currency": cost.currency}


def _frozen(frozen: Frozen) -> dict[str, Any]:
    return {
        "planned_from": frozen.planned_from.isoformat(),
        "visits": [
            {
                "visit_id": one.visit_id,
                "account_id": one.account_id,
                "rep_id": one.rep_id,
                "date": one.date.isoformat(),
                "start_s": one.start_s,
                "end_s": one.end_s,
            }
            for one in frozen.visits
        ],
    }

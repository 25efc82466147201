"""Changes by hand in a draft: its days are replaced, or those of a draft that is made of a plan that is none."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from office.door import Act
from office.plans.notes import copy_notes
from scheduler.explain.amendment import Amendment
from scheduler.plan import Plan, Tour
from scheduler.team.worth import without_worth
from store.changes import Kind, Subject, draft_key
from store.plans import (
    Origin,
    PlanHead,
    PlanStatus,
    copy_rows,
    find_plan,
    published_plan,
    read_evidence,
    read_plan,
    replace_days,
    take_unserved,
    write_evidence,
    write_plan,
)


def put_into_draft(act: Act, head: PlanHead, amendment: Amendment, said: str) -> tuple[int, dict[str, Any]]:
    """Put a change into a draft, or into one made of a plan that is none; return its number, and what it replaced."""
    number = head.id if head.status is PlanStatus.DRAFT else _copied(act, head)
    evidence = without_worth(read_evidence(act.connection, replace(head, id=number)), amendment.rep_id)
    count = int(evidence.get(f"{amendment.rep_id}.amended", 0)) + 1
    write_evidence(act.connection, number, {**evidence, "amendment": said, f"{amendment.rep_id}.amended": count})
    thinned, left = _left_behind(act, number, amendment)
    put = Plan(head.start, head.end, (*amendment.tours, *thinned), amendment.unserved)
    changed = frozenset(amendment.days) | left
    gone = replace_days(act.connection, number, amendment.rep_id, changed, put)
    act.touch(Subject(Kind.DRAFT, str(number)), Subject(Kind.DRAFT, draft_key(number, amendment.rep_id)))
    days = [day.isoformat() for day in sorted(changed)]
    return number, {"rep": amendment.rep_id, "days": days, "was": plain_part(gone)}


def _left_behind(act: Act, number: int, amendment: Amendment) -> tuple[tuple[Tour, ...], frozenset[date]]:
    """Return the tours of other days without the visits that an amendment brings elsewhere, and those days.

    A day that the rep does not work any more is no part of what is judged, and its tour still stands in the draft.
    """
    brought = {visit.visit_id for tour in amendment.tours for visit in tour.visits}
    part = read_plan(act.connection, find_plan(act.connection, number), {amendment.rep_id})
    behind = [
        tour
        for tour in part.tours
        if tour.date not in amendment.days and any(visit.visit_id in brought for visit in tour.visits)
    ]
    thinned = [
        replace(tour, visits=tuple(one for one in tour.visits if one.visit_id not in brought)) for tour in behind
    ]
    return tuple(tour for tour in thinned if tour.visits), frozenset(tour.date for tour in behind)


def _copied(act: Act, head: PlanHead) -> int:
    """Make a draft that is a plan: its rows are copied within the database."""
    evidence = {**read_evidence(act.connection, head), "amends": head.id}
    in_force = published_plan(act.connection)
    origin = Origin(head.origin.revision, in_force.id if in_force else None, act.who.id)
    number = write_plan(act.connection, Plan(head.start, head.end, (), (), evidence), act.now, origin)
    copy_rows(act.connection, head.id, number)
    copy_notes(act.connection, head.id, number)
    return number


def plain_part(part: Plan) -> dict[str, Any]:
    """Return tours and unserved visits as plain values, to be put back by `undo_decision`."""
    tours = [asdict(tour) | {"date": tour.date.isoformat()} for tour in part.tours]
    left = [
        asdict(visit)
        | {"first_date": visit.first_date.isoformat(), "last_date": visit.last_date.isoformat()}
        | {"why": [visit.why.code, dict(visit.why.facts)]}
        for visit in part.unserved
    ]
    return {"tours": tours, "unserved": left}


def put_two_into_draft(
    act: Act, head: PlanHead, both: tuple[Amendment, Amendment], visit_id: str, said: str
) -> tuple[int, dict[str, Any]]:
    """Put a visit that goes from one rep to another into a draft; return its number, and what it replaced.

    `both` are the giving rep's days and the taking rep's; what the latter were is kept under ``taker``, and the two
    are put back together.
    """
    giver, taker = both
    number, before = put_into_draft(act, head, giver, said)
    left = take_unserved(act.connection, number, giver.rep_id, visit_id)
    before["was"]["unserved"] += plain_part(left)["unserved"]
    _, theirs = put_into_draft(act, find_plan(act.connection, number), taker, said)
    return number, before | {"taker": theirs}

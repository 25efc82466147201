"""What is remembered of each act on a visit: who, why, and what it replaced, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from office.door import Act
from office.outbox import EVENTS
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.answers import (
    AnswerKind,
    VisitAnswer,
    add_answer,
    open_answers,
    settle_answers,
    unplanned_visit,
)
from store.changes import Kind, Subject
from store.pins import pins_before
from store.planned_visits import Placed, find_in_force
from store.plans import published_plan
from store.visits import find_closed_visit

SAID = frozenset({AnswerKind.MOVED, AnswerKind.DECLINED})
"""Questions that any later word about the visit settles."""

DOUBTS = frozenset({AnswerKind.MISSING})
"""Settled by closing the visit, or by letting the plan's word count; a visit that is to take place lacks its event."""


FURTHEST_DAYS = 1100
"""Nobody moves a visit further away than three years."""


def find_visit(act: Act, visit_id: str) -> Placed:
    """Return a visit of the plan in force, or one that was not planned, that is the person's to act on.

    Raises
    ------
    BadInputError
        If there is none such, or it is another rep's.
    """
    unplanned = _unplanned(act, visit_id)
    return _planned(act, visit_id) if unplanned is None else unplanned


def _unplanned(act: Act, visit_id: str) -> Placed | None:
    begun = unplanned_visit(act.connection, visit_id)
    if begun is None:
        return None
    act.require_rep(begun.rep_id)
    return Placed(visit_id, begun.account_id, begun.rep_id, begun.date or act.now.date(), None)


def find_planned_visit(act: Act, visit_id: str) -> Placed:
    """Return a visit of the plan in force that is the person's to act on.

    Raises
    ------
    BadInputError
        If the plan holds none such, it was not planned, or it is another rep's.
    """
    if _unplanned(act, visit_id) is not None:
        cause = "it was not planned, so it cannot be moved, confirmed or skipped"
        raise BadInputError([Problem("visit-unplanned", visit_id, cause, "Take it back, if it did not take place.")])
    return _planned(act, visit_id)


def _planned(act: Act, visit_id: str) -> Placed:
    found = find_in_force(act.connection, visit_id)
    if found is None:
        head = published_plan(act.connection)
        cause = (
            "no plan is in force"
            if head is None
            else sentence("plan {head}, in force, has no visit {visit_id!r}", head=head.id, visit_id=visit_id)
        )
        raise BadInputError([Problem("visit-unknown", "visit", cause, "Look it up: roundsman show plan --format csv.")])
    act.require_rep(found.rep_id)
    return found


def find_open_visit(act: Act, visit_id: str) -> Placed:
    """Return a visit as `find_visit` does; raises `BadInputError` also where it is over."""
    return _open(act, find_visit(act, visit_id))


def find_open_planned_visit(act: Act, visit_id: str) -> Placed:
    """Return a visit as `find_planned_visit` does; raises `BadInputError` also where it is over."""
    return _open(act, find_planned_visit(act, visit_id))


def _open(act: Act, found: Placed) -> Placed:
    closed = find_closed_visit(act.connection, found.visit_id)
    if closed is not None:
        raise visit_over(closed)
    return found


def visit_over(closed: ClosedVisit) -> BadInputError:
    """Return the error for a visit that is over and cannot become what was asked."""
    cause = sentence("it is {status} already, since {date}", status=closed.status, date=closed.date)
    return BadInputError([Problem("visit-over", closed.visit_id, cause, "Take that back first, if it is wrong.")])


def day_problem(visit_id: str, day: date, today: date) -> Problem | None:
    """Return why a day is none that anybody means, or None."""
    if abs(day - today) <= timedelta(days=FURTHEST_DAYS):
        return None
    cause = sentence("{day} is more than {furthest_days} days away", day=day, furthest_days=FURTHEST_DAYS)
    return Problem("date-far", visit_id, cause, "Correct the year.")


def remember(
    act: Act,
    visit: Placed,
    kind: AnswerKind,
    text: str,
    *,
    settles: Collection[AnswerKind] = (),
    date: date | None = None,
    start_s: int | None = None,
    open: bool = False,  # noqa: A002 - the field's name
    also: Collection[int] = (),
    why: tuple[str, ...] = (),
) -> VisitAnswer:
    """Remember an act before it is carried out, with what it replaces; `also` are answers that go with it."""
    settled = open_answers(act.connection, visit.visit_id, settles) if settles else ()
    closed = find_closed_visit(act.connection, visit.visit_id)
    before = before_of(act, {visit.visit_id}, closed, settled) | {"also": list(also)}
    answer = say(act, visit, kind, text, date=date, start_s=start_s, open=open, before=before, why=why)
    settle_answers(act.connection, settled)
    return answer


def before_of(
    act: Act, visit_ids: Collection[str], closed: ClosedVisit | None = None, settled: Collection[int] = ()
) -> dict[str, Any]:
    """Return what an act replaces of some visits, as plain values: their pins, what became of one, open questions."""
    return {
        "pins": pins_before(act.connection, visit_ids),
        "closed": None if closed is None else _plain(closed),
        "settled": list(settled),
        "also": [],
    }


def say(
    act: Act,
    visit: Placed,
    kind: AnswerKind,
    text: str,
    *,
    date: date | None = None,
    start_s: int | None = None,
    open: bool = False,  # noqa: A002 - the field's name
    before: Mapping[str, Any] | None = None,
    why: tuple[str, ...] = (),
) -> VisitAnswer:
    """Keep what was said about a visit; its events follow."""
    who = (visit.visit_id, visit.account_id, visit.rep_id)
    answer = VisitAnswer(*who, kind, text, act.who.id, act.at, date, start_s, open, why=why)
    number = add_answer(act.connection, answer, before)
    act.touch(Subject(Kind.VISIT, visit.visit_id))
    act.follow(EVENTS, rep_id=visit.rep_id)
    return replace(answer, number=number)


def _plain(closed: ClosedVisit) -> dict[str, Any]:
    return asdict(closed) | {"status": closed.status.value, "date": closed.date.isoformat()}


def closed_from(row: Mapping[str, Any]) -> ClosedVisit:
    """Return what had become of a visit, as an act remembered it."""
    return ClosedVisit(**dict(row) | {"status": VisitStatus(row["status"]), "date": date.fromisoformat(row["date"])})

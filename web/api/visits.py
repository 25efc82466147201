"""What is said of visits and done to them: one route, an act a request."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import Field

from office.values import VisitAnswer
from office.visits.moves import Moved, move_visit
from office.visits.undo import undo_visit
from office.visits.visits import Report, accept_visit, decline_visit, reopen_visit, report_visit, skip_visit
from routing.problems import BadInputError, Problem
from web.api.conditions import Once, shown
from web.api.model import Day, In, Key, Out, ProblemDetail, TimeOfDay, Words
from web.api.routes import ApiRoutes
from web.guard import Who

VISITS = ApiRoutes("visits")


class Accept(In):
    """The rep will be there."""

    kind: Literal["accept"]


class Move(In):
    """Put it on another day, or another time; without a time it has the whole day."""

    kind: Literal["move"]
    date: Day
    start_s: TimeOfDay | None = None
    reason: Words = ""


class Decline(In):
    """The customer does not want it."""

    kind: Literal["decline"]
    reason: Words = ""


class Skip(In):
    """It did not take place."""

    kind: Literal["skip"]
    reason: Words


class Done(In):
    """It took place."""

    kind: Literal["done"]
    date: Day
    start_s: TimeOfDay | None = None
    end_s: TimeOfDay | None = None
    outcome: Words = ""
    notes: Words = ""
    next_step: Words = ""


class Reopen(In):
    """It is not over after all."""

    kind: Literal["reopen"]


class Undo(In):
    """The last act is taken back."""

    kind: Literal["undo"]


VisitAct = Annotated[Accept | Move | Decline | Skip | Done | Reopen | Undo, Field(discriminator="kind")]


class ActOut(Out):
    """What came of it: `question` says that the planner is asked, and `problems` why."""

    visit_id: str
    kind: str
    date: Day | None = None
    start_s: int | None = None
    question: bool = False
    problems: list[ProblemDetail] = Field(default_factory=list)


@VISITS.post(
    "/visits/{visit_id}/acts",
    (
        "accept_visit", "move_visit", "decline_visit", "skip_visit", "report_visit", "reopen_visit", "undo_visit",
    ),
    response_model=ActOut,
)  # fmt: skip
def act(request: Request, office: Once, who: Who, visit_id: Key, body: VisitAct) -> Response:
    """Say something of a visit, or do something to it."""
    done = _done(office, who, visit_id, body)
    if isinstance(done, bool):
        return shown(request, ActOut(visit_id=visit_id, kind=body.kind))
    if isinstance(done, VisitAnswer):
        out = ActOut(visit_id=visit_id, kind=body.kind, date=done.date, start_s=done.start_s, question=done.open)
        return shown(request, out)
    problems = [
        ProblemDetail(code=one.code, where=one.where, cause=one.cause, action=one.action) for one in done.problems
    ]
    out = ActOut(
        visit_id=visit_id, kind=body.kind, date=done.day, start_s=done.start_s, question=bool(problems),
        problems=problems,
    )  # fmt: skip
    return shown(request, out)


def _done(office: Once, who: Who, visit_id: str, body: VisitAct) -> VisitAnswer | Moved | bool:
    match body:
        case Accept():
            return accept_visit(office, who, visit_id)
        case Reopen():
            return reopen_visit(office, who, visit_id)
        case Undo():
            return undo_visit(office, who, visit_id)
        case _:
            return _told(office, who, visit_id, body)


def _told(office: Once, who: Who, visit_id: str, body: Move | Decline | Skip | Done) -> VisitAnswer | Moved:
    match body:
        case Move():
            return move_visit(office, who, visit_id, body.date, body.start_s, body.reason)
        case Decline():
            return decline_visit(office, who, visit_id, body.reason)
        case Skip():
            return skip_visit(office, who, visit_id, body.reason)
        case Done():
            return report_visit(office, who, visit_id, _report(body))


def _report(body: Done) -> Report:
    if body.start_s is not None and body.end_s is not None and body.end_s <= body.start_s:
        raise BadInputError([Problem("times-impossible", "visit", "it ends before it starts", "Correct the times.")])
    return Report(body.date, body.start_s, body.end_s, body.outcome, body.notes, body.next_step)

"""What reps ask planners about visits, and what their reports teach about how long visits take."""

from __future__ import annotations

from fastapi import Request, Response

from office.values import VisitAnswer
from office.visits.durations import apply_durations, list_durations
from office.visits.questions import answer_question, list_questions
from scheduler.learning import Lesson
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.jobs import Id
from web.api.model import Day, In, Out, Page, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

QUESTIONS = ApiRoutes("visits")


class QuestionOut(Out):
    """What was said of a visit and waits for a planner."""

    number: int
    visit_id: str
    account_id: str
    rep_id: str
    kind: str
    text: str
    date: Day | None
    start_s: int | None
    made_at: str
    open: bool

    @staticmethod
    def of(one: VisitAnswer) -> QuestionOut:
        """Return a question as it is sent."""
        return QuestionOut(
            number=one.number, visit_id=one.visit_id, account_id=one.account_id, rep_id=one.rep_id,
            kind=one.kind.value, text=one.text, date=one.date, start_s=one.start_s, made_at=instant(one.made_at),
            open=one.open,
        )  # fmt: skip


class RulingIn(In):
    """Whether the planner agrees, and why."""

    agreed: bool
    reason: Words = ""


class LengthOut(Out):
    """How long visits of an account are planned, and how long reports say that they take."""

    account_id: str
    now_s: int
    proposed_s: int
    visits: int

    @staticmethod
    def of(one: Lesson) -> LengthOut:
        """Return a length as it is sent."""
        return LengthOut(account_id=one.account_id, now_s=one.now, proposed_s=one.proposed, visits=one.visits)


class LengthsOut(Out):
    """The lengths that hold from now on."""

    lengths: list[LengthOut]


@QUESTIONS.get("/questions", ("list_questions",), response_model=Page[QuestionOut])
def questions(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what waits for a planner's word, the oldest first."""
    found = sorted(list_questions(office, who), key=lambda one: one.number)
    page, after = cut(found, lambda one: one.number, asked)
    return listed(request, [QuestionOut.of(one) for one in page], after)


@QUESTIONS.post("/questions/{number}/answer", ("answer_question",), response_model=QuestionOut)
def answer(request: Request, office: Once, who: Who, number: Id, body: RulingIn) -> Response:
    """Agree or not; the rep's calendar follows."""
    return shown(request, QuestionOut.of(answer_question(office, who, number, body.reason, agreed=body.agreed)))


@QUESTIONS.get("/durations", ("list_durations",), response_model=Page[LengthOut])
def durations(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List accounts whose visits take another time than planned."""
    page, after = cut(sorted(list_durations(office, who), key=_account), _account, asked)
    return listed(request, [LengthOut.of(one) for one in page], after)


def _account(one: Lesson) -> str:
    return one.account_id


@QUESTIONS.post("/durations/apply", ("apply_durations",), response_model=LengthsOut)
def apply(request: Request, office: Once, who: Who) -> Response:
    """Plan with these lengths from now on."""
    return shown(request, LengthsOut(lengths=[LengthOut.of(one) for one in apply_durations(office, who)]))

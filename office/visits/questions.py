"""Questions about visits that wait for a planner: moves against a rule, deletions without a reason, events gone."""

from __future__ import annotations

from office.calendars.links import release_event
from office.door import Act, reads, works
from office.plans.rule_book import Rulings, Wish, standing
from office.visits.memory import DOUBTS, SAID, remember
from office.visits.moves import judge_move, keep_allowed
from office.visits.visits import decline_visit, reopen_visit
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.answers import AnswerKind, VisitAnswer, find_answer, read_answers, settle_answers
from store.changes import Kind, Subject
from store.planned_visits import Placed, find_in_force
from store.visits import find_visit_row

__all__ = ["VisitAnswer", "answer_question", "list_questions"]


@reads
def list_questions(act: Act) -> tuple[VisitAnswer, ...]:
    """Return the answers of the person's reps that somebody still has to settle, oldest first."""
    found = read_answers(act.connection, only_open=True)
    return tuple(answer for answer in found if act.reps is None or answer.rep_id in act.reps)


@works
def answer_question(act: Act, number: int, reason: str = "", *, agreed: bool) -> VisitAnswer:
    """Settle a question: agreed, what the rep did counts; otherwise the plan's word counts again, in the calendar too.

    Raises
    ------
    BadInputError
        If it is no open question, or a visit was declined and no reason is given for agreeing.
    """

    def judge() -> Rulings:
        wish = _wish(_question(act, number)) if agreed else None
        return {} if wish is None else judge_move(act, wish)

    def keep(rulings: Rulings) -> VisitAnswer:
        question = _question(act, number)
        if agreed:
            _agree(act, question, reason, rulings)
        else:
            _refuse(act, question, reason)
        settle_answers(act.connection, [number])
        act.touch(Subject(Kind.VISIT, question.visit_id))
        told = {"number": number, "account": question.account_id}
        yes = sentence("answered yes to question {number} about {account}", **told)
        act.note(yes if agreed else sentence("answered no to question {number} about {account}", **told))
        return act.answer(question)

    return standing(act, judge, keep)


def _question(act: Act, number: int) -> VisitAnswer:
    question = find_answer(act.connection, number)
    if question is None or not question.open:
        cause = sentence("there is no open question {number}", number=number)
        raise BadInputError([Problem("question-unknown", "question", cause, "See: roundsman visit questions.")])
    act.require_rep(question.rep_id)
    return question


def _wish(question: VisitAnswer) -> Wish | None:
    """Return where a question asks to move its visit, if that is what it asks."""
    if question.kind is not AnswerKind.MOVED or question.date is None:
        return None
    return Wish(question.visit_id, question.date, question.start_s)


def _agree(act: Act, question: VisitAnswer, reason: str, rulings: Rulings) -> None:
    if _wish(question) is not None:
        keep_allowed(act, rulings[question.visit_id])
    elif question.kind in {AnswerKind.DECLINED, AnswerKind.MISSING}:
        if not reason:
            cause = "a visit that does not take place needs its reason"
            raise BadInputError([Problem("reason-missing", question.visit_id, cause, "Give the reason.")])
        decline_visit.inside(act, question.visit_id, reason)
    elif question.kind is AnswerKind.RESTORED:
        reopen_visit.inside(act, question.visit_id)


def _refuse(act: Act, question: VisitAnswer, reason: str) -> None:
    planned = find_in_force(act.connection, question.visit_id)
    if question.kind is AnswerKind.DECLINED and planned:
        reopen_visit.inside(act, question.visit_id)
    row = find_visit_row(act.connection, question.visit_id)
    number = None if row is None else row.number
    placed = Placed(question.visit_id, question.account_id, question.rep_id, act.now.date(), number)
    remember(act, planned or placed, AnswerKind.REFUSED, reason, settles=SAID | DOUBTS | {question.kind})
    release_event(act.connection, question.visit_id)

"""One undo of whatever was decided of visits, by rep, planner or calendar: all that an act replaced is as before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from office.door import Act, reads, writes
from office.outbox import EVENTS
from office.ownership.decisions import undo_ownership
from office.people import Role
from office.visits.memory import closed_from
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence, term
from scheduler.demand.rules import AccountRules
from scheduler.plan import Plan, PlannedVisit, Tour, UnservedVisit, VisitStatus
from store.account_rules import rules_of_some, write_rules
from store.answers import (
    CLOSING,
    PLACING,
    AnswerKind,
    Remembered,
    VisitAnswer,
    changes_by_hand,
    changes_in,
    find_remembered,
    last_answer,
    mark_answers_undone,
    placed_later,
    settle_answers,
)
from store.changes import Kind, Subject, draft_key
from store.fixed_dates import read_fixed_dates, remove_fixed_dates
from store.ownership import undone_decisions
from store.pins import restore_pins
from store.plans import PlanHead, PlanStatus, find_plan_row, read_evidence, replace_days, set_withdrawn
from store.visits import forget_closed_visit, write_closed_visit

__all__ = ["Undone", "list_decisions", "undo_decision", "undo_visit"]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: `draft` stands as it was before, `withdrawn` is the draft that had nothing else to it."""

    made: VisitAnswer
    draft: int | None = None
    withdrawn: int | None = None


@reads
def list_decisions(act: Act) -> tuple[VisitAnswer, ...]:
    """Return what was changed by hand, the last first."""
    return tuple(one for one in changes_by_hand(act.connection) if act.reps is None or one.rep_id in act.reps)


@writes
def undo_visit(act: Act, visit_id: str) -> VisitAnswer:
    """Take back the last act on a visit that stands, whoever did it: see `undo_decision`.

    Raises
    ------
    BadInputError
        If nothing stands that could be taken back, it is what somebody else did and the person is no planner, or
        something later about the same visits or days stands.
    """
    found = last_answer(act.connection, visit_id)
    if found is None:
        cause = "nothing was done to it that could be taken back"
        raise BadInputError([Problem("visit-untouched", visit_id, cause, "Look at its answers.")])
    return _undo(act, _whole(act, found)).made


@writes
def undo_decision(act: Act, number: int | None = None) -> Undone:
    """Take back what was decided, the last change by hand that stands if no number is given; all is as before it.

    A draft that was a plan with changes by hand alone is withdrawn with the last of them: nobody publishes it by
    accident.

    Raises
    ------
    BadInputError
        If there is none such, it is taken back already, or something later about the same visits or days stands.
    """
    if number is None:
        number = next((one.number for one in changes_by_hand(act.connection, standing=True)), None)
    found = None if number is None else find_remembered(act.connection, number)
    if found is None:
        where = "decisions" if number is None else sentence("decision {number}", number=number)
        raise BadInputError([Problem("decision-unknown", where, "it does not stand", "See: roundsman plan decisions.")])
    return _undo(act, _whole(act, found))


def _whole(act: Act, found: Remembered) -> Remembered:
    """Return the change that an answer is part of: one of several visits stands and falls as one."""
    number = found[1].get("part_of")
    whole = found if number is None else find_remembered(act.connection, number)
    if whole is None:
        raise LookupError(f"answer {found[0].number} is part of {number}, which does not stand")
    return whole


def _undo(act: Act, found: Remembered) -> Undone:
    answer, before = found
    connection = act.connection
    act.require_rep(answer.rep_id)
    if answer.by != act.who.id and Role.PLANNER not in act.who.roles:
        cause = sentence("{by} did it last ({kind})", by=answer.by, kind=answer.kind)
        raise BadInputError([Problem("not-yours", answer.visit_id, cause, "Ask the planner to take it back.")])
    _require_last(act, answer, before)
    head = _draft(act, answer)
    if head is not None:
        for part in (before.get("taker"), before):
            _put_back(act, head, part)
    _take_back_owners(act, before)
    _put_visit_back(act, answer, before)
    settle_answers(connection, before["settled"], again_open=True)
    mark_answers_undone(connection, [answer.number, *before["also"]], act.at)
    freed = _free_companions(act, before)
    act.touch(*(Subject(Kind.VISIT, visit_id) for visit_id in before["pins"]))
    taker = before.get("taker")
    for rep_id in sorted({answer.rep_id, *freed, *([taker["rep"]] if taker else [])}):
        act.follow(EVENTS, rep_id=rep_id)
    kind = term(answer.kind.value)
    said = sentence("{kind} for the visit to {account}", kind=kind, account=answer.account_id)
    said = joined(" ", [kind, answer.said]) if answer.said else said
    act.note(sentence("took back decision {number}: {said}", number=answer.number, said=said))
    made = replace(answer, open=False, undone_at=act.at)
    return Undone(made, *((None, None) if head is None else _withdraw_copy(act, head)))


def _require_last(act: Act, answer: VisitAnswer, before: Mapping[str, Any]) -> None:
    """Raise `BadInputError` where something later about the same visits, or days of the same draft, stands."""
    if answer.kind not in PLACING:
        return
    later = placed_later(act.connection, answer.number, before["pins"], before["also"])
    if later is None and answer.draft is not None:
        days = _touched(before)
        own = [one for one, was in changes_in(act.connection, answer.draft) if days & _touched(was)]
        later = next((one for one in reversed(own) if one.number > answer.number), None)
    if later is not None:
        cause = sentence(
            "decision {number} ({kind} by {by}), made later, speaks of the same visit or day",
            number=later.number,
            kind=later.kind,
            by=later.by,
        )
        action = sentence("Take that one back first: roundsman plan undo {number}.", number=later.number)
        raise BadInputError(
            [Problem("decision-overtaken", sentence("decision {number}", number=answer.number), cause, action)]
        )


def _put_visit_back(act: Act, answer: VisitAnswer, before: Mapping[str, Any]) -> None:
    """Put back where visits were kept and what had become of one, as far as the act had changed it."""
    connection = act.connection
    if answer.kind in PLACING:
        restore_pins(connection, before["pins"])
    if answer.kind in CLOSING and before["closed"] is None:
        forget_closed_visit(connection, answer.visit_id)
    elif answer.kind in CLOSING:
        write_closed_visit(connection, closed_from(before["closed"]))
    if answer.kind is AnswerKind.DROP:
        rules = rules_of_some(connection, [answer.account_id]).get(answer.account_id, AccountRules())
        agreed = date.fromisoformat(before["not_before"]) if before["not_before"] else None
        write_rules(connection, {answer.account_id: replace(rules, not_before=agreed)})
        act.touch(Subject(Kind.ACCOUNT, answer.account_id))


def _free_companions(act: Act, before: Mapping[str, Any]) -> set[str]:
    """Take back the appointments that a joint visit made others keep; return whose they were."""
    made = before.get("appointments", [])
    joined = read_fixed_dates(act.connection, ids=set(made)) if made else ()
    remove_fixed_dates(act.connection, made)
    act.touch(*(Subject(Kind.FIXED_DATES, one.rep_id) for one in joined))
    return {one.rep_id for one in joined}


def _draft(act: Act, answer: VisitAnswer) -> PlanHead | None:
    """Return the draft that has the change, if it is a draft still."""
    head = None if answer.draft is None else find_plan_row(act.connection, answer.draft)
    return head if head is not None and head.status is PlanStatus.DRAFT else None


def _take_back_owners(act: Act, before: Mapping[str, Any]) -> None:
    """Let the account be its own rep's again, where another was to make one visit of it and that stands."""
    number = before.get("owners", 0)
    if number and number not in undone_decisions(act.connection):
        undo_ownership.inside(act, number)


def _touched(before: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the rep-days of a draft that a change replaced."""
    parts = [part for part in (before, before.get("taker")) if part and "days" in part]
    return {(part["rep"], day) for part in parts for day in part["days"]}


def _put_back(act: Act, head: PlanHead, before: Mapping[str, Any] | None) -> None:
    """Put the days of the draft back as they were."""
    if before is None:
        return
    days, was, rep_id = [date.fromisoformat(day) for day in before["days"]], before["was"], before["rep"]
    put = Plan(head.start, head.end, tuple(map(_tour, was["tours"])), tuple(map(_unserved, was["unserved"])))
    replace_days(act.connection, head.id, rep_id, days, put)
    act.touch(Subject(Kind.DRAFT, str(head.id)), Subject(Kind.DRAFT, draft_key(head.id, rep_id)))


def _withdraw_copy(act: Act, head: PlanHead) -> tuple[int | None, int | None]:
    """Take the draft that was only a plan with changes by hand out of the way, once none of them stands.

    Return the draft that still stands, and the one that was withdrawn.
    """
    if changes_in(act.connection, head.id) or "amends" not in read_evidence(act.connection, head):
        return head.id, None
    set_withdrawn(act.connection, head.id)
    return None, head.id


def _tour(row: Mapping[str, Any]) -> Tour:
    visits = tuple(PlannedVisit(**visit | {"status": VisitStatus(visit["status"])}) for visit in row["visits"])
    return Tour(**{**row, "date": date.fromisoformat(row["date"]), "visits": visits})


def _unserved(row: Mapping[str, Any]) -> UnservedVisit:
    days = {name: date.fromisoformat(row[name]) for name in ("first_date", "last_date")}
    code, facts = row["why"]
    return UnservedVisit(**{**row, **days, "why": Finding.of(code, **facts)})

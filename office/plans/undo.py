"""Taking back what was decided by hand: the draft, the pins, the closed visit and the agreed date are as before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from office.door import Act, reads, writes
from office.outbox import EVENTS
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from scheduler.demand.rules import AccountRules, Appointment, Pin
from scheduler.plan import Plan, PlannedVisit, Tour, UnservedVisit, VisitStatus
from store.account_rules import rules_of_some, write_rules
from store.changes import Kind, Subject, draft_key
from store.database import Connection
from store.decisions import MadeDecision, add_decision, mark_undone, pin_rows, read_decisions, restore_pins
from store.fixed_dates import read_fixed_dates, remove_fixed_dates
from store.ownership import owners_of
from store.pins import remove_pin
from store.plans import PlanStatus, find_plan_row, read_evidence, replace_days, set_withdrawn
from store.visits import find_visit_row, reopen_visit

__all__ = ["Decided", "MadeDecision", "Undone", "list_decisions", "remember", "undo_decision", "unpin_visit"]


class Decided(Protocol):
    """What is remembered of a decision: `office.plans.decisions.Judged`."""

    @property
    def visit_id(self) -> str:
        """The visit that is meant."""

    @property
    def account_id(self) -> str:
        """Its account."""

    @property
    def rep_id(self) -> str:
        """Its rep."""

    @property
    def said(self) -> str:
        """The change in words."""

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pins that it makes."""

    @property
    def appointments(self) -> tuple[tuple[str, Appointment], ...]:
        """What it makes others keep, by rep."""


def remember(act: Act, kind: str, decided: Decided, reason: str, draft: Mapping[str, Any]) -> int:
    """Note a decision with what it is about to replace, the days of its draft among it; return its number."""
    connection = act.connection
    rules = rules_of_some(connection, [decided.account_id]).get(decided.account_id, AccountRules())
    before = {
        "pins": pin_rows(connection, {decided.visit_id, *(pin.visit_id for pin in decided.pins)}),
        "closed": decided.visit_id if kind == "drop" else "",
        "not_before": str(rules.not_before) if rules.not_before else None,
        "appointments": [appointment.id for _, appointment in decided.appointments],
        "rep": decided.rep_id,
        **draft,
    }
    return add_decision(
        connection,
        MadeDecision(0, act.at, kind, decided.account_id, decided.visit_id, decided.said, reason, before),
    )


@reads
def list_decisions(act: Act) -> tuple[MadeDecision, ...]:
    """Return what was decided by hand, the last first."""
    made = read_decisions(act.connection)[::-1]
    return tuple(one for one in made if act.reps is None or one.before.get("rep") in act.reps)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: `draft` stands as it was before, `withdrawn` is the draft that had nothing else to it."""

    made: MadeDecision
    draft: int | None = None
    withdrawn: int | None = None


@writes
def undo_decision(act: Act, number: int | None = None) -> Undone:
    """Take back a decision, the last one that stands if no number is given; its draft is as it was before it.

    A draft that was a plan with decisions alone is withdrawn with the last of them: nobody publishes it by accident.

    Raises
    ------
    BadInputError
        If there is none such, it is taken back already, or a later one about the same visits or days stands.
    """
    connection = act.connection
    made = _standing(read_decisions(connection), number)
    before = made.before
    act.require_rep(before["rep"])
    _put_back(act, before)
    restore_pins(connection, before["pins"])
    if before["closed"]:
        reopen_visit(connection, before["closed"], VisitStatus.SKIPPED)
        rules = rules_of_some(connection, [made.account_id]).get(made.account_id, AccountRules())
        agreed = date.fromisoformat(before["not_before"]) if before["not_before"] else None
        write_rules(connection, {made.account_id: replace(rules, not_before=agreed)})
        act.touch(Subject(Kind.ACCOUNT, made.account_id))
    joined = read_fixed_dates(connection, ids=set(before["appointments"]))
    remove_fixed_dates(connection, before["appointments"])
    mark_undone(connection, made.id, act.now)
    draft = _withdraw_copy(connection, before)
    act.touch(*(Subject(Kind.VISIT, visit_id) for visit_id in before["pins"]))
    act.touch(*(Subject(Kind.FIXED_DATES, one.rep_id) for one in joined))
    for rep_id in sorted({before["rep"], *(one.rep_id for one in joined)}):
        act.follow(EVENTS, rep_id=rep_id)
    act.note(f"took back decision {made.id}: {made.kind} {made.said}")
    return Undone(made, *draft)


def _withdraw_copy(connection: Connection, before: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Take the draft that was only a plan with decisions out of the way, once none of them stands.

    Return the draft that still stands, and the one that was withdrawn.
    """
    head = find_plan_row(connection, before["draft"]) if "draft" in before else None
    if head is None or head.status is not PlanStatus.DRAFT:
        return None, None
    standing = any(one.undone_at is None and one.before.get("draft") == head.id for one in read_decisions(connection))
    if standing or "amends" not in read_evidence(connection, head):
        return head.id, None
    set_withdrawn(connection, head.id)
    return None, head.id


def _put_back(act: Act, before: Mapping[str, Any]) -> None:
    """Put the days of the draft back as they were, if it is a draft still."""
    head = find_plan_row(act.connection, before["draft"]) if "draft" in before else None
    if head is None or head.status is not PlanStatus.DRAFT:
        return
    days = [date.fromisoformat(day) for day in before["days"]]
    was = before["was"]
    put = Plan(head.start, head.end, tuple(map(_tour, was["tours"])), tuple(map(_unserved, was["unserved"])))
    replace_days(act.connection, head.id, before["rep"], days, put)
    act.touch(Subject(Kind.DRAFT, str(head.id)), Subject(Kind.DRAFT, draft_key(head.id, before["rep"])))


def _tour(row: Mapping[str, Any]) -> Tour:
    visits = tuple(PlannedVisit(**visit | {"status": VisitStatus(visit["status"])}) for visit in row["visits"])
    return Tour(**{**row, "date": date.fromisoformat(row["date"]), "visits": visits})


def _unserved(row: Mapping[str, Any]) -> UnservedVisit:
    days = {name: date.fromisoformat(row[name]) for name in ("first_date", "last_date")}
    code, facts = row["why"]
    return UnservedVisit(**{**row, **days, "why": Finding.of(code, **facts)})


def _standing(made: tuple[MadeDecision, ...], number: int | None) -> MadeDecision:
    """Return the decision that is meant, if it can be taken back."""
    standing = [each for each in made if each.undone_at is None]
    meant = next((each for each in reversed(standing) if number in {None, each.id}), None)
    where = "decisions" if number is None else f"decision {number}"
    if meant is None:
        raise BadInputError([Problem("decision-unknown", where, "it does not stand", "See: roundsman plan decisions.")])
    later = next((each for each in standing if each.id > meant.id and _meet(meant.before, each.before)), None)
    if later:
        cause = f"decision {later.id}, made later, speaks of the same visit or day"
        action = f"Take that one back first: roundsman plan undo {later.id}."
        raise BadInputError([Problem("decision-overtaken", where, cause, action)])
    return meant


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two decisions speak of the same visit, or of a day of the same rep in the same draft."""
    draft = "draft" in one and (one["draft"], one["rep"]) == (other.get("draft"), other["rep"])
    return bool(set(one["pins"]) & set(other["pins"])) or (draft and bool(set(one["days"]) & set(other["days"])))


@writes
def unpin_visit(act: Act, visit_id: str) -> None:
    """Take back the pin of a visit; raises `BadInputError` if it has none."""
    if not remove_pin(act.connection, visit_id):
        cause = "it is not pinned (a visit that was dropped is brought back by: roundsman plan undo)"
        raise BadInputError([Problem("pin-unknown", visit_id, cause, "See: roundsman plan fixed.")])
    act.touch(Subject(Kind.VISIT, visit_id))
    row = find_visit_row(act.connection, visit_id)
    for rep_id in owners_of(act.connection, row.account_id) if row else ():
        act.follow(EVENTS, rep_id=rep_id)
    act.note(f"took back the pin of visit {visit_id}")

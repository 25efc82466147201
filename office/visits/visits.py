"""What a rep says about a visit: accepted, moved, declined, done; the command and the calendar use the same cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from calendars.moves import move_problems
from office.calendars.events import find_rep, refresh_events
from routing.problems import BadInputError, Problem
from scheduler.demand.rules import Pin
from scheduler.plan import VisitStatus
from store.accounts import read_accounts
from store.answers import AnswerKind, VisitAnswer, add_answer, settle
from store.database import Connection
from store.fixed_dates import read_absences, read_company_days
from store.instants import written
from store.pins import remove_pin, write_pin
from store.plans import Placed, find_placed, published_plan
from store.visits import ClosedVisit, read_visit_log, reopen_visit, write_closed_visit

SETTLED = frozenset({AnswerKind.MOVED, AnswerKind.DECLINED})

DOUBTS = frozenset({AnswerKind.MISSING})
"""Settled by closing the visit, or by letting the plan's word count; a visit that is to take place lacks its event."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a rep tells of a visit that took place; times are seconds since local midnight."""

    day: date
    start_s: int | None = None
    end_s: int | None = None
    outcome: str = ""
    notes: str = ""
    next_step: str = ""

    def __post_init__(self) -> None:
        if self.start_s is not None and self.end_s is not None and self.end_s <= self.start_s:
            raise ValueError("a visit ends after it starts")


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a visit was moved; with problems it is a question to the planner and nothing is pinned yet."""

    day: date
    start_s: int | None
    problems: tuple[Problem, ...]


def accept_visit(connection: Connection, visit_id: str, now: datetime, source: str = "rep") -> None:
    """Take down that the rep will be there; the event is confirmed from now on."""
    found = find_visit(connection, visit_id)
    add_answer(connection, _answer(found, AnswerKind.ACCEPTED, "", source, now))
    settle(connection, visit_id, SETTLED)
    refresh_events(connection, now, {found.rep_id})


def move_visit(
    connection: Connection,
    visit_id: str,
    day: date,
    start_s: int | None,
    *,
    reason: str,
    now: datetime,
    source: str = "rep",
) -> Moved:
    """Pin a visit where the rep has put it, or ask the planner where a rule is in the way."""
    found = find_visit(connection, visit_id)
    problems = _problems(connection, found, day, start_s)
    answer = _answer(found, AnswerKind.MOVED, _said(reason, problems), source, now)
    settle(connection, visit_id, SETTLED)
    add_answer(connection, replace(answer, date=day, start_s=start_s, open=bool(problems)))
    if not problems:
        write_pin(connection, _pin(found, day, start_s), reason or f"moved by the {source}", now)
    return Moved(day, start_s, problems)


def allow_move(connection: Connection, visit_id: str, day: date, start_s: int | None, now: datetime) -> None:
    """Pin a visit although a rule is in the way: the planner has said yes."""
    found = find_visit(connection, visit_id)
    write_pin(connection, replace(_pin(found, day, start_s), force=True), "allowed by the planner", now)
    settle(connection, visit_id, SETTLED)


def decline_visit(connection: Connection, visit_id: str, reason: str, now: datetime, source: str = "rep") -> None:
    """Close a visit as declined; without a reason, asking for it stays open. A second call adds the reason."""
    closed = {visit.visit_id: visit for visit in read_visit_log(connection)}
    if visit_id in closed and closed[visit_id].status is VisitStatus.DECLINED:
        write_closed_visit(connection, replace(closed[visit_id], reason=reason))
        settle(connection, visit_id, SETTLED | DOUBTS)
        return
    found = find_visit(connection, visit_id)
    settle(connection, visit_id, SETTLED | DOUBTS)
    answer = _answer(found, AnswerKind.DECLINED, reason, source, now)
    add_answer(connection, replace(answer, open=not reason))
    remove_pin(connection, visit_id)
    _close(connection, replace(_closed(found, VisitStatus.DECLINED), reason=reason), now)
    refresh_events(connection, now, {found.rep_id})


def ask_about_missing(connection: Connection, visit_id: str, now: datetime) -> None:
    """Ask the planner about an event that is gone from the calendar, perhaps by the rep's hand; nothing is declined."""
    text = "the event is gone after a removal that had no answer: by the rep's hand or by ours"
    answer = _answer(find_visit(connection, visit_id), AnswerKind.MISSING, text, "calendar", now)
    add_answer(connection, replace(answer, open=True))


def report_visit(connection: Connection, visit_id: str, report: Report, now: datetime) -> None:
    """Close a visit as done, with what came of it and when it really was."""
    report_visits(connection, {visit_id: report}, now)


def report_visits(connection: Connection, reports: Mapping[str, Report], now: datetime) -> None:
    """Close visits as done by their ids; events are brought up to date once for all of them."""
    reps = set()
    for visit_id, report in reports.items():
        found = find_visit(connection, visit_id)
        told = {"date": report.day, "start_s": report.start_s, "end_s": report.end_s}
        words = {"outcome": report.outcome, "notes": report.notes}
        _close(connection, replace(_closed(found, VisitStatus.DONE), **told, **words), now)  # type: ignore[arg-type]
        if report.next_step:
            add_answer(connection, _answer(found, AnswerKind.NEXT_STEP, report.next_step, "rep", now))
        settle(connection, visit_id, SETTLED | DOUBTS)
        reps.add(found.rep_id)
    if reps:
        refresh_events(connection, now, reps)


def skip_visit(connection: Connection, visit_id: str, reason: str, now: datetime) -> None:
    """Close a visit that did not take place, for a reason that the planner may learn from."""
    found = find_visit(connection, visit_id)
    _close(connection, replace(_closed(found, VisitStatus.SKIPPED), reason=reason), now)
    settle(connection, visit_id, SETTLED | DOUBTS)
    refresh_events(connection, now, {found.rep_id})


def note_visit(connection: Connection, visit_id: str, text: str, now: datetime) -> None:
    """Keep what a rep wrote into an event; it is in the event's own words from now on."""
    found = find_visit(connection, visit_id)
    add_answer(connection, _answer(found, AnswerKind.NOTED, text, "calendar", now))
    refresh_events(connection, now, {found.rep_id})


def restore_visit(connection: Connection, visit_id: str, now: datetime, source: str = "rep") -> bool:
    """Open a declined visit again; return whether it was one."""
    if not reopen_visit(connection, visit_id, VisitStatus.DECLINED):
        return False
    settle(connection, visit_id, SETTLED)
    found = find_visit(connection, visit_id)
    add_answer(connection, _answer(found, AnswerKind.RESTORED, "", source, now))
    refresh_events(connection, now, {found.rep_id})
    return True


def find_visit(connection: Connection, visit_id: str) -> Placed:
    """Return a visit of the plan in force; raises `BadInputError` if it holds none such."""
    head = published_plan(connection)
    found = None if head is None else find_placed(connection, head, visit_id)
    if found is None:
        cause = "no plan is in force" if head is None else f"plan {head.id}, in force, has no visit {visit_id!r}"
        raise BadInputError([Problem("visit-unknown", "visit", cause, "Look it up: roundsman show plan --format csv.")])
    return found


def is_planned(connection: Connection, visit_id: str) -> bool:
    """Return whether the plan in force holds a visit."""
    head = published_plan(connection)
    return head is not None and find_placed(connection, head, visit_id) is not None


def _answer(found: Placed, kind: AnswerKind, text: str, source: str, now: datetime) -> VisitAnswer:
    return VisitAnswer(found.visit_id, found.account_id, found.rep_id, kind, text, source, written(now))


def _pin(found: Placed, day: date, start_s: int | None) -> Pin:
    return Pin(found.visit_id, day, start_s, account_id=found.account_id, number=found.number)


def _said(reason: str, problems: tuple[Problem, ...]) -> str:
    return "; ".join([*([reason] if reason else []), *(problem.cause for problem in problems)])


def _problems(connection: Connection, found: Placed, day: date, start_s: int | None) -> tuple[Problem, ...]:
    account = next((one for one in read_accounts(connection) if one.id == found.account_id), None)
    if account is None:
        return ()
    done = [v.date for v in read_visit_log(connection) if v.account_id == account.id and v.status is VisitStatus.DONE]
    last = max(done, default=account.last_visit)
    rep = find_rep(connection, found.rep_id)
    return move_problems(
        account,
        rep,
        day,
        start_s,
        last_contact=last,
        absences=read_absences(connection),
        company_days=read_company_days(connection),
    )


def _close(connection: Connection, closed: ClosedVisit, now: datetime) -> None:
    write_closed_visit(connection, replace(closed, recorded_at=written(now)))


def _closed(found: Placed, status: VisitStatus) -> ClosedVisit:
    who = (found.visit_id, found.account_id, found.rep_id)
    return ClosedVisit(*who, status, found.date, None, None, "", "", "", "")

"""One life of a visit: accepted, declined, skipped, done; for the rep, the planner and the calendar alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from office.door import Act, writes
from office.known import require_account, require_rep
from office.visits.memory import (
    DOUBTS,
    SAID,
    day_problem,
    find_open_planned_visit,
    find_planned_visit,
    find_visit,
    remember,
    say,
    visit_over,
)
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, with_reason
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.answers import AnswerKind, VisitAnswer
from store.pins import remove_pin
from store.planned_visits import Placed
from store.visits import (
    Visit,
    find_closed_visit,
    find_visit_row,
    forget_closed_visit,
    keep_visits,
    write_closed_visit,
)

NOTHING = "-"
"""What empties an outcome or notes that were told before, as a cell of an import does."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a rep tells of a visit that took place; times are seconds since local midnight.

    What is empty is not told: where the visit was reported before, it stays (`NOTHING` empties it).
    """

    day: date
    start_s: int | None = None
    end_s: int | None = None
    outcome: str = ""
    notes: str = ""
    next_step: str = ""

    def __post_init__(self) -> None:
        if self.start_s is not None and self.end_s is not None and self.end_s <= self.start_s:
            raise ValueError("a visit ends after it starts")


@writes
def accept_visit(act: Act, visit_id: str) -> VisitAnswer:
    """Take down that the rep will be there; the event is confirmed from now on."""
    answer = remember(act, find_open_planned_visit(act, visit_id), AnswerKind.ACCEPTED, "", settles=SAID)
    act.note(sentence("accepted the visit to {account}", account=answer.account_id))
    return answer


@writes
def decline_visit(act: Act, visit_id: str, reason: str) -> VisitAnswer:
    """Close a visit as declined; without a reason, asking for it stays open. A second call adds the reason."""
    closed = find_closed_visit(act.connection, visit_id)
    if closed is not None and closed.status is not VisitStatus.DECLINED:
        raise visit_over(closed)
    found = find_planned_visit(act, visit_id)
    settles = SAID | DOUBTS
    answer = remember(act, found, AnswerKind.DECLINED, reason, settles=settles, open=not reason)
    _close(act, closed or _closed(found, VisitStatus.DECLINED), reason=reason)
    act.note(with_reason(sentence("declined the visit to {account}", account=found.account_id), reason))
    return answer


@writes
def skip_visit(act: Act, visit_id: str, reason: str) -> VisitAnswer:
    """Close a visit that did not take place, for a reason that the planner may learn from."""
    found = find_planned_visit(act, visit_id)
    closed = find_closed_visit(act.connection, visit_id)
    if closed is not None and closed.status is VisitStatus.DONE:
        raise visit_over(closed)
    answer = remember(act, found, AnswerKind.SKIPPED, reason, settles=SAID | DOUBTS)
    _close(act, _closed(found, VisitStatus.SKIPPED), reason=reason)
    act.note(with_reason(sentence("skipped the visit to {account}", account=found.account_id), reason))
    return answer


@writes
def report_visit(act: Act, visit_id: str, report: Report) -> VisitAnswer:
    """Close a visit as done, with what came of it and when it really was; a second report corrects what it says.

    Raises
    ------
    BadInputError
        If the rep's day has not come yet.
    """
    answer = _report(act, visit_id, report)
    act.note(sentence("visited {account} on {day}", account=answer.account_id, day=report.day))
    return answer


@writes
def report_visits(act: Act, reports: Mapping[str, Report]) -> int:
    """Close visits as done by their ids, all or none; return how many."""
    for visit_id, report in reports.items():
        _report(act, visit_id, report)
    if not reports:
        act.changed_nothing()
    act.note(sentence("{count} visits done", count=len(reports)))
    return len(reports)


@writes
def note_visit(act: Act, visit_id: str, text: str) -> VisitAnswer:
    """Keep what a rep wrote about a visit; it is in the event's own words from now on."""
    answer = remember(act, find_visit(act, visit_id), AnswerKind.NOTED, text)
    act.note(sentence("noted something about the visit to {account}", account=answer.account_id))
    return answer


@writes
def reopen_visit(act: Act, visit_id: str) -> bool:
    """Open a declined or skipped visit again; return whether it was one."""
    closed = find_closed_visit(act.connection, visit_id)
    if closed is None or closed.status is VisitStatus.DONE:
        find_visit(act, visit_id)
        act.changed_nothing()
        return False
    found = find_visit(act, visit_id)
    remember(act, found, AnswerKind.RESTORED, "", settles=SAID)
    forget_closed_visit(act.connection, visit_id)
    act.note(sentence("opened the visit to {account} again", account=found.account_id))
    return True


@writes
def begin_visit(act: Act, there: Placed, start_s: int | None) -> VisitAnswer:
    """Take down that a rep visits an account although no plan says so: from now on it is a visit like the others.

    Raises
    ------
    BadInputError
        If the account or the rep is not the person's, or the id is another visit's.
    """
    answer = _begin(act, there, start_s)
    act.note(sentence("began a visit to {account} that was not planned", account=there.account_id))
    return answer


@writes
def report_unplanned(act: Act, there: Placed, report: Report) -> VisitAnswer:
    """Close a visit that was not planned as done; one undo takes it back, all of it. Raises as `begin_visit` does."""
    begun = _begin(act, there, report.start_s)
    answer = _report(act, there.visit_id, report, [begun.number])
    act.note(sentence("visited {account} on {day}, not planned", account=there.account_id, day=report.day))
    return answer


def _begin(act: Act, there: Placed, start_s: int | None) -> VisitAnswer:
    act.require_rep(there.rep_id)
    rep = require_rep(act.connection, there.rep_id)
    require_account(act.connection, there.account_id)
    act.require_account(there.account_id)
    _require_over(act, there.visit_id, there.date, rep.timezone)
    if find_visit_row(act.connection, there.visit_id) is not None:
        cause = "the id is that of another visit"
        raise BadInputError([Problem("visit-known", there.visit_id, cause, "Begin it anew.")])
    keep_visits(act.connection, [Visit(there.visit_id, there.account_id, None)])
    return remember(act, there, AnswerKind.UNPLANNED, "", date=there.date, start_s=start_s)


def _report(act: Act, visit_id: str, report: Report, besides: Collection[int] = ()) -> VisitAnswer:
    """Close a visit as done; `besides` are answers that are taken back with this one."""
    found = find_visit(act, visit_id)
    _require_over(act, visit_id, report.day, require_rep(act.connection, found.rep_id).timezone)
    also = [*besides]
    if report.next_step:
        also += [say(act, found, AnswerKind.NEXT_STEP, report.next_step).number]
    answer = remember(act, found, AnswerKind.DONE, report.outcome, settles=SAID | DOUBTS, date=report.day, also=also)
    _close(act, replace(_closed(found, VisitStatus.DONE), **_told(act, visit_id, report)), reason="")
    return answer


def _told(act: Act, visit_id: str, report: Report) -> dict[str, Any]:
    """Return what is known of a visit that was made: what a second report does not say stays as the first said it."""
    before = find_closed_visit(act.connection, visit_id)
    times, outcome, notes = (report.start_s, report.end_s), report.outcome, report.notes
    if before is not None and before.status is VisitStatus.DONE:
        times = (before.start_s, before.end_s) if times == (None, None) else times
        outcome, notes = outcome or before.outcome, notes or before.notes
    outcome, notes = ("" if text == NOTHING else text for text in (outcome, notes))
    return {"date": report.day, "start_s": times[0], "end_s": times[1], "outcome": outcome, "notes": notes}


def _require_over(act: Act, visit_id: str, day: date, zone: str) -> None:
    today = act.today(zone)
    if day > today:
        cause = sentence("{day} is a day to come (it is {today} where the rep is)", day=day, today=today)
        raise BadInputError([Problem("date-to-come", visit_id, cause, "Report it when it has taken place.")])
    problem = day_problem(visit_id, day, today)
    if problem:
        raise BadInputError([problem])


def _close(act: Act, closed: ClosedVisit, *, reason: str) -> None:
    remove_pin(act.connection, closed.visit_id)
    write_closed_visit(act.connection, replace(closed, reason=reason, recorded_at=act.at))


def _closed(found: Placed, status: VisitStatus) -> ClosedVisit:
    who = (found.visit_id, found.account_id, found.rep_id)
    return ClosedVisit(*who, status, found.date, None, None, "", "", "", "", found.number)

"""A CRM's activities as reports of visits: each closes the visit of the plan in force that it is about.

A report means the open visit of its account that is planned nearest to its day, if that is within half an interval;
else it is a visit that no plan held. A day that was reported already is corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from office.door import Act
from office.imports.cells import Cells
from office.imports.csvfile import Row
from office.imports.kinds import FileKind
from office.imports.reading import Reading
from office.imports.visit_rows import FATES, PREFIX
from office.outbox import EVENTS
from routing.dates import Day
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.changes import Kind, Subject
from store.database import Connection
from store.instants import written
from store.ownership import owners_on
from store.plans import published_plan, read_plan
from store.rows import Written
from store.visits import read_visit_log, write_closed_visits

COLUMNS = ("id", "account_id", "rep_id", "date", "start", "end", "status", "outcome", "notes", "reason")
REQUIRED = ("account_id", "date")
DATES = ("date",)


@dataclass(frozen=True, slots=True)
class _Open:
    """A visit of the plan in force that nobody has closed."""

    visit_id: str
    rep_id: str
    date: Day


class _Plan:
    """What is planned and what is reported already, by account."""

    def __init__(self, connection: Connection) -> None:
        self.reported: dict[tuple[str, date], ClosedVisit] = {}
        closed: set[str] = set()
        for done in read_visit_log(connection):
            closed.add(done.visit_id)
            self.reported[done.account_id, done.date] = done
        self.open: dict[str, list[_Open]] = defaultdict(list)
        head = published_plan(connection)
        for tour in read_plan(connection, head).tours if head else ():
            for visit in tour.visits:
                if visit.visit_id not in closed:
                    self.open[visit.account_id].append(_Open(visit.visit_id, tour.rep_id, tour.date))

    def meant(self, account_id: str, day: date, interval_days: int) -> _Open | None:
        """Take the open visit that a report is about; None where there is none such."""
        there = self.open[account_id]
        near = min(there, key=lambda one: (abs((one.date - day).days), one.date), default=None)
        if near is None or 2 * abs((near.date - day).days) > interval_days:
            return None
        there.remove(near)
        return near


def _judge(act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[ClosedVisit]:
    plan = _Plan(act.connection)
    owners: dict[date, Mapping[str, str]] = {}
    found: dict[str, ClosedVisit] = {}
    for row in sorted(rows, key=lambda one: one.number):
        cells = Cells(row.where, row.cells, read.style).filled(read.defaults)
        visit = _visit(act, cells, read, plan, owners)
        if visit is not None and visit.visit_id in found:
            cause = sentence("{account_id} is reported twice for {date}", account_id=visit.account_id, date=visit.date)
            cells.note("visit-twice", cause, "Drop one, or give each an id of its own.")
        problems += cells.problems
        if visit is not None and not cells.problems:
            found[visit.visit_id] = visit
    return list(found.values())


def _visit(
    act: Act, cells: Cells, read: Reading, plan: _Plan, owners: dict[date, Mapping[str, str]]
) -> ClosedVisit | None:
    account_id, day = cells.required("account_id"), cells.day("date")
    account = read.accounts.get(account_id)
    if account_id and account is None:
        cells.note(
            "account-unknown",
            sentence("there is no account {account_id!r}", account_id=account_id),
            "Import the accounts first.",
        )
    if day is None and not cells.problems:
        cells.note("date-empty", "date is empty", "Write the day of the visit.")
    fate, (start, end) = _fate(cells), _span(cells)
    if cells.problems or account is None or day is None or fate is None:
        return None
    before = plan.reported.get((account_id, day))
    planned = None if before else plan.meant(account_id, day, account.interval_days)
    rep_id = cells.text("rep_id") or _rep_of(act, before, planned, owners, account_id, day)
    if rep_id not in read.reps:
        said = (
            sentence("there is no rep {rep_id!r}", rep_id=rep_id)
            if rep_id
            else "no plan and no owner says who was there"
        )
        cells.note("rep-unknown", said, "Write the rep's id into rep_id.")
        return None
    if day > act.today(read.reps[rep_id].timezone):
        cells.note(
            "date-ahead", sentence("date is {day}, a day to come", day=day), "Report a visit when it took place."
        )
        return None
    identity = before.visit_id if before else planned.visit_id if planned else ""
    outcome, notes, reason = (cells.text(name) for name in ("outcome", "notes", "reason"))
    identity = identity or f"{PREFIX}{cells.text('id') or f'{account_id}@{day}'}"
    made = ClosedVisit(identity, account_id, rep_id, fate, day, start, end, outcome, notes, reason, written(read.now))
    same = before is not None and replace(made, recorded_at=before.recorded_at) == before
    return before if same else made


def _fate(cells: Cells) -> VisitStatus | None:
    fate = FATES.get(cells.text("status").casefold() or VisitStatus.DONE.value)
    if fate is None:
        cells.note(
            "status-unknown",
            sentence("status is {text!r}", text=cells.text("status")),
            sentence("Write {names}.", names=", ".join(FATES)),
        )
    return fate


def _span(cells: Cells) -> tuple[int | None, int | None]:
    start, end = cells.clock("start"), cells.clock("end")
    if (start is None) != (end is None) or (start is not None and end is not None and end <= start):
        cells.note("times-impossible", "start and end do not make a span of time", "Give both, in order, or none.")
    return start, end


def _rep_of(  # noqa: PLR0917
    act: Act,
    before: ClosedVisit | None,
    planned: _Open | None,
    owners: dict[date, Mapping[str, str]],
    account_id: str,
    day: date,
) -> str:
    if before or planned:
        return before.rep_id if before else planned.rep_id if planned else ""
    if day not in owners:
        owners[day] = {account: owned.rep_id for account, owned in owners_on(act.connection, day).items()}
    return owners[day].get(account_id, "")


def _keep(act: Act, visits: Sequence[ClosedVisit]) -> Written:
    result = write_closed_visits(act.connection, visits)
    changed = {str(key[0]) for key in result.keys}
    act.touch(*(Subject(Kind.VISIT, identity) for identity in changed))
    for rep_id in sorted({visit.rep_id for visit in visits if visit.visit_id in changed}):
        act.follow(EVENTS, rep_id=rep_id)
    return result


REPORTS = FileKind(
    "reports",
    COLUMNS,
    REQUIRED,
    _judge,
    _keep,
    dates=DATES,
    accounts=("account_id",),
    reps=("rep_id",),
    program_map="activities",
)

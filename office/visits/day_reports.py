"""A day or a week reported at once: what the plan in force had took place, but for what is named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, writes
from office.known import require_rep
from office.names import Names, names_in
from office.visits.meant import FEWEST_LETTERS
from office.visits.visits import Report, report_visits, skip_visit
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.plan import PlannedVisit, Tour
from store.pins import read_pins
from store.plans import plan_in_force, tours_between
from store.visits import statuses_of

LONGEST_DAYS = 31


@dataclass(frozen=True, slots=True)
class DaysOrder:
    """What is to be reported.

    Attributes
    ----------
    first, last : date
        The days, both inclusive.
    rep_id : str
        Whose visits; everybody's whom the person may report for if it is empty.
    as_planned : bool
        Whether each was at the times that the plan has; otherwise only that it took place is reported.
    excepted : tuple of str
        Visits, named by id or account, that are left as they are, or skipped where there is a reason.
    """

    first: date
    last: date
    rep_id: str = ""
    as_planned: bool = False
    excepted: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.first <= self.last < self.first + timedelta(days=LONGEST_DAYS):
            raise ValueError(f"days follow each other, {LONGEST_DAYS} of them at most")
        if self.reason and not self.excepted:
            raise ValueError("a reason is of visits that are excepted")


@dataclass(frozen=True, slots=True)
class Reported:
    """One visit of the days, and what it became.

    `became` is ``done``, ``skipped``, ``open`` (excepted), ``moved`` (pinned to another day), ``before`` (it was over
    already) or ``to come`` (its rep's day has not come).
    """

    rep_id: str
    date: date
    visit_id: str
    account_id: str
    account: str
    became: str


@writes
def report_days(act: Act, order: DaysOrder) -> tuple[Reported, ...]:
    """Close the visits that the plan in force has on some days as done, but for those excepted; all or none.

    What is over already stays as people left it, so that a second report of a day changes nothing.

    Raises
    ------
    BadInputError
        If no plan is in force, the rep is unknown or another's, no day has come yet, or an excepted visit is not of
        these days.
    """
    asked = {order.rep_id} if order.rep_id else None
    if order.rep_id:
        require_rep(act.connection, order.rep_id)
        act.require_rep(order.rep_id)
    head, seen = plan_in_force(act.connection), asked if asked is not None else act.reps
    tours = tours_between(act.connection, head, order.first, order.last, seen)
    excepted = _excepted(order, tours)
    over = statuses_of(act.connection, [visit.visit_id for tour in tours for visit in tour.visits])
    pinned = {pin.visit_id: pin.date for pin in read_pins(act.connection)}
    found, reports = [], dict[str, Report]()
    for tour, visit in _stops(tours):
        left = "skipped" if order.reason else "open"
        if visit.visit_id in over:
            became = "before"
        elif visit.visit_id in excepted:
            became = left
        elif pinned.get(visit.visit_id, tour.date) != tour.date:
            became = "moved"
        else:
            became = "done" if tour.date <= _today(act, tour.rep_id) else "to come"
        if became == "done":
            reports[visit.visit_id] = _report(tour, visit, as_planned=order.as_planned)
        if became == "skipped":
            skip_visit.inside(act, visit.visit_id, order.reason)
        found.append((tour, visit, became))
    if found and all(became == "to come" for *_, became in found):
        cause = sentence("{first} is a day to come", first=order.first)
        raise BadInputError([Problem("date-to-come", "--day", cause, "Report it when it has taken place.")])
    if reports:
        report_visits.inside(act, reports)
    elif not any(became == "skipped" for *_, became in found):
        act.changed_nothing()
    act.note(
        sentence("{count} visits done from {first} to {last}", count=len(reports), first=order.first, last=order.last)
    )
    names = names_in(act)
    return tuple(_reported(tour, visit, became, names) for tour, visit, became in found)


def _excepted(order: DaysOrder, tours: Collection[Tour]) -> frozenset[str]:
    """Return the visits that are excepted; raises `BadInputError` naming every one that is not of the days."""
    there = [visit for _, visit in _stops(tours)]
    found, problems = set[str](), []
    for text in order.excepted:
        meant = _meant(text, there)
        if meant is None:
            cause = "no visit of these days is called so, or several begin with these letters"
            action = "Name a visit or its account: roundsman show tours --date DATE."
            problems.append(Problem("visit-unknown", text, cause, action))
        found |= meant or frozenset()
    if problems:
        raise BadInputError(problems)
    return frozenset(found)


def _meant(text: str, there: Collection[PlannedVisit]) -> frozenset[str] | None:
    """Return the visits that a text names: by id, all of an account, or the one that begins with these letters."""
    exact = frozenset(visit.visit_id for visit in there if text in {visit.visit_id, visit.account_id})
    begins = frozenset(visit.visit_id for visit in there if visit.visit_id.startswith(text))
    if exact:
        return exact
    return begins if len(begins) == 1 and len(text) >= FEWEST_LETTERS else None


def _stops(tours: Collection[Tour]) -> list[tuple[Tour, PlannedVisit]]:
    return [(tour, visit) for tour in tours for visit in tour.visits]


def _today(act: Act, rep_id: str) -> date:
    return act.today(require_rep(act.connection, rep_id).timezone)


def _report(tour: Tour, visit: PlannedVisit, *, as_planned: bool) -> Report:
    return Report(tour.date, visit.start_s, visit.end_s) if as_planned else Report(tour.date)


def _reported(tour: Tour, visit: PlannedVisit, became: str, names: Names) -> Reported:
    name = names.account(visit.account_id)
    return Reported(tour.rep_id, tour.date, visit.visit_id, visit.account_id, name, became)

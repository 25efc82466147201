"""What is not as it should be today, for whoever looks after reps: exceptions first, each with whose and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mileage.reminders import ATTEST, Reminder
from office.accounts.overdue import late_accounts
from office.door import Act, reads
from office.mileage.claims import missing_of
from scheduler.plan import VisitStatus
from store.accounts import account_names, read_reps
from store.answers import read_answers
from store.fixed_dates import FixedKind, read_fixed_dates
from store.ownership import owners_among
from store.plans import published_plan, tours_between
from store.visits import statuses_of, visits_closed_since
from territory.accounts import Rep

LOOK_BACK = timedelta(days=14)
"""How long ago a visit without a word, a skipped or a declined one still stands on the page."""
MOST_OVERDUE = 25
"""Overdue accounts on the page, those longest overdue first; the list of accounts holds them all."""


class ExceptionKind(StrEnum):
    """What is not as it should be, the most pressing first."""

    QUESTION = "question"
    ABSENCE = "absence"
    LATE = "late"
    SKIPPED = "skipped"
    DECLINED = "declined"
    ATTEST = "attest"
    SUBMIT = "submit"
    DECIDE = "decide"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One thing to look at.

    Attributes
    ----------
    rep_id, rep_name : str
        Whose it is; empty for an account that nobody owns.
    since : date
        The day from which on it is so.
    account_id, account_name : str
        Empty where it is about no account.
    text : str
        What was said about it: a reason, a question.
    about : str
        The number of a question, the month of a claim, the day to attest; empty else.
    """

    kind: ExceptionKind
    rep_id: str
    rep_name: str
    since: date
    account_id: str = ""
    account_name: str = ""
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """All of them, and how many accounts are overdue of which the longest are listed."""

    day: date
    lines: tuple[ExceptionLine, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class _Team:
    """The reps whom the person sees, and what day it is for each."""

    names: Mapping[str, str]
    today: Mapping[str, date]

    def line(self, kind: ExceptionKind, rep_id: str, since: date, **more: str) -> ExceptionLine:
        return ExceptionLine(kind, rep_id, self.names.get(rep_id, rep_id), since, **more)


@reads
def list_exceptions(act: Act) -> Exceptions:
    """Return what is not as it should be with the reps whom the person sees, the most pressing first."""
    reps = [rep for rep in read_reps(act.connection) if act.reps is None or rep.id in act.reps]
    team = _Team({rep.id: rep.name for rep in reps}, {rep.id: act.today(rep.timezone) for rep in reps})
    overdue, count = _overdue(act, reps)
    found = [*_questions(act, team), *_absences(act, team), *_visits(act, team), *_claims(act, team), *overdue]
    ids = {line.account_id for line in found if line.account_id}
    names = account_names(act.connection, ids)
    order = list(ExceptionKind)
    lines = sorted((_named(line, names) for line in found), key=lambda one: (order.index(one.kind), one.since))
    return Exceptions(act.now.date(), tuple(lines), count)


def _named(line: ExceptionLine, names: Mapping[str, str]) -> ExceptionLine:
    name = names.get(line.account_id, line.account_id)
    return ExceptionLine(
        line.kind, line.rep_id, line.rep_name, line.since, line.account_id, name, line.text, line.about
    )


def _questions(act: Act, team: _Team) -> Iterator[ExceptionLine]:
    for one in read_answers(act.connection, only_open=True):
        if one.rep_id in team.names:
            asked = {"account_id": one.account_id, "text": one.words, "about": str(one.number)}
            yield team.line(ExceptionKind.QUESTION, one.rep_id, date.fromisoformat(one.made_at[:10]), **asked)


def _absences(act: Act, team: _Team) -> Iterator[ExceptionLine]:
    earliest = min(team.today.values(), default=act.now.date())
    for one in read_fixed_dates(act.connection, kinds=[FixedKind.ABSENCE], since=earliest):
        if one.rep_id in team.names and one.first <= team.today[one.rep_id] <= one.last:
            yield team.line(ExceptionKind.ABSENCE, one.rep_id, one.first, text=one.reason, about=one.last.isoformat())


def _visits(act: Act, team: _Team) -> Iterator[ExceptionLine]:
    """Yield visits of the last days that nobody has spoken of, and those that did not take place."""
    since, closed = act.now.date() - LOOK_BACK, {VisitStatus.SKIPPED, VisitStatus.DECLINED}
    head = published_plan(act.connection)
    tours = tours_between(act.connection, head, since, act.now.date(), set(team.names)) if head else ()
    spoken = statuses_of(act.connection, [visit.visit_id for tour in tours for visit in tour.visits])
    for tour in tours:
        for visit in tour.visits if tour.date < team.today[tour.rep_id] else ():
            if visit.visit_id not in spoken:
                yield team.line(ExceptionKind.LATE, tour.rep_id, tour.date, account_id=visit.account_id)
    for one in visits_closed_since(act.connection, since):
        if one.status in closed and one.rep_id in team.names:
            kind = ExceptionKind(one.status.value)
            yield team.line(kind, one.rep_id, one.date, account_id=one.account_id, text=one.reason)


def _claims(act: Act, team: _Team) -> Iterator[ExceptionLine]:
    for one in missing_of(act, None, None, act.now.date()):
        yield _missing(team, one)


def _missing(team: _Team, one: Reminder) -> ExceptionLine:
    if one.what == ATTEST:
        return team.line(ExceptionKind.ATTEST, one.who, date.fromisoformat(one.about), about=one.about[:7])
    if one.who in team.names:
        return team.line(ExceptionKind.SUBMIT, one.who, date.fromisoformat(f"{one.about}-01"), about=one.about)
    rep_id, _, period = one.about.partition("/")
    return team.line(ExceptionKind.DECIDE, rep_id, date.fromisoformat(f"{period}-01"), about=period)


def _overdue(act: Act, reps: list[Rep]) -> tuple[list[ExceptionLine], int]:
    """Return the accounts that have waited longest beyond their longest spacing, and how many there are."""
    day, names = act.now.date(), {rep.id: rep.name for rep in reps}
    late = sorted(late_accounts(act, day).items(), key=lambda one: (-one[1], one[0]))
    found, owners = [], owners_among(act.connection, [name for name, _ in late[:MOST_OVERDUE]], day)
    for name, days in late[:MOST_OVERDUE]:
        rep = owners[name].rep_id if name in owners else ""
        found.append(ExceptionLine(ExceptionKind.OVERDUE, rep, names.get(rep, rep), day - timedelta(days=days), name))
    return found, len(late)

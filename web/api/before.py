"""Before a plan is ordered: what waits, demand beside time, problems of the data, what past visits propose."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query, Request, Response

from office.plans.catch_up import CatchUpAsked, default_period, propose_catch_up
from office.plans.drafts import next_monday
from office.plans.foresight import Foresight, foresee_plan
from office.plans.lessons import list_lessons
from office.plans.todos import Todo, list_todos
from office.travel import travel_engine
from reports.finding_words import words
from reports.sentence_words import problem_in_words
from scheduler.catch_up import NEVER, CatchUp
from scheduler.learning import Lesson
from scheduler.team.situation import Span
from territory.sales_lack import SalesLack
from web.api.conditions import shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Amount, Day, Out, Page, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

BEFORE = ApiRoutes("before planning")
Weeks = Annotated[int, Query(ge=1, le=53)]


class TodoOut(Out):
    """One thing to see to and how many there are; `plan` is the one that it is about, null where it is about none."""

    kind: str
    count: int
    plan: int | None

    @staticmethod
    def of(one: Todo) -> TodoOut:
        """Return it as it is sent."""
        return TodoOut(kind=one.kind, count=one.count, plan=one.plan or None)


class TodosOut(Out):
    """What to see to, the most urgent first."""

    todos: list[TodoOut]


class WeekLoadOut(Out):
    """A week's seconds that are asked beside those that can be filled."""

    monday: date
    asked_s: int
    given_s: int


class MonthLoadOut(Out):
    """A month of everybody's weeks, by their Mondays."""

    first: date
    asked_s: int
    given_s: int


class SlipOut(Out):
    """An account whose interval cannot be kept: the days asked, those that it gets, visits that are lost."""

    account_id: str
    asked_days: float
    gets_days: float
    lost: int


class CapacityOut(Out):
    """What a rep is asked beside what there is time for."""

    rep_id: str
    asked: int
    lost: int
    weeks: list[WeekLoadOut]
    slips: list[SlipOut]


class DataProblemOut(Out):
    """A kind of problem of the data: how many, where the first of them are, and what to do."""

    code: str
    count: int
    where: list[str]
    cause: str
    action: str


class ForesightOut(Out):
    """What a plan over some weeks would meet: the fullest rep first."""

    start: date
    days: int
    lost: int
    reps: list[CapacityOut]
    months: list[MonthLoadOut]
    problems: list[DataProblemOut]

    @staticmethod
    def of(found: Foresight) -> ForesightOut:
        """Return it as it is sent."""
        reps = [
            CapacityOut(
                rep_id=one.rep_id, asked=one.asked, lost=one.lost,
                weeks=[WeekLoadOut(monday=x.monday, asked_s=x.asked_s, given_s=x.given_s) for x in one.weeks],
                slips=[
                    SlipOut(account_id=x.account_id, asked_days=x.asked_days, gets_days=x.gets_days, lost=x.lost)
                    for x in one.slips
                ],
            )
            for one in found.capacities
        ]  # fmt: skip
        months = [MonthLoadOut(first=one.first, asked_s=one.asked_s, given_s=one.given_s) for one in found.months]
        problems = []
        for group in found.problems:
            first = problem_in_words(group.some[0], "en")
            where = [one.where for one in group.some]
            problems.append(
                DataProblemOut(code=group.code, count=group.count, where=where, cause=first.cause, action=first.action)
            )
        span = found.span
        return ForesightOut(
            start=span.start, days=span.days, lost=found.lost, reps=reps, months=months, problems=problems
        )


class LessonOut(Out):
    """What past visits propose: `kind` is `duration` (seconds), `weekday` (Monday 0), `way` (per cent) or `reason`.

    `about` is an account, of a way a rep; `chance` is how likely as clear a finding is by chance alone.
    """

    about: str
    kind: str
    now: int
    proposed: int
    visits: int
    why: str
    chance: float | None

    @staticmethod
    def of(one: Lesson) -> LessonOut:
        """Return it as it is sent."""
        return LessonOut(
            about=one.account_id, kind=one.kind, now=one.now, proposed=one.proposed, visits=one.visits,
            why=words(one.why), chance=one.chance,
        )  # fmt: skip


class MadeUpOut(Out):
    """A visit that would bring an account back; `since` is the last day it was in time, null where never visited."""

    account_id: str
    why: str
    since: date | None
    date: date
    service_s: int
    detour_s: int
    detour_m: int


class LostOut(Out):
    """An account that stays behind, and what hinders a visit."""

    account_id: str
    why: str
    hindrance: str


class RepCatchUpOut(Out):
    """What one rep can make up for; `planned` are accounts behind that the plan in force brings back."""

    rep_id: str
    room_s: int
    visits: list[MadeUpOut]
    lost: list[LostOut]
    planned: list[str]

    @staticmethod
    def of(one: CatchUp) -> RepCatchUpOut:
        """Return it as it is sent."""
        visits = [
            MadeUpOut(
                account_id=x.account_id, why=x.why.value, since=None if x.since == NEVER else x.since, date=x.date,
                service_s=x.service_s, detour_s=x.detour_s, detour_m=x.detour_m,
            )
            for x in one.visits
        ]  # fmt: skip
        lost = [LostOut(account_id=x.account_id, why=x.why.value, hindrance=x.hindrance.value) for x in one.lost]
        return RepCatchUpOut(rep_id=one.rep_id, room_s=one.room_s, visits=visits, lost=lost, planned=list(one.planned))


class TargetLackOut(Out):
    """A territory's target of accounts visited, and how many will have been by then."""

    territory: str
    asked: int
    reached: int


class SalesLackOut(Out):
    """A territory's target of sales that is behind; `visits` would make up for it if each brought `per_visit` again.

    `per_visit` is null where what a visit brings is not known, `visits` 0 where it brought nothing; `candidates` are
    accounts with potential left that no plan visits.
    """

    territory: str
    by: date
    sold: Amount
    due: Amount
    whole: Amount
    per_visit: Amount | None
    visits: int
    candidates: int

    @staticmethod
    def of(one: SalesLack) -> SalesLackOut:
        """Return it as it is sent."""

        def money(value: float) -> Amount:
            return Amount(amount=f"{value:.2f}", currency=one.currency)

        return SalesLackOut(
            territory=one.territory, by=one.by, sold=money(one.sold), due=money(one.due), whole=money(one.whole),
            per_visit=None if one.per_visit is None else money(one.per_visit), visits=one.visits,
            candidates=one.candidates,
        )  # fmt: skip


class CatchUpOut(Out):
    """What is behind in mid-period and how it comes back; order it as a job `plan` with `catch_up`."""

    start: date
    until: date
    targets: list[TargetLackOut]
    sales: list[SalesLackOut]
    reps: list[RepCatchUpOut]


@BEFORE.get("/catch-up", ("propose_catch_up",), response_model=CatchUpOut)
def behind(
    request: Request, office: TheOffice, who: Who, start: Day | None = None, until: Day | None = None,
    rep_id: Words = "", segment: Words = "",
) -> Response:  # fmt: skip
    """Propose visits that bring back what is behind its interval or target, until the end of the quarter by itself."""
    first, last = default_period(start or next_monday(office.clock().date()))
    found = propose_catch_up(office, who, travel_engine(office), CatchUpAsked(first, until or last, rep_id, segment))
    targets = [TargetLackOut(territory=x.territory, asked=x.asked, reached=x.reached) for x in found.targets]
    sales = [SalesLackOut.of(x) for x in found.sales]
    reps = [RepCatchUpOut.of(one) for one in found.reps]
    return shown(request, CatchUpOut(start=first, until=until or last, targets=targets, sales=sales, reps=reps))


@BEFORE.get("/todos", ("list_todos",), response_model=TodosOut)
def todos(request: Request, office: TheOffice, who: Who) -> Response:
    """List what to see to before a plan is ordered, the most urgent first."""
    return shown(request, TodosOut(todos=[TodoOut.of(one) for one in list_todos(office, who)]))


@BEFORE.get("/foresight", ("foresee_plan",), response_model=ForesightOut)
def foresight(request: Request, office: TheOffice, who: Who, start: Day | None = None, weeks: Weeks = 13) -> Response:
    """Tell what a plan from a day on (the next Monday) would meet; nothing is searched."""
    today = office.clock().date()
    span = Span(start or next_monday(today), 7 * weeks, today)
    return shown(request, ForesightOut.of(foresee_plan(office, who, travel_engine(office), span)))


@BEFORE.get("/lessons", ("list_lessons",), response_model=Page[LessonOut])
def lessons(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what past visits propose, by what it is about."""
    found = sorted(list_lessons(office, who), key=lambda one: (one.account_id, one.kind))
    page, after = cut(list(enumerate(found, 1)), lambda one: one[0], asked)
    return listed(request, [LessonOut.of(one) for _, one in page], after)

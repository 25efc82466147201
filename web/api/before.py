"""Before a plan is ordered: what waits, demand beside time, problems of the data, what past visits propose."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query, Request, Response

from office.plans.drafts import next_monday
from office.plans.foresight import Foresight, foresee_plan
from office.plans.lessons import list_lessons
from office.plans.todos import Todo, list_todos
from office.travel import travel_engine
from reports.finding_words import words
from reports.sentence_words import problem_in_words
from scheduler.learning import Lesson
from scheduler.team.situation import Span
from web.api.conditions import shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, Out, Page
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

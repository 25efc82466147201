"""Before solving: what needs a decision first, what cannot be kept, what is wrong with the data, what visits taught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from office.accounts.search import Asked, list_accounts
from office.fixed_dates.register import list_fixed_dates
from office.opening import Office
from office.people import Person
from office.permissions import allowed
from office.plans.approvals import read_approval
from office.plans.drafts import next_monday
from office.plans.foresight import foresee_plan
from office.plans.horizons import list_plans, list_rep_names
from office.plans.lessons import list_lessons
from office.travel import travel_engine
from office.visits.durations import apply_durations
from office.visits.questions import list_questions
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.team.situation import Span
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
AHEAD = timedelta(weeks=4)
"""Who is away within these weeks is told."""
MOST_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to see to: `what` is its phrase, `path` where that is done."""

    what: str
    count: int
    path: str


@ROUTES.get("/plan/before", ("foresee_plan",))
def before(request: Request, office: TheOffice, who: Who, weeks: int = 13) -> Response:
    """Show what to see to before a plan is ordered, the most urgent first; what takes longer is loaded afterwards."""
    _require_weeks(weeks)
    todos = _todos(office, who)
    return page(
        request, "plan_before.html", todos=todos, weeks=weeks, plans=allowed(who, "make_plan"),
        learns=allowed(who, "list_lessons"),
    )  # fmt: skip


def _todos(office: Office, who: Person) -> list[Todo]:
    """Return what waits, in the order in which it hurts: people who wait, visits that are late, the rest."""
    today, plans = office.clock().date(), list_plans(office, who)
    in_force = next((line for line in plans if line.in_force), None)
    drafts = [line.number for line in plans if line.draft]
    waiting = [number for number in drafts if read_approval(office, who, number).asked]
    away = [
        one
        for one in list_fixed_dates(office, who, today)
        if one.kind == "absence" and today <= one.date <= today + AHEAD
    ]
    overdue = Asked(overdue=True, limit=1)
    found = [
        Todo("before.questions", len(list_questions(office, who)), "/plan"),
        Todo("before.overdue", list_accounts(office, who, overdue).total, "/accounts?overdue=true"),
        Todo("before.approval", len(waiting), f"/plan/{waiting[0]}/diff" if waiting else ""),
        Todo(
            "before.unserved",
            in_force.unserved if in_force else 0,
            f"/plan/{in_force.number}/unserved" if in_force else "",
        ),
        Todo("before.away", len({one.rep_id for one in away}), "/plan/dates"),
    ]
    return [one for one in found if one.count]


@ROUTES.get("/plan/before/foresight", ("foresee_plan",))
def foresight(request: Request, office: TheOffice, who: Who, weeks: int = 13) -> Response:
    """Show demand beside capacity by rep, week and month, the fair slip, and problems of the data."""
    _require_weeks(weeks)
    today = office.clock().date()
    start = next_start(office, who)
    found = foresee_plan(office, who, travel_engine(office), Span(start, 7 * weeks, today))
    mondays = [start + timedelta(weeks=n) for n in range(weeks)]
    by_week = {one.rep_id: {week.monday: week for week in one.weeks} for one in found.capacities}
    return page(
        request, "plan_foresight.html", found=found, mondays=mondays, by_week=by_week, weeks=weeks,
        names=list_rep_names(office, who),
    )  # fmt: skip


@ROUTES.get("/plan/before/lessons", ("list_lessons",))
def lessons(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what past visits propose."""
    found = list_lessons(office, who)
    kinds = {
        kind: [one for one in found if one.kind == kind] for kind in ("duration", "way", "weekday", "hour", "reason")
    }
    return page(request, "plan_lessons.html", kinds=kinds, applies=allowed(who, "apply_durations"))


@ROUTES.post("/plan/before/lessons", ("apply_durations",))
def accept(request: Request, office: TheOffice, who: Who) -> Response:
    """Plan with the lengths that reports propose from now on."""
    apply_durations(office, who)
    return RedirectResponse(request.scope.get("root_path", "") + "/plan/before", 303)


def next_start(office: Office, who: Person) -> date:
    """Return the day from which a plan would be made: the next Monday, or the first day of a plan that is to come."""
    monday = next_monday(office.clock().date())
    return max([monday, *(line.start for line in list_plans(office, who) if line.in_force)])


def _require_weeks(weeks: int) -> None:
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadInputError(
            [
                Problem(
                    "weeks-impossible",
                    "before",
                    sentence("{weeks} weeks are not between 1 and {most}", weeks=weeks, most=MOST_WEEKS),
                    "Order it otherwise.",
                )
            ]
        )

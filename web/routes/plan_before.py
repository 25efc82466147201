"""Before solving: what needs a decision first, what cannot be kept, what is wrong with the data, what visits taught."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from office.names import list_names
from office.opening import Office
from office.people import Person
from office.permissions import allowed
from office.plans.drafts import next_monday
from office.plans.foresight import foresee_plan
from office.plans.horizons import list_plans, list_rep_names
from office.plans.lessons import list_lessons
from office.plans.todos import Todo, list_todos
from office.travel import travel_engine
from office.visits.durations import apply_durations
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.team.situation import Span
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
MOST_WEEKS = 53


@ROUTES.get("/plan/before", ("list_todos",))
def before(request: Request, office: TheOffice, who: Who, weeks: int = 13) -> Response:
    """Show what to see to before a plan is ordered, the most urgent first; what takes longer is loaded afterwards."""
    _require_weeks(weeks)
    todos = [(f"before.{one.kind}", one.count, _path(one)) for one in list_todos(office, who)]
    return page(
        request, "plan_before.html", todos=todos, weeks=weeks, plans=allowed(who, "make_plan"),
        learns=allowed(who, "list_lessons"),
    )  # fmt: skip


def _path(one: Todo) -> str:
    """Return the page where a thing is seen to."""
    return {
        "questions": "/plan",
        "overdue": "/accounts?overdue=true",
        "approval": f"/plan/{one.plan}/diff",
        "unserved": f"/plan/{one.plan}/unserved",
        "away": "/plan/dates",
    }[one.kind]


@ROUTES.get("/plan/before/foresight", ("foresee_plan",))
def foresight(request: Request, office: TheOffice, who: Who, weeks: int = 13) -> Response:
    """Show demand beside capacity by rep, week and month, the fair slip, and problems of the data."""
    _require_weeks(weeks)
    today = office.clock().date()
    start = next_start(office, who)
    found = foresee_plan(office, who, travel_engine(office), Span(start, 7 * weeks, today))
    mondays = [start + timedelta(weeks=n) for n in range(weeks)]
    by_week = {one.rep_id: {week.monday: week for week in one.weeks} for one in found.capacities}
    slips = any(one.slips for one in found.capacities)
    return page(
        request, "plan_foresight.html", found=found, mondays=mondays, by_week=by_week, weeks=weeks,
        names=list_rep_names(office, who), accounts=list_names(office, who).accounts if slips else {},
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

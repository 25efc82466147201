"""The planner's desk: what needs a decision first, the plans, and ordering one and watching it being made."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.accounts.search import Asked, list_accounts
from office.jobs import ask_job, list_jobs, read_job, stop_job
from office.names import list_names
from office.permissions import allowed
from office.plans.draft_changes import changes_since_draft
from office.plans.drafts import next_monday
from office.plans.horizons import list_plans
from office.plans.notes import list_notes
from office.plans.order import WEIGHTS, plan_order
from office.plans.weights import read_weights
from office.visits.questions import answer_question, list_questions
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.rules import Policy
from scheduler.demand.weights import reweighted
from web.beyond import whole
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.plan_notes import grouped
from web.routes.table import Routes

ROUTES = Routes()
DESK = "list_plans"
PLAN = "plan"
STEADY = ("done", "stopped", "failed", "lost")
MINUTES = ("move_s", "preference_s", "weekday_s", "month_s", "unserved_s", "off_target_s")
"""Weights that are shown in minutes of driving."""
VARIANTS: dict[str, Callable[[Policy], dict[str, float]]] = {
    "volume": lambda _: {"value_share": 0.0},
    "between": lambda _: {"value_share": 0.5},
    "value": lambda _: {"value_share": 1.0},
    "steady": lambda policy: {"move_s": 3 * policy.move_s},
    "even": lambda policy: {"balance": 4 * policy.balance},
}
"""Scenarios that are ordered beside a plan, each with the weights that it changes."""
PLAIN = ("deals", "growth", "balance", "way_factor")
MOST_DATED = 3
"""So many drafts are told with what was changed since: it reads each of them."""


@ROUTES.get("/plan", (DESK,))
def desk(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what needs a decision, from the top, and the plans."""
    plans = list_plans(office, who)
    drafts = [line for line in plans if line.draft]
    newest = plans[-1:] if not drafts else drafts[:1]
    return page(
        request,
        "plan_desk.html",
        in_force=next((line for line in plans if line.in_force), None),
        drafts=drafts,
        since={line.number: changes_since_draft(office, who, line.number).changes for line in drafts[:MOST_DATED]},
        jobs=[job for job in list_jobs(office, who) if job.kind == PLAN][:5],
        questions=list_questions(office, who),
        overdue=list_accounts(office, who, Asked(overdue=True, limit=1)).total,
        names=list_names(office, who),
        notes=grouped(list_notes(office, who, newest[0].number)) if newest else [],
        noted=newest[0].number if newest else 0,
        plans=allowed(who, "make_plan"),
        answers=allowed(who, "answer_question"),
    )


@ROUTES.post("/plan/questions/{number}", ("answer_question",))
def answer(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    agreed: Annotated[bool, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Agree to what a rep asks, or not."""
    answer_question(office, who, number, reason.strip(), agreed=agreed)
    return _to(request, "/plan")


@ROUTES.get("/plan/new", ("make_plan",))
def order_page(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the order of a plan."""
    monday = next_monday(office.clock().date())
    start = max([monday, *(line.start for line in list_plans(office, who) if line.in_force)])
    return page(
        request, "plan_new.html", start=start, weights=read_weights(office, who), minutes=MINUTES, plain=PLAIN,
        variants=list(VARIANTS),
    )  # fmt: skip


@ROUTES.post("/plan/new", ("make_plan",))
def order(
    request: Request,
    office: TheOffice,
    who: Who,
    start: Annotated[date, Form()],
    weeks: Annotated[int, Form()],
    seconds: Annotated[float, Form()],
    value_share: Annotated[float, Form()],
    moves: Annotated[str, Form()] = "",
    move_s: Annotated[float | None, Form()] = None,
    preference_s: Annotated[float | None, Form()] = None,
    weekday_s: Annotated[float | None, Form()] = None,
    month_s: Annotated[float | None, Form()] = None,
    unserved_s: Annotated[float | None, Form()] = None,
    off_target_s: Annotated[float | None, Form()] = None,
    deals: Annotated[float | None, Form()] = None,
    growth: Annotated[float | None, Form()] = None,
    balance: Annotated[float | None, Form()] = None,
    way_factor: Annotated[float | None, Form()] = None,
    also: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Ask for a plan, and for scenarios to compare it with; a worker makes them one after the other."""
    if moves and whole(moves) is None:
        raise BadInputError(
            [Problem("order-impossible", "moves", sentence("{moves!r} is no number", moves=moves), "Give a number.")]
        )
    in_minutes = {
        "move_s": move_s, "preference_s": preference_s, "weekday_s": weekday_s,
        "month_s": month_s, "unserved_s": unserved_s, "off_target_s": off_target_s,
    }  # fmt: skip
    wanted = {name: 60 * value for name, value in in_minutes.items() if value is not None}
    given = {"value_share": value_share, "deals": deals, "growth": growth, "balance": balance, "way_factor": way_factor}
    wanted |= {name: value for name, value in given.items() if value is not None}
    there = read_weights(office, who)
    weights = {
        name: value
        for name, value in wanted.items()
        if name in WEIGHTS and not math.isclose(getattr(there, name), value, abs_tol=0.05)
    }
    facts = {
        "start": start.isoformat(), "weeks": weeks, "seconds": seconds,
        "moves": whole(moves), "weights": weights,
    }  # fmt: skip
    plan_order(office, facts)
    job = ask_job(office, who, PLAN, facts)
    meant = reweighted(there, weights)
    for name in [one for one in VARIANTS if one in (also or ())]:
        ask_job(office, who, PLAN, facts | {"weights": weights | VARIANTS[name](meant)})
    return _to(request, "/plan/scenarios" if also else f"/plan/jobs/{job.id}")


@ROUTES.get("/plan/jobs/{number}", ("read_job",))
def job_page(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show how far a plan is; the page comes again by itself until it is made."""
    job = read_job(office, who, number)
    _require_plan(job.kind, number)
    over = job.state.value in STEADY
    before = 0 if over else sum(one.id < job.id and one.state.value == "waiting" for one in list_jobs(office, who))
    shown = page(request, "plan_job.html", job=job, over=over, before=before, names=list_names(office, who).reps)
    if not over:
        shown.headers["Refresh"] = "2"
    return shown


@ROUTES.post("/plan/jobs/{number}/stop", ("stop_job",))
def stop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Stop the search: what was found so far is kept as a draft."""
    _require_plan(read_job(office, who, number).kind, number)
    stop_job(office, who, number)
    return _to(request, f"/plan/jobs/{number}")


def _require_plan(kind: str, number: int) -> None:
    if kind != PLAN:
        raise BadInputError(
            [Problem("job-unknown", "job", sentence("job {number} makes no plan", number=number), "Look at the plans.")]
        )


def _to(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)

"""Scenarios: drafts with other weights beside each other, and choosing one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from office.jobs import list_jobs
from office.permissions import allowed
from office.plans.horizons import list_plans
from office.plans.scenarios import MOST, choose_scenario, compare_scenarios
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.plans import MINUTES, PLAN, STEADY
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/plan/scenarios", ("compare_scenarios",))
def scenarios(
    request: Request, office: TheOffice, who: Who, plan: Annotated[list[int] | None, Query()] = None
) -> Response:
    """Show plans beside each other: those that are chosen, or the newest drafts."""
    lines = list_plans(office, who)
    drafts = [line.number for line in lines if line.draft][:MOST]
    wanted = list(dict.fromkeys(plan or sorted(drafts)))
    found = compare_scenarios(office, who, wanted) if wanted else None
    waiting = [job for job in list_jobs(office, who) if job.kind == PLAN and job.state.value not in STEADY]
    shown = page(
        request, "scenarios.html", lines=lines, wanted=wanted, found=found, waiting=waiting, minutes=MINUTES,
        chooses=allowed(who, "choose_scenario"), orders=allowed(who, "make_plan"),
        drafts=[line.number for line in lines if line.draft],
    )  # fmt: skip
    if waiting:
        shown.headers["Refresh"] = "5"
    return shown


@ROUTES.post("/plan/scenarios", ("choose_scenario",))
def choose(
    request: Request,
    office: TheOffice,
    who: Who,
    chosen: Annotated[int, Form()],
    other: Annotated[list[int] | None, Form()] = None,
) -> Response:
    """Choose a draft: the others of the comparison are withdrawn."""
    choose_scenario(office, who, chosen, [one for one in other or () if one != chosen])
    return RedirectResponse(f"{request.scope.get('root_path', '')}/plan/{chosen}/diff", 303)

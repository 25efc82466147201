"""Accounts choose their rep by the rounds: ordered, looked at with what it saves, and put in force."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.jobs import ask_job, is_over, list_jobs, read_job, stop_job
from office.names import list_names
from office.ownership.by_routes_order import BY_ROUTES, ByRoutesOrder, by_routes_order, keep_by_routes, read_by_routes
from office.people import Person
from office.plans.drafts import next_monday
from office.proposals import drop_proposal, has_proposal, in_force_as, is_dropped
from office.values import Job
from territory.handover import handover_words
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
PAGE = "/territories/by-routes"
SHOWN = 10
"""Orders that are listed."""

Text = Annotated[str, Form()]


@ROUTES.get(PAGE, ("propose_by_routes",))
def orders(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what can be asked for, and what was."""
    names = list_names(office, who)
    return page(
        request, "by_routes.html", plain=ByRoutesOrder(next_monday(office.clock().date())),
        reps=sorted(names.reps.items(), key=lambda one: (one[1], one[0])), jobs=_listed(office, who)[:SHOWN],
        dropped=is_dropped,
    )  # fmt: skip


@ROUTES.post(PAGE, ("propose_by_routes",))
def order(
    request: Request,
    office: TheOffice,
    who: Who,
    day: Text,
    weeks: Annotated[int, Form()],
    most_accounts: Annotated[int, Form()],
    least_minutes: Annotated[float, Form()],
    tolerance: Annotated[float, Form()],
    steps: Annotated[int, Form()],
    accounts: Text = "",
    rep: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Ask for it; a worker plans the sample weeks."""
    facts: dict[str, Any] = {
        "day": day, "weeks": weeks, "most_accounts": most_accounts, "least_minutes": least_minutes,
        "tolerance": tolerance / 100, "steps": steps, "accounts": accounts.replace(",", " ").split(), "reps": rep or [],
    }  # fmt: skip
    by_routes_order(facts)
    return _to(request, ask_job(office, who, BY_ROUTES, facts).id)


@ROUTES.get(PAGE + "/{number}", ("read_by_routes",))
def proposal(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show how far it is, and then what it saves and who would change hands; the page comes again by itself."""
    job = read_job(office, who, number)
    made = read_by_routes(office, who, number) if has_proposal(job) or job.kind != BY_ROUTES else None
    waits = not is_over(job)
    shown = page(
        request, "by_routes_made.html", job=job, made=made, waits=waits, names=list_names(office, who),
        words=handover_words, in_force_as=in_force_as(job), dropped=is_dropped(job),
    )  # fmt: skip
    if waits:
        shown.headers["Refresh"] = "2"
    return shown


@ROUTES.post(PAGE + "/{number}/stop", ("stop_job",))
def stop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Stop it: nothing was proposed yet, so nothing stays."""
    stop_job(office, who, number)
    return _to(request, number)


@ROUTES.post(PAGE + "/{number}/drop", ("drop_proposal",))
def drop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Drop what was proposed."""
    drop_proposal(office, who, number)
    return RedirectResponse(request.scope.get("root_path", "") + PAGE, 303)


@ROUTES.post(PAGE + "/{number}", ("keep_by_routes",))
def keep(request: Request, office: TheOffice, who: Who, number: int, reason: Text = "") -> Response:
    """Put it in force, as it was shown; it stands among the decisions, where it is taken back."""
    keep_by_routes(office, who, number, reason.strip())
    return RedirectResponse(request.scope.get("root_path", "") + "/territories#decisions", 303)


def _listed(office: TheOffice, who: Person) -> list[Job]:
    return [job for job in list_jobs(office, who) if job.kind == BY_ROUTES]


def _to(request: Request, number: int) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}{PAGE}/{number}", 303)

"""Accounts choose their rep by the rounds: ordered, looked at with what it saves, and put in force."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Request, Response

from office.jobs import ask_job, is_over, read_job
from office.names import list_names
from office.ownership.by_routes_order import BY_ROUTES, ByRoutesOrder, by_routes_order, keep_by_routes, read_by_routes
from office.plans.drafts import next_monday
from office.proposals import has_proposal, is_dropped, list_proposals
from territory.handover import handover_words
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.proposals import SHOWN, add_endings, coming_again, to_proposal
from web.routes.table import Routes

ROUTES = Routes()
PAGE = "/territories/by-routes"

Text = Annotated[str, Form()]


@ROUTES.get(PAGE, ("propose_by_routes",))
def orders(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what can be asked for, and what was."""
    names = list_names(office, who)
    return page(
        request, "by_routes.html", plain=ByRoutesOrder(next_monday(office.clock().date())),
        reps=sorted(names.reps.items(), key=lambda one: (one[1], one[0])),
        made=list_proposals(office, who, BY_ROUTES, SHOWN),
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
    return to_proposal(request, PAGE, ask_job(office, who, BY_ROUTES, facts).id)


@ROUTES.get(PAGE + "/{number}", ("read_by_routes",))
def proposal(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show how far it is, and then what it saves and who would change hands; the page comes again by itself."""
    job = read_job(office, who, number)
    seen = read_by_routes(office, who, number) if has_proposal(job) or job.kind != BY_ROUTES else None
    shown = page(
        request, "by_routes_made.html", job=job, seen=seen, made=seen and seen.made, waits=not is_over(job),
        names=list_names(office, who), words=handover_words, dropped=is_dropped(job),
    )  # fmt: skip
    return coming_again(shown, job)


add_endings(ROUTES, PAGE, "keep_by_routes", keep_by_routes)

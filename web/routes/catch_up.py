"""What is behind in mid-period on a page, and ordering the visits that bring it back into a plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.accounts.search import Asked, list_accounts
from office.jobs import ask_job
from office.names import list_names
from office.opening import Office
from office.people import Person
from office.permissions import allowed
from office.plans.catch_up import CatchUpAsked, default_period, propose_catch_up, weeks_until
from office.plans.horizons import list_rep_names
from office.plans.order import plan_order
from office.travel import travel_engine
from routing.problems import BadInputError, Problem
from scheduler.catch_up import NEVER
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.clocks import day_of
from web.routes.plan_before import next_start
from web.routes.plans import PLAN
from web.routes.table import Routes

ROUTES = Routes()
TOGETHER = 8
"""So many reps are looked at together where nobody is named; of more, the first one."""
SECONDS = 10.0


@ROUTES.get("/plan/catch-up", ("propose_catch_up",))
def catch_up(
    request: Request, office: TheOffice, who: Who, until: str = "", rep: str = "", segment: str = ""
) -> Response:
    """Show what is behind, the visits that would bring it back, and what they cost."""
    names = list_rep_names(office, who)
    asked = _asked(office, who, until, rep or ("" if len(names) <= TOGETHER else next(iter(names))), segment)
    found = propose_catch_up(office, who, travel_engine(office), asked)
    return page(
        request, "catch_up.html", asked=asked, found=found, reps=names, names=list_names(office, who), never=NEVER,
        segments=list_accounts(office, who, Asked(limit=1)).segments, orders=allowed(who, "make_plan"),
        together=len(names) <= TOGETHER,
    )  # fmt: skip


@ROUTES.post("/plan/catch-up", ("make_plan",))
def order(
    request: Request, office: TheOffice, who: Who, start: Annotated[date, Form()], until: Annotated[date, Form()],
    visit: Annotated[list[str] | None, Form()] = None,
) -> Response:  # fmt: skip
    """Order a plan that keeps the visits that were chosen, each as its account and day."""
    days = dict(_read(one) for one in visit or ())
    facts = {
        "start": start.isoformat(), "weeks": weeks_until(start, until), "seconds": SECONDS, "moves": None,
        "weights": {}, "catch_up": days,
    }  # fmt: skip
    plan_order(office, facts)
    job = ask_job(office, who, PLAN, facts)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/plan/jobs/{job.id}", 303)


def _read(text: str) -> tuple[str, str]:
    day, _, account = text.partition(" ")
    if not account:
        raise BadInputError([Problem("order-impossible", "visit", "its rows are not whole", "Send the page's form.")])
    return account, day


def _asked(office: Office, who: Person, until: str, rep: str, segment: str) -> CatchUpAsked:
    start, end = default_period(next_start(office, who))
    return CatchUpAsked(start, day_of(until) or end, rep, segment)

"""Before and after publishing: a draft that reps were asked about, and what changed in a rep's coming days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.plans.consultation import answer_draft, ask_reps, read_own_draft
from office.plans.notices import explain_notice, read_notice
from office.travel import plan_engine
from web.entries import day
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]


@ROUTES.post("/plan/{number:int}/ask", ("ask_reps",))
def ask(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    text: Text = "",
    rep: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Ask reps about a draft, everybody if none is chosen."""
    ask_reps(office, who, number, tuple(rep or ()), text)
    return _to(request, f"/plan/{number}/diff#asked")


@ROUTES.get("/drafts/{number:int}", ("read_own_draft",))
def draft(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show a draft to the rep who was asked about it."""
    return page(request, "draft.html", shown=read_own_draft(office, who, number))


@ROUTES.post("/drafts/{number:int}", ("answer_draft",))
def answer(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    accepted: Annotated[bool, Form()],
    text: Text = "",
    visit: Text = "",
    week: Text = "",
) -> Response:
    """Accept a draft, a week or a visit of it, or say what is wrong with it."""
    monday: date | None = day(week) if week.strip() else None
    answer_draft(office, who, number, accepted=accepted, text=text, visit_id=visit, week=monday)
    return _to(request, f"/drafts/{number}{f'#w{monday}' if monday else ''}")


@ROUTES.get("/notices/{number:int}", ("explain_notice",))
def notice(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show each change of a notice with its reason."""
    told = explain_notice(office, who, plan_engine(office), number)
    return page(request, "notice.html", told=told, number=number)


@ROUTES.post("/notices/{number:int}/read", ("read_notice",))
def read(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Take down that it was read."""
    read_notice(office, who, number)
    return _to(request, "/day")


def _to(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)

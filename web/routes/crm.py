"""The CRM's page: what is connected and how it stands, what two sides changed, connecting and disconnecting."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.crm.conflicts import decide_crm_conflict, list_crm_conflicts
from office.crm.connections import PROGRAMS, CrmSettings, connect_crm, disconnect_crm, list_crms
from office.jobs import ask_job
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

MOST = 100
"""Conflicts on the page; the next ones come up as these are decided."""


@ROUTES.get("/admin/crm", ("list_crms",))
def crm(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the connected CRMs and what waits for a person."""
    found = list_crm_conflicts(office, who)
    return page(
        request, "crm.html", states=list_crms(office, who), conflicts=found[:MOST], more=max(0, len(found) - MOST),
        programs=list(PROGRAMS),
    )  # fmt: skip


@ROUTES.post("/admin/crm", ("connect_crm",))
def connect(
    request: Request,
    office: TheOffice,
    who: Who,
    name: Annotated[str, Form()],
    program: Annotated[str, Form()],
    url: Annotated[str, Form()] = "",
    client_id: Annotated[str, Form()] = "",
    secret: Annotated[str, Form()] = "",
    variable: Annotated[str, Form()] = "",
    interval_days: Annotated[str, Form()] = "",
    currency: Annotated[str, Form()] = "",
) -> Response:
    """Connect a CRM."""
    told = {"interval_days": interval_days.strip(), "currency": currency.strip()}
    defaults = {ours: value for ours, value in told.items() if value}
    settings = CrmSettings(name.strip(), program, url.strip(), client_id.strip(), defaults=defaults)
    connect_crm(office, who, settings, secret=secret.strip(), variable=variable.strip())
    return _back(request)


@ROUTES.post("/admin/crm/{name}/sync", ("sync_crm",))
def sync(request: Request, office: TheOffice, who: Who, name: str) -> Response:
    """Ask for a sync; the worker does it in its turn."""
    ask_job(office, who, "sync-crm", {"connection": name})
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/jobs", 303)


@ROUTES.post("/admin/crm/{name}/disconnect", ("disconnect_crm",))
def disconnect(request: Request, office: TheOffice, who: Who, name: str) -> Response:
    """Forget a CRM."""
    disconnect_crm(office, who, name)
    return _back(request)


@ROUTES.post("/admin/crm/conflicts/{number}", ("decide_crm_conflict",))
def decide(request: Request, office: TheOffice, who: Who, number: int, keep: Annotated[str, Form()]) -> Response:
    """Say whose word holds."""
    decide_crm_conflict(office, who, number, keep)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/crm", 303)

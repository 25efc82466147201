"""The workspace's settings on a page: what can be changed later."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.mileage.terms import list_schemes
from office.settings import change_settings, read_office_settings
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/admin/settings", ("change_settings",))
def settings(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what holds for the whole workspace."""
    found, schemes = read_office_settings(office, who), list_schemes(office, who)
    return page(request, "settings.html", found=found, schemes=schemes)


@ROUTES.post("/admin/settings", ("change_settings",))
def change(
    request: Request,
    office: TheOffice,
    who: Who,
    currency: Annotated[str, Form()],
    scheme: Annotated[str, Form()],
    map_tiles: Annotated[str | None, Form()] = None,
    approval: Annotated[str | None, Form()] = None,
    exchange: Annotated[str | None, Form(max_length=100_000)] = None,
) -> Response:
    """Change the currency, the rates that trips are paid by, whose tiles maps take, who approves plans, currencies."""
    change_settings(
        office,
        who,
        currency=currency.strip().upper(),
        mileage_scheme=scheme,
        map_tiles=map_tiles,
        plan_approval=approval,
        exchange=exchange,
    )
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/settings", 303)

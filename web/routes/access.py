"""Where people are signed in and what software acts as them: seen and ended by who answers for the workspace."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.access import list_access, revoke_access
from web.devices import device_name
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/admin/access", ("list_access",))
def access(request: Request, office: TheOffice, who: Who) -> Response:
    """Show every session and token that is not over, with whose it is."""
    return page(request, "access.html", found=list_access(office, who), device=device_name)


@ROUTES.post("/admin/access/end", ("revoke_access",))
def end(
    request: Request,
    office: TheOffice,
    who: Who,
    person_id: Annotated[str, Form()],
    key: Annotated[str, Form()],
) -> Response:
    """End one of them."""
    revoke_access(office, who, person_id, key)
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/access", 303)

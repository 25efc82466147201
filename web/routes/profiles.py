"""The reps' profiles: what each can do, and the sectors in which they closed deals."""

from __future__ import annotations

from fastapi import Request, Response

from office.ownership.successes import read_profiles
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/territories/reps", ("read_profiles",))
def profiles(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the reps whom one sees."""
    return page(request, "profiles.html", found=read_profiles(office, who))

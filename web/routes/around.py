"""Accounts around a place that the rep names: due soon, prospects, and a coming visit brought to today in one tap."""

from __future__ import annotations

from uuid import uuid4

from fastapi import Request, Response

from office.travel import travel_engine
from office.visits.around import HOME, list_around
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/around", ("list_around",))
def around(request: Request, office: TheOffice, who: Who, at: str = "") -> Response:
    """Show what is near; the phone is not asked where it is."""
    found = list_around(office, who, travel_engine(office), at or None)
    return page(request, "around.html", found=found, home=HOME, request_id=uuid4)

"""A rep's own targets on a page."""

from __future__ import annotations

from fastapi import Request, Response

from office.reviews.own_targets import read_own_targets
from reports.review_parts.targets import FORMS
from reports.speech import Speech
from territory.kpis import KPIS
from web.guard import TheOffice, Who
from web.pages import language_of, page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/targets", ("read_own_targets",))
def targets(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how far the rep's own targets are reached, and where that lies in the team."""
    say = Speech(language_of(request))
    return page(request, "own_targets.html", found=read_own_targets(office, who), say=say, kpis=KPIS, forms=FORMS)

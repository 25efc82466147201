"""Where a person begins, and whether the server lives."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from office.first_run import read_first_run
from office.health import is_well, read_figures
from office.permissions import allowed
from office.sessions import home_of
from web.access import OPEN, SIGNED_IN
from web.figures import MEDIA_TYPE
from web.guard import Signed, TheOffice, Who
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/", SIGNED_IN)
def home(request: Request, office: TheOffice, signed: Signed) -> Response:
    """Send a person to the page of their role; who may fill a workspace in which there is nothing, to its start."""
    there = home_of(signed.person)
    if allowed(signed.person, "read_first_run") and read_first_run(office, signed.person).step == "reps":
        there = "/start"
    return RedirectResponse(request.scope.get("root_path", "") + there, 303)


@ROUTES.get("/healthz", OPEN)
def health(office: TheOffice) -> Response:
    """Say whether the server lives and its database answers, and nothing else."""
    well = is_well(office)
    return PlainTextResponse("ok" if well else "not", 200 if well else 503)


@ROUTES.get("/metrics", ("read_figures",))
def metrics(request: Request, office: TheOffice, who: Who) -> Response:
    """Tell whoever watches the server how it does, in OpenMetrics' text; a token of an administrator opens it."""
    found = read_figures(office, who)
    gauges = {"roundsman_revision": found.revision}
    gauges |= {f'roundsman_jobs{{state="{state}"}}': number for state, number in found.jobs.items()}
    gauges |= {f'roundsman_sending{{kind="{kind}"}}': number for kind, number in found.sending.items()}
    return Response(request.app.state.figures.text(gauges), media_type=MEDIA_TYPE)

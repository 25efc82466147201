"""How likely the visits of a week begin on time, rep by rep and day by day."""

from __future__ import annotations

from itertools import groupby

from fastapi import Request, Response

from office.names import list_names
from office.plans.on_time import foresee_on_time
from scheduler.on_time import GRACE_MIN
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.clocks import day_of
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/reports/on-time", ("foresee_on_time",))
def on_time(request: Request, office: TheOffice, who: Who, plan: int | None = None, first: str = "") -> Response:
    """Show the coming week of the plan in force, or of another plan, with the chance of each visit."""
    found = foresee_on_time(office, who, plan, day_of(first))
    reps = [(rep_id, list(days)) for rep_id, days in groupby(found.days, key=lambda one: one.rep_id)]
    return page(request, "on_time.html", found=found, reps=reps, names=list_names(office, who), grace=GRACE_MIN)

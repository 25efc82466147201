"""From nothing to a plan in force on one page: what there is, the next step, and what is wrong with it beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from office.designs.order import DESIGN, keep_designed
from office.first_run import ROADS, order_roads, read_first_run
from office.imports.imports import commit_import
from office.imports.report import ImportReport
from office.jobs import ask_job, is_over, list_jobs
from office.people import Person
from office.plans.drafts import next_monday
from office.travel import choose_travel
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.import_how import AsWritten, How, choices
from web.pages import page
from web.routes.imports import MOST_PROBLEMS, not_from_a_page
from web.routes.table import Routes

ROUTES = Routes()

FILES = ("reps", "accounts")
"""What has to be imported before anything can be planned, in this order."""


@ROUTES.get("/start", ("read_first_run",))
def start(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the steps; while a job of them runs the page comes again by itself."""
    return _page(request, office, who)


@ROUTES.post("/start/import", ("commit_import",))
def bring(
    request: Request,
    office: TheOffice,
    who: Who,
    kind: Annotated[str, Form(pattern="^(reps|accounts)$")],
    file: UploadFile,
    how: AsWritten,
) -> Response:
    """Import the reps or the accounts; what is wrong is listed and nothing is kept, or the good rows go on."""
    try:
        made = commit_import(
            office, who, kind, how.upload(file), how.options(office, who, kind), locate=not_from_a_page
        )
    except BadInputError as error:
        return _page(request, office, who, kind=kind, problems=error.problems, status=400, how=how)
    return _page(request, office, who, kind=kind, made=made, problems=made.problems, how=how)


@ROUTES.post("/start/roads", ("order_roads",))
def roads(
    request: Request, office: TheOffice, who: Who, file: UploadFile, country: Annotated[str, Form(max_length=2)] = ""
) -> Response:
    """Ask for roads of a file of OpenStreetMap."""
    try:
        order_roads(office, who, file.filename or "", file.file.read(), country)
    except BadInputError as error:
        return _page(request, office, who, kind="roads", problems=error.problems, status=400)
    return _back(request)


@ROUTES.post("/start/straight", ("choose_travel",))
def straight(request: Request, office: TheOffice, who: Who) -> Response:
    """Measure ways by straight lines until there are roads."""
    choose_travel(office, who, "straight")
    return _back(request)


@ROUTES.post("/start/divide", ("propose_design",))
def divide(request: Request, office: TheOffice, who: Who) -> Response:
    """Ask for a division of the accounts among the reps from next Monday on."""
    ask_job(office, who, DESIGN, {"day": next_monday(office.clock().date()).isoformat(), "seconds": 5.0})
    return _back(request)


@ROUTES.post("/start/divide/{number}", ("keep_designed",))
def keep(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Put the division that was proposed in force."""
    try:
        keep_designed(office, who, number)
    except BadInputError as error:
        return _page(request, office, who, kind="owners", problems=error.problems, status=400)
    return _back(request)


def _page(
    request: Request,
    office: TheOffice,
    who: Person,
    *,
    kind: str = "",
    made: ImportReport | None = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
    how: How | None = None,
) -> Response:
    listed = list_jobs(office, who)
    jobs = {name: next((one for one in listed if one.kind == name), None) for name in (ROADS, DESIGN)}
    waits = any(job is not None and not is_over(job) for job in jobs.values())
    shown = page(
        request, "start.html", status=status, found=read_first_run(office, who), jobs=jobs, is_over=is_over, kind=kind,
        made=made, problems=problems[:MOST_PROBLEMS], more=max(0, len(problems) - MOST_PROBLEMS), files=FILES,
        **choices(office, who, how),
    )  # fmt: skip
    if waits and not problems:
        shown.headers["Refresh"] = "2;url=" + request.scope.get("root_path", "") + "/start"
    return shown


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/start", 303)

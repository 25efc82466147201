"""The administrator's desk: jobs and schedules, backups, and how the workspace is."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.health import read_health
from office.jobs import (
    KINDS,
    ask_job,
    drop_schedule,
    is_over,
    list_jobs,
    list_schedules,
    save_schedule,
    stop_job,
)
from office.kept_backups import BACKUP, TRY, list_backups
from office.people import Person
from office.permissions import allowed
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

PLAIN_KINDS = (BACKUP, "remind", "roll-out")
"""Kinds of jobs that need nothing said: those a form can ask for; the others have pages of their own."""


@ROUTES.get("/admin/jobs", ("list_schedules",))
def jobs(request: Request, office: TheOffice, who: Who) -> Response:
    """Show jobs and what is asked for again and again."""
    found, schedules = list_jobs(office, who), list_schedules(office, who)
    return page(request, "jobs.html", jobs=found, schedules=schedules, kinds=_kinds(who), is_over=is_over)


def _kinds(who: Person) -> list[str]:
    return [kind for kind in PLAIN_KINDS if kind in KINDS and allowed(who, KINDS[kind].verb)]


@ROUTES.post("/admin/jobs", ("ask_job",))
def ask(request: Request, office: TheOffice, who: Who, kind: Annotated[str, Form()]) -> Response:
    """Ask for a job that needs nothing said."""
    ask_job(office, who, _plain(kind), {})
    return _back(request, "/admin/jobs")


@ROUTES.post("/admin/jobs/{number}/stop", ("stop_job",))
def stop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Stop a job: it keeps the best that it has."""
    stop_job(office, who, number)
    return _back(request, "/admin/jobs")


@ROUTES.post("/admin/schedules", ("save_schedule",))
def schedule(
    request: Request,
    office: TheOffice,
    who: Who,
    name: Annotated[str, Form()],
    kind: Annotated[str, Form()],
    at: Annotated[str, Form(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")],
    zone: Annotated[str, Form()],
    weekday: Annotated[list[int], Form()],
) -> Response:
    """Ask for a job again and again; one of the same name is replaced."""
    at_s = 3600 * int(at[:2]) + 60 * int(at[3:])
    save_schedule(office, who, name, _plain(kind), {}, weekdays=tuple(weekday), at_s=at_s, zone=zone.strip())
    return _back(request, "/admin/jobs")


@ROUTES.post("/admin/schedules/{number}/drop", ("drop_schedule",))
def drop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Ask for it no more."""
    drop_schedule(office, who, number)
    return _back(request, "/admin/jobs")


@ROUTES.get("/admin/backups", ("list_backups",))
def backups(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the backups beside the workspace, and when each was restored to try."""
    kinds = {BACKUP, TRY}
    now_on = [job for job in list_jobs(office, who) if job.kind in kinds and (not is_over(job) or job.error)][:5]
    return page(request, "backups.html", backups=list_backups(office, who), jobs=now_on)


@ROUTES.post("/admin/backups", ("keep_backup",))
def backup(request: Request, office: TheOffice, who: Who) -> Response:
    """Ask for a backup now."""
    ask_job(office, who, BACKUP, {})
    return _back(request, "/admin/backups")


@ROUTES.post("/admin/backups/{name}/try", ("try_backup",))
def try_it(request: Request, office: TheOffice, who: Who, name: str) -> Response:
    """Ask for a backup to be restored into a folder that is thrown away."""
    ask_job(office, who, TRY, {"name": name})
    return _back(request, "/admin/backups")


@ROUTES.get("/admin/health", ("read_health",))
def health(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how the workspace is."""
    kept = list_backups(office, who)
    tried = max((one.tried_at for one in kept), default="")
    return page(request, "health.html", health=read_health(office, who), newest=kept[0] if kept else None, tried=tried)


def _plain(kind: str) -> str:
    if kind not in PLAIN_KINDS:
        raise BadInputError(
            [Problem("job-kind-unknown", "job", sentence("{kind!r} is not asked for here", kind=kind), "Choose one.")]
        )
    return kind


def _back(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)

"""What the pages of proposals about owners share: they come again while a job runs, and end in one of three ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.jobs import is_over, stop_job
from office.opening import Office
from office.people import Person
from office.proposals import drop_proposal
from office.values import Job
from web.guard import TheOffice, Who
from web.routes.table import Routes

SHOWN = 10
"""Orders that are listed."""


def to_proposal(request: Request, page: str, number: int) -> Response:
    """Lead to the page of a job."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{page}/{number}", 303)


def coming_again(shown: Response, job: Job) -> Response:
    """Let a page come again by itself until its job is over."""
    if not is_over(job):
        shown.headers["Refresh"] = "2"
    return shown


def add_endings(routes: Routes, page: str, verb: str, keep: Callable[[Office, Person, int, str], int]) -> None:
    """Add how a job of a page ends: it is stopped, and what it proposed is dropped, or put in force by `keep`."""

    @routes.post(page + "/{number}/stop", ("stop_job",))
    def stop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
        """Stop it: the best that it has is proposed, if it has any."""
        stop_job(office, who, number)
        return to_proposal(request, page, number)

    @routes.post(page + "/{number}/drop", ("drop_proposal",))
    def drop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
        """Drop what was proposed."""
        drop_proposal(office, who, number)
        return RedirectResponse(request.scope.get("root_path", "") + page, 303)

    @routes.post(page + "/{number}", (verb,))
    def put_in_force(
        request: Request, office: TheOffice, who: Who, number: int, reason: Annotated[str, Form()] = ""
    ) -> Response:
        """Put it in force, as it was shown; it stands among the decisions, where it is taken back."""
        keep(office, who, number, reason.strip())
        return RedirectResponse(request.scope.get("root_path", "") + "/territories#decisions", 303)

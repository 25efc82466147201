"""The administrator's desk: people and invitations, the log of changes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.change_log import list_changes
from office.erasure import ErasedPerson, erase_person
from office.people import Grant, Reach, Role
from office.sessions import invite_person
from office.signatures import asks_for_signatures
from office.staff import list_people, remove_person, save_person
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.clocks import day_of
from web.routes.table import Routes
from web.signatures import signed_by

ROUTES = Routes()


@ROUTES.get("/admin", ("list_people",))
def people(request: Request, office: TheOffice, who: Who) -> Response:
    """Show everybody who uses the workspace."""
    return _people(request, office, who)


def _people(
    request: Request, office: TheOffice, who: Who, link: str = "", whose: str = "", erased: ErasedPerson | None = None
) -> Response:
    return page(
        request, "people.html", people=list_people(office, who), roles=list(Role), link=link, whose=whose,
        erased=erased, signs=asks_for_signatures(office),
    )  # fmt: skip


@ROUTES.post("/admin/people", ("save_person",))
def save(
    request: Request,
    office: TheOffice,
    who: Who,
    person_id: Annotated[str, Form()],
    name: Annotated[str, Form()],
    role: Annotated[list[str], Form()],
    region: Annotated[str, Form()] = "",
    rep_id: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
) -> Response:
    """Let somebody in, or change what they may do."""
    unknown = set(role) - {one.value for one in Role}
    if unknown:
        cause = sentence("there is no role {names}", names=", ".join(sorted(unknown)))
        raise BadInputError([Problem("role-impossible", "people", cause, "Choose one of the list.")])
    grants = tuple(_grant(Role(one), region.strip()) for one in role)
    save_person(office, who, person_id.strip(), name, grants, rep_id=rep_id.strip() or None, email=email.strip())
    return _back(request)


def _grant(role: Role, region: str) -> Grant:
    if role is Role.REP:
        return Grant(role, Reach.OWN)
    return Grant(role, Reach.REGION, region) if region else Grant(role)


@ROUTES.post("/admin/people/{person_id}/invite", ("invite_person",))
def invite(request: Request, office: TheOffice, who: Who, person_id: str) -> Response:
    """Make a link by which somebody chooses a password, and show it this once."""
    secret = invite_person(office, who, person_id)
    base = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
    return _people(request, office, who, f"{base}/invitation/{secret}", person_id)


@ROUTES.post("/admin/people/{person_id}/remove", ("remove_person",))
def remove(request: Request, office: TheOffice, who: Who, person_id: str) -> Response:
    """Let somebody do nothing any more."""
    remove_person(office, who, person_id)
    return _back(request)


@ROUTES.post("/admin/people/{person_id}/erase", ("erase_person",))
def erase(
    request: Request,
    office: TheOffice,
    who: Who,
    person_id: str,
    again: Annotated[str, Form()],
    passphrase: Annotated[str, Form()] = "",
) -> Response:
    """Erase what is kept of somebody who has left; it cannot be taken back, so that the id is typed again."""
    if again.strip() != person_id:
        cause = "the name of the account was not typed again as it stands"
        raise BadInputError([Problem("erasure-unsure", "people", cause, "Type it again: this cannot be taken back.")])
    gone = erase_person(office, signed_by(office, who, passphrase), person_id)
    return _people(request, office, who, erased=gone)


@ROUTES.get("/admin/changes", ("list_changes",))
def changes(
    request: Request,
    office: TheOffice,
    who: Who,
    actor: str = "",
    kind: str = "",
    key: str = "",
    before: int = 0,
    first: str = "",
    last: str = "",
) -> Response:
    """Show who did what, newest first: by person, thing and time."""
    begin, end = day_of(first), day_of(last, end=True)
    logged = list_changes(office, who, actor, kind, key, before, first=begin, last=end)
    return page(request, "changes.html", logged=logged, actor=actor, kind=kind, key=key, first=begin, last=end)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/admin", 303)

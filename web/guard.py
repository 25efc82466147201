"""Every request is met here first: who it is, whether the route is theirs, and whether it comes from our own page."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from office.opening import Office
from office.people import Person
from office.sessions import SignedIn, person_of_token, session_of
from routing.problems import BadInputError
from web.access import decide
from web.beyond import beyond

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """A request that is not let through: `status` 401 asks to sign in, 403 says no, 404 there is nothing."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def cookie_name(request: Request) -> str:
    """Return the session cookie's name: over https one that no other host or path can set."""
    if request.url.scheme != "https":
        return "rm"
    return "__Secure-rm" if request.scope.get("root_path") else "__Host-rm"


def office_of(request: Request) -> Office:
    """Return the office that the application serves."""
    office: Office = request.app.state.office
    return office


def form_token(secret: str) -> str:
    """Return the token that forms of a session carry: it cannot be told without the session's secret."""
    return hashlib.sha256(f"form {secret}".encode()).hexdigest()[:32]


async def guard(request: Request) -> None:
    """Find out who asks and let them through, or raise `Refused`."""
    _refuse_foreign_page(request)
    bearer = request.headers.get("authorization", "")
    signed, person = None, None
    # in a thread: what waits for the database must not keep everybody else waiting
    if bearer:
        person = await run_in_threadpool(_by_token, request, bearer)
    else:
        secret = request.cookies.get(cookie_name(request), "")
        signed = await run_in_threadpool(session_of, office_of(request), secret) if secret else None
        person = signed.person if signed else None
    request.state.signed, request.state.person = signed, person
    path = request.scope["route"].path
    decision = decide(request.method, path, person)
    if not decision.may:
        raise Refused(401 if decision.sign_in else 403, "sign-in" if decision.sign_in else "not-allowed")
    if signed is not None and request.method not in SAFE and not decision.open:
        await _require_form_token(request)
    await _refuse_beyond(request)


def _by_token(request: Request, bearer: str) -> Person:
    kind, _, token = bearer.partition(" ")
    found = person_of_token(office_of(request), token.strip()) if kind.lower() == "bearer" else None
    if found is None:
        raise Refused(401, "token-wrong")
    person, scopes = found
    if not request.scope["route"].path.startswith(("/api/", "/metrics")):
        raise Refused(403, "token-api-only")
    if request.method not in SAFE and "write" not in scopes:
        raise Refused(403, "token-scope")
    return person


def _refuse_foreign_page(request: Request) -> None:
    """Refuse what another site's page sends in a person's name."""
    if request.method in SAFE:
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refused(403, "foreign-page")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise Refused(403, "foreign-page")


async def _require_form_token(request: Request) -> None:
    given = request.headers.get("x-form-token", "")
    if not given and "form" in request.headers.get("content-type", ""):
        form = await request.form()
        value = form.get("form_token", "")
        given = value if isinstance(value, str) else ""
    wanted = form_token(request.cookies.get(cookie_name(request), ""))
    if not secrets.compare_digest(given, wanted):
        raise Refused(403, "form-token")


async def _refuse_beyond(request: Request) -> None:
    """Refuse numbers and days in the address and the form that nothing within could reckon with."""
    values: dict[str, object] = {**request.query_params, **request.path_params}
    if request.method not in SAFE and "form" in request.headers.get("content-type", ""):
        values = {**await request.form(), **values}
    problems = beyond(request.scope["route"].endpoint, values)
    if problems:
        raise BadInputError(problems)


async def the_office(request: Request) -> Office:
    """Return the office that the application serves; what is only looked up needs no thread of its own."""
    return office_of(request)


async def the_person(request: Request) -> Person:
    """Return who asks."""
    person: Person = request.state.person
    return person


async def the_signed_in(request: Request) -> SignedIn:
    """Return who is signed in; a token of software is not."""
    signed: SignedIn | None = request.state.signed
    if signed is None:
        raise Refused(401, "sign-in")
    return signed


TheOffice = Annotated[Office, Depends(the_office)]
Who = Annotated[Person, Depends(the_person)]


async def retried(request: Request, office: TheOffice, who: Who) -> Office:
    """Return the office for one request of a page that may have to be sent again, where its answer was lost.

    A page that can do so names the request (``Idempotency-Key``): under the same name it changes nothing twice. A form
    that is sent without a script has no name, and is carried out as it comes.
    """
    key = request.headers.get("idempotency-key", "")
    return office.once(f"{who.id}:{key}") if re.fullmatch(r"[\x21-\x7e]{1,200}", key) else office


Retried = Annotated[Office, Depends(retried)]
Signed = Annotated[SignedIn, Depends(the_signed_in)]

"""Signing in and out, invitations, and one's own account: look, sessions, password, tokens."""

from __future__ import annotations

import json
import logging
import secrets
import time
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from office.outside.mails import choose_mails, list_mails
from office.outside.openid import ProviderError
from office.outside.provider import Begun, begin_sign_in, finish_sign_in, provider_of
from office.passwords import LEAST_CHARACTERS
from office.sessions import (
    PHONE,
    accept_invitation,
    change_password,
    change_preferences,
    end_session,
    invited_person,
    list_sessions,
    list_tokens,
    make_token,
    revoke_token,
    sign_in,
    sign_out,
)
from routing.problems import BadInputError
from web.access import OPEN, SIGNED_IN
from web.devices import device_name
from web.guard import Signed, TheOffice, cookie_name
from web.limits import Limits
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
log = logging.getLogger("roundsman.web")

BEGUN_S = 600
"""How long signing in at the identity provider may take."""
GUESSES_OF_PERSON, GUESSES_OF_ADDRESS = Limits(5), Limits(20)
"""Tries to sign in a minute, by the name that is tried and by the address that tries."""

Text = Annotated[str, Form()]


@ROUTES.get("/login", OPEN)
def login_page(request: Request, next: str = "/", person: str = "") -> Response:  # noqa: A002 - the word in the address
    """Show the form to sign in, with the name of the account where it is known."""
    return _login_page(request, next, person=person)


def _login_page(request: Request, next_: str, wrong: str = "", status: int = 200, **more: Any) -> Response:
    provider = provider_of(request.app.state.office)
    known = {"next": _inside(next_), "wrong": wrong, "person": "", "provider": provider, **more}
    return page(request, "login.html", status=status, **known)


@ROUTES.post("/login", OPEN)
def login(
    request: Request,
    office: TheOffice,
    person: Text,
    password: Text,
    phone: Annotated[bool, Form()] = False,
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the word in the form
) -> Response:
    """Sign somebody in; guessing gets slower with each try."""
    where, now_s = request.client.host if request.client else "", time.monotonic()
    wait_s = max(GUESSES_OF_PERSON.wait_s(person, now_s), GUESSES_OF_ADDRESS.wait_s(where, now_s))
    if wait_s:
        slow = _login_page(request, next, "slow", 429, person=person, wait_s=wait_s)
        slow.headers["Retry-After"] = str(wait_s)
        return slow
    device = request.headers.get("user-agent", "")
    secret = sign_in(office, person, password, device=device, phone=phone)
    if secret is None:
        return _login_page(request, next, "wrong", 401, person=person)
    answer = RedirectResponse(request.scope.get("root_path", "") + _inside(next), 303)
    _set_cookie(request, answer, secret, phone=phone)
    return answer


@ROUTES.get("/login/provider", OPEN)
def ask_provider(request: Request, office: TheOffice, next: str = "/") -> Response:  # noqa: A002 - as above
    """Send the browser to the identity provider."""
    if GUESSES_OF_ADDRESS.wait_s(request.client.host if request.client else "", time.monotonic()):
        return _login_page(request, next, "slow", 429, wait_s=60)
    began = begin_sign_in(office, _back_from_provider(request))
    if began is None:
        raise HTTPException(404)
    address, begun = began
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        _begun_cookie(request), json.dumps([begun.state, begun.nonce, begun.verifier, _inside(next)]),
        max_age=BEGUN_S, path=_path(request), secure=request.url.scheme == "https", httponly=True, samesite="lax",
    )  # fmt: skip
    return answer


@ROUTES.get("/login/provider/back", OPEN)
def from_provider(request: Request, office: TheOffice, state: str = "", code: str = "") -> Response:
    """Sign in whoever comes back from the identity provider, if they are one of our people."""
    kept = _begun(request)
    if kept is None or not code or not secrets.compare_digest(state.encode(), kept[0].state.encode()):
        return _login_page(request, "/", "provider", 401)
    begun, there = kept
    device = request.headers.get("user-agent", "")
    try:
        secret = finish_sign_in(office, code, begun, _back_from_provider(request), device=device)
    except ProviderError as error:
        log.warning("%s", error)
        secret = None
    if secret is None:
        answer = _login_page(request, there, "provider", 401)
    else:
        answer = RedirectResponse(request.scope.get("root_path", "") + _inside(there), 303)
        _set_cookie(request, answer, secret, phone=False)
    answer.delete_cookie(_begun_cookie(request), path=_path(request))
    return answer


def _begun(request: Request) -> tuple[Begun, str] | None:
    """Return the sign-in that this browser began, and where it goes then; None where it began none."""
    try:
        state, nonce, verifier, there = json.loads(request.cookies.get(_begun_cookie(request), ""))
    except (ValueError, TypeError):
        return None
    if not all(isinstance(one, str) and one for one in (state, nonce, verifier, there)):
        return None
    return Begun(state, nonce, verifier), there


def _begun_cookie(request: Request) -> str:
    return f"{cookie_name(request)}-begun"


def _back_from_provider(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}/login/provider/back"


@ROUTES.post("/logout", SIGNED_IN)
def logout(request: Request, office: TheOffice) -> Response:
    """Sign out here."""
    sign_out(office, request.cookies.get(cookie_name(request), ""))
    answer = RedirectResponse(request.scope.get("root_path", "") + "/login", 303)
    answer.delete_cookie(cookie_name(request), path=_path(request))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@ROUTES.get("/invitation/{secret}", OPEN)
def invitation_page(request: Request, office: TheOffice, secret: str) -> Response:
    """Show the form in which a person chooses their password, and the name by which they sign in."""
    return _invitation_page(request, office, secret, 200)


def _invitation_page(request: Request, office: TheOffice, secret: str, status: int, short: bool = False) -> Response:
    person = invited_person(office, secret)
    return page(
        request,
        "invitation.html",
        status=404 if person is None else status,
        secret=secret,
        short=short,
        invited=person,
        least=LEAST_CHARACTERS,
    )


@ROUTES.post("/invitation/{secret}", OPEN)
def invitation(request: Request, office: TheOffice, secret: str, password: Text) -> Response:
    """Set the password and go on to sign in."""
    try:
        person = accept_invitation(office, secret, password)
    except BadInputError:
        return _invitation_page(request, office, secret, 400, short=True)
    if person is None:
        return _invitation_page(request, office, secret, 404)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/login?person={quote(person.id)}", 303)


@ROUTES.get("/account", SIGNED_IN)
def account(request: Request, office: TheOffice, signed: Signed, made: str = "") -> Response:
    """Show one's own account."""
    return _account(request, office, signed, made)


def _account(request: Request, office: TheOffice, signed: Signed, token: str) -> Response:
    sessions, tokens = list_sessions(office, signed.person), list_tokens(office, signed.person)
    mails = list_mails(office, signed.person)
    return page(
        request, "account.html", sessions=sessions, tokens=tokens, signed=signed, made_token=token, mails=mails,
        device=device_name, least=LEAST_CHARACTERS,
    )  # fmt: skip


@ROUTES.post("/account/look", SIGNED_IN)
def look(request: Request, office: TheOffice, signed: Signed, language: Text, theme: Text) -> Response:
    """Choose language and colours."""
    change_preferences(office, signed.person, language, theme)
    return _back(request)


@ROUTES.post("/account/mails", SIGNED_IN)
def mails(
    request: Request, office: TheOffice, signed: Signed, mail: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Choose the mail that one gets."""
    choose_mails(office, signed.person, tuple(mail or ()))
    return _back(request)


@ROUTES.post("/account/sessions/{session}/end", SIGNED_IN)
def end(request: Request, office: TheOffice, signed: Signed, session: str) -> Response:
    """Sign out somewhere else."""
    end_session(office, signed.person, session)
    return _back(request)


@ROUTES.post("/account/password", SIGNED_IN)
def password(request: Request, office: TheOffice, signed: Signed, old: Text, new: Text) -> Response:
    """Change the password: every session ends, this one too."""
    if GUESSES_OF_PERSON.wait_s(signed.person.id, time.monotonic()):
        return page(request, "problem.html", status=429, problems=[], key="error.403")
    change_password(office, signed.person, old, new)
    return RedirectResponse(request.scope.get("root_path", "") + "/login", 303)


@ROUTES.post("/account/tokens", SIGNED_IN)
def token(
    request: Request,
    office: TheOffice,
    signed: Signed,
    name: Text,
    days: Annotated[int, Form()] = 365,
    write: Annotated[bool, Form()] = False,
) -> Response:
    """Make a token for other software and show it this once."""
    scopes = frozenset({"read", "write"} if write else {"read"})
    return _account(request, office, signed, make_token(office, signed.person, name, scopes, days))


@ROUTES.post("/account/tokens/{token_id}/revoke", SIGNED_IN)
def revoke(request: Request, office: TheOffice, signed: Signed, token_id: str) -> Response:
    """Revoke a token."""
    revoke_token(office, signed.person, token_id)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/account", 303)


def _inside(path: str) -> str:
    """Return a path of ours; an address elsewhere becomes the home page."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    return path if ours and path.isprintable() else "/"


def _path(request: Request) -> str:
    return request.scope.get("root_path", "") or "/"


def _set_cookie(request: Request, answer: Response, secret: str, *, phone: bool) -> None:
    answer.set_cookie(
        cookie_name(request), secret, max_age=int(PHONE.total_seconds()) if phone else None, path=_path(request),
        secure=request.url.scheme == "https", httponly=True, samesite="lax",
    )  # fmt: skip

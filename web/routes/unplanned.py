"""What no plan has: a visit to one's own account, a prospect found on the way; forms and phones send the same."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote
from uuid import UUID, uuid4

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.accounts.prospects import HOME
from office.visits.acts import ActAnswer, Outcome, PhoneAct, carry_acts
from office.visits.instructions import unplanned_id
from office.visits.own_accounts import OwnAccounts, list_own_accounts
from routing.problems import BadInputError
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import page
from web.routes.day import FORM, told_outcome
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]

POSITION = "geolocation=(self), camera=(self), microphone=()"
"""On this page alone a phone may be asked where it is, and only where the rep taps "Here"."""


@ROUTES.get("/unplanned", ("list_own_accounts",))
def unplanned(request: Request, office: TheOffice, who: Who, account: str = "") -> Response:
    """Show the form of a visit that was not planned."""
    return unplanned_page(request, list_own_accounts(office, who), account)


def unplanned_page(request: Request, own: OwnAccounts, account: str = "") -> Response:
    """Return the page on which a rep says where they are; `account` is chosen already."""
    return page(request, "unplanned.html", own=own, chosen=account, request_id=uuid4)


@ROUTES.post("/unplanned", ("begin_visit",))
def visit(
    request: Request,
    office: TheOffice,
    who: Who,
    about: Text,
    kind: Text,
    key: Annotated[UUID, Form()],
    usual: Text = "",
    outcome: Text = "",
    note: Text = "",
    next_step: Text = "",
    date: Text = "",
    start: Text = "",
    end: Text = "",
) -> Response:
    """Begin a visit that was not planned, or take one down that is over."""
    filled = {
        "outcome": told_outcome(usual, outcome), "note": note, "next_step": next_step, "date": date, "start": start,
        "end": end,
    }  # fmt: skip
    _carry(office, who, PhoneAct(str(key), 0, kind, about, office.clock().isoformat(), _said(filled)))
    return _to(request, f"/visits/{quote(unplanned_id(str(key)))}?did=applied")


@ROUTES.get("/prospect", ("add_prospect",))
def prospect(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the form of a new prospect."""
    return prospect_page(request, office, who, list_own_accounts(office, who))


def prospect_page(request: Request, office: TheOffice, who: Who, own: OwnAccounts) -> Response:
    """Return the page on which a rep writes a new prospect down."""
    shown = map_page(request, office, who, "prospect.html", own=own, home=HOME, spot=_spot, request_id=uuid4)
    shown.headers["Permissions-Policy"] = POSITION
    return shown


@ROUTES.post("/prospect", ("add_prospect",))
def find(
    request: Request,
    office: TheOffice,
    who: Who,
    key: Annotated[UUID, Form()],
    name: Text,
    lat: Text = "",
    lon: Text = "",
    at: Text = "",
    address: Text = "",
    contact: Text = "",
    phone: Text = "",
    email: Text = "",
) -> Response:
    """Keep a new prospect; the same form sent again keeps it once."""
    filled = {
        "name": name, "lat": lat, "lon": lon, "at": at, "address": address, "contact": contact, "phone": phone,
        "email": email,
    }  # fmt: skip
    about = prospect_id(str(key))
    _carry(office, who, PhoneAct(str(key), 0, "prospect", about, office.clock().isoformat(), _said(filled)))
    return _to(request, f"/accounts/{about}")


def _spot(place: tuple[float, float]) -> str:
    return ",".join(f"{axis:.5f}" for axis in place)


def prospect_id(key: str) -> str:
    """Return the id of the prospect that an act with a key finds; a phone knows it before anything is sent."""
    return f"P-{key.replace('-', '')[:10]}"


def _said(filled: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in filled.items() if text.strip()}


def _carry(office: TheOffice, who: Who, act: PhoneAct) -> ActAnswer:
    (answer,) = carry_acts(office, who, FORM, (act,)).answers
    if answer.outcome is Outcome.REFUSED:
        raise BadInputError(list(answer.problems))
    return answer


def _to(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)

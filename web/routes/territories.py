"""Territories: whose the accounts are on a map and in figures, what was decided, moves, undo, conflicts."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from fastapi import Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, Field

from office.accounts.named import account_meant
from office.designs.areas import outline_territories
from office.names import list_names
from office.ownership.decisions import undo_ownership
from office.ownership.moves import MoveOrder, MoveProposal, move_account, propose_move
from office.ownership.overview import Territories, read_territories
from office.ownership.rules import decide_conflict
from office.ownership.selections import (
    MOST,
    SelectionOrder,
    TerritoryFigures,
    move_selection,
    price_selection,
    weigh_territories,
)
from office.permissions import allowed
from office.remembered import keep_drawn
from office.roads import road_engine
from office.settings import read_office_settings
from office.travel import travel_engine
from reports.areas import areas_geojson
from reports.geojson import owners_geojson
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.beyond import near, whole
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import Format, language_of, page
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]


@ROUTES.get("/territories", ("read_territories",))
def territories(request: Request, office: TheOffice, who: Who, account: str = "") -> Response:
    """Show who looks after what, and what was decided about it."""
    may = {name: allowed(who, verb) for name, verb in _ACTS.items()}
    found, names = read_territories(office, who), list_names(office, who)
    return map_page(
        request, office, who, "territories.html", found=found, names=names, account=account,
        currency=read_office_settings(office, who).currency, **may,
    )  # fmt: skip


_ACTS = {
    "prices": "price_selection",
    "weighs": "weigh_territories",
    "moves": "move_selection",
    "undoes": "undo_ownership",
    "decides": "decide_conflict",
}


@ROUTES.get("/territories/accounts.geojson", ("read_territories",))
def places(office: TheOffice, who: Who) -> Response:
    """Send the accounts with their owners."""
    found = read_territories(office, who)
    owners = {account.id: rep for account, rep in found.places}
    return _geojson(owners_geojson((account for account, _ in found.places), owners))


@ROUTES.get("/territories/areas.geojson", ("read_territories",))
def areas(office: TheOffice, who: Who) -> Response:
    """Send the territories as areas, outlined anew only where owners have changed."""
    found = read_territories(office, who)
    if not any(rep for _, rep in found.places):
        return _geojson({"type": "FeatureCollection", "features": []})

    def outlined() -> dict[str, Any]:
        return areas_geojson(outline_territories(office, who, road_engine(office), found.day))

    return _geojson(keep_drawn(office, "areas", _owned(found), outlined))


def _owned(found: Territories) -> int:
    return hash((found.day, tuple((one.id, one.lat, one.lon, rep) for one, rep in found.places)))


def _geojson(value: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "private, no-store"}
    return Response(json.dumps(value, ensure_ascii=False), media_type="application/geo+json", headers=headers)


@ROUTES.post("/territories/moves", ("move_account",))
def move(
    request: Request, office: TheOffice, who: Who, account: Text, rep: Text, since: Text = "", reason: Text = "",
    *, joint: Annotated[bool, Form()] = False, agreed: Text = "",
) -> Response:  # fmt: skip
    """Give an account to a rep; its open deals and the rep's week may set a later day than was asked for.

    A joint visit of both reps is shown first: what is kept is what was `agreed`, else it is shown again.
    """
    order = MoveOrder(account_meant(office, who, account.strip()), rep, _day(since), joint_visit=joint)
    proposed = propose_move(office, who, travel_engine(office) if joint else None, order)
    if joint and agreed != _told(proposed):
        return page(
            request, "joint_move.html", made=proposed, agreed=_told(proposed), names=list_names(office, who),
            order=order, since=since, reason=reason.strip(), again=bool(agreed),
        )  # fmt: skip
    move_account(office, who, proposed, reason.strip())
    return _back(request)


def _told(made: MoveProposal) -> str:
    """Return what somebody agrees to: the day of the hand-over and the joint visit."""
    visits = [f"{one.visit.date} {one.visit.start_s}" for one in made.joint.found]
    return " ".join([made.handover.on.isoformat(), *visits])


@ROUTES.post("/territories/decisions/{number}/undo", ("undo_ownership",))
def undo(request: Request, office: TheOffice, who: Who, number: int, reason: Text = "") -> Response:
    """Take a decision about owners back from today on."""
    undo_ownership(office, who, number, reason=reason.strip())
    return _back(request)


@ROUTES.post("/territories/conflicts", ("decide_conflict",))
def conflict(
    request: Request, office: TheOffice, who: Who, account: Text, layer: Text, territory: Text, reason: Text = ""
) -> Response:
    """Decide which of the territories that claim an account holds it."""
    decide_conflict(office, who, account, territory, layer, reason=reason.strip())
    return _back(request)


@ROUTES.get("/territories/loads", ("weigh_territories",))
def loads(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what each territory holds, as a part of the page: the land is measured once, which takes seconds."""
    return page(
        request, "territory_loads.html", held=weigh_territories(office, who, travel_engine(office)),
        names=list_names(office, who),
    )  # fmt: skip


class Selected(BaseModel):
    """Accounts that somebody has chosen, and whose they would be."""

    accounts: list[Annotated[str, Field(max_length=200)]] = Field(max_length=MOST)
    rep: Annotated[str, Field(max_length=200)]


@ROUTES.post("/territories/selection/price", ("price_selection",))
def price(request: Request, office: TheOffice, who: Who, selected: Selected) -> Response:
    """Say what territories would hold if the accounts changed hands."""
    order = SelectionOrder(tuple(selected.accounts), selected.rep)
    words = Format(language_of(request))
    found, names = price_selection(office, who, travel_engine(office), order), list_names(office, who)
    return JSONResponse(
        {
            "moved": found.moved,
            "refused": [
                [one.where.removeprefix("account "), words.say(names.within(one.cause))] for one in found.refused
            ],
            "territories": [
                {
                    "rep": one.rep_id,
                    "name": one.name,
                    "before": _held(one.before, words),
                    "after": _held(one.after, words),
                }
                for one in found.territories
            ],
        }
    )


def _held(figures: TerritoryFigures, words: Format) -> list[str]:
    """Return a territory's figures in words: accounts, hours a year, potential, the way of a visit."""
    return [
        words.number(figures.accounts),
        words.t("lasso.hours", n=words.number(figures.hours)),
        words.number(figures.potential),
        words.duration(figures.travel_s),
    ]


@ROUTES.post("/territories/selection", ("move_selection",))
def move_selected(
    request: Request,
    office: TheOffice,
    who: Who,
    accounts: Text,
    rep: Text,
    since: Text = "",
    a_week: Text = "",
    reason: Text = "",
) -> Response:
    """Give the chosen accounts to a rep in one decision."""
    limit = whole(a_week) or None
    move_selection(office, who, SelectionOrder(tuple(accounts.split()), rep, _day(since), limit), reason.strip())
    return _back(request)


def _day(text: str) -> date | None:
    try:
        return near(date.fromisoformat(text)) if text else None
    except ValueError as error:
        raise BadInputError(
            [Problem("day-impossible", "since", sentence("{text!r} is no day", text=text), "Choose one.")]
        ) from error


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/territories", 303)

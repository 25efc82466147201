"""Covers and leads: who stands in for whom and from when, and whose the accounts would be that nobody owns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.names import list_names
from office.ownership.covers import CoverProposal, keep_cover, list_covers, propose_cover
from office.ownership.leads import LeadsFound, find_account_owners, keep_leads
from office.ownership.overview import read_ownership_day, read_territories
from office.travel import travel_engine
from routing.problems import BadInputError, Problem
from territory.cover import CoverSpell
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.clocks import day_of
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form of a cover asks."""

    rep: str
    first: str
    last: str


@ROUTES.get("/territories/covers", ("list_covers",))
def covers(request: Request, office: TheOffice, who: Who, rep: str = "", first: str = "", last: str = "") -> Response:
    """Show who stands in for whom; asked for a rep and days, also who would."""
    made = _proposed(office, who, Asked(rep, first, last)) if rep and first else None
    names = list_names(office, who)
    return page(
        request,
        "covers.html",
        found=list_covers(office, who),
        made=made,
        shares=_shares(made) if made else [],
        asked=Asked(rep, first, last),
        names=names,
        reps=sorted(names.reps.items(), key=lambda one: (one[1], one[0])),
    )


@ROUTES.post("/territories/covers", ("keep_cover",))
def cover(
    request: Request,
    office: TheOffice,
    who: Who,
    rep: Text,
    first: Text,
    revision: Annotated[int, Form()],
    last: Text = "",
    reason: Text = "",
) -> Response:
    """Put a cover in force as it was shown; refused where owners were decided about since."""
    made = _proposed(office, who, Asked(rep, first, last))
    keep_cover(office, who, replace(made, revision=revision), reason.strip())
    return RedirectResponse(request.scope.get("root_path", "") + "/territories/covers", 303)


@ROUTES.get("/territories/leads", ("find_account_owners",))
def leads(request: Request, office: TheOffice, who: Who) -> Response:
    """Show whose each account would be that nobody owns, why, and how full that rep's year would be with it."""
    found = read_territories(office, who)
    if all(rep for _, rep in found.places):
        made = LeadsFound(0, found.day, (), ())  # nobody waits: no road need be asked
    else:
        made = find_account_owners(office, who, travel_engine(office), found.day)
    return page(request, "leads.html", made=made, names=list_names(office, who))


@ROUTES.post("/territories/leads", ("keep_leads",))
def keep(
    request: Request, office: TheOffice, who: Who, revision: Annotated[int, Form()], account: Text = ""
) -> Response:
    """Give an account, or all of them, to the owner that was shown; refused where owners were decided about since."""
    wanted = (account,) if account else None
    made = find_account_owners(office, who, travel_engine(office), read_ownership_day(office, who), wanted)
    keep_leads(office, who, replace(made, revision=revision))
    return RedirectResponse(request.scope.get("root_path", "") + "/territories/leads", 303)


def _proposed(office: TheOffice, who: Who, asked: Asked) -> CoverProposal:
    first = day_of(asked.first)
    if first is None:
        raise BadInputError([Problem("day-missing", "first", "a cover needs its first day", "Choose one.")])
    return propose_cover(office, who, travel_engine(office), asked.rep, first, day_of(asked.last))


def _shares(made: CoverProposal) -> list[tuple[str, list[CoverSpell]]]:
    shares: dict[str, list[CoverSpell]] = defaultdict(list)
    for one in made.spells:
        shares[one.rep_id].append(one)
    return sorted(shares.items())

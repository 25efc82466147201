"""Agendas on a page: what visits are about, by account, segment and tier."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.accounts.agendas import list_agendas, set_agenda
from office.accounts.named import account_meant
from office.permissions import allowed
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.agenda import AgendaItem, ItemKind, Scope
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.clocks import day_of
from web.routes.table import Routes

ROUTES = Routes()
BLANK_ROWS = 3
"""Rows for more items than there are."""

Column = Annotated[list[str] | None, Form()]


@ROUTES.get("/agendas", ("list_agendas",))
def agendas(
    request: Request, office: TheOffice, who: Who, account: str = "", segment: str = "", tier: str = ""
) -> Response:
    """Show all agendas, and a form for the one that is named; everybody's if none is."""
    found, scope = list_agendas(office, who), Scope(account_meant(office, who, account.strip()), segment, tier)
    return page(
        request, "agendas.html", found=found, scope=scope, items=found.get(scope, ()), blank=range(BLANK_ROWS),
        kinds=list(ItemKind), edits=allowed(who, "set_agenda"), address=_address,
    )  # fmt: skip


@ROUTES.post("/agendas", ("set_agenda",))
def keep(
    request: Request, office: TheOffice, who: Who, account: Annotated[str, Form()] = "",
    segment: Annotated[str, Form()] = "", tier: Annotated[str, Form()] = "", kind: Column = None, text: Column = None,
    link: Column = None, first: Column = None, last: Column = None,
) -> Response:  # fmt: skip
    """Keep an agenda as it stands in the form: rows without words are left out; without any it is taken away."""
    scope = Scope(account_meant(office, who, account.strip()), segment.strip(), tier.strip())
    columns = [column or [] for column in (kind, text, link, first, last)]
    if len({len(column) for column in columns}) != 1:
        raise BadInputError([Problem("agenda-impossible", "agenda", "its rows are not whole", "Send the page's form.")])
    rows = [row for row in zip(*columns, strict=True) if row[1].strip()]
    set_agenda(office, who, scope, tuple(_item(*row) for row in rows))
    return RedirectResponse(request.scope.get("root_path", "") + _address(scope), 303)


def _item(kind: str, text: str, link: str, first: str, last: str) -> AgendaItem:
    if kind not in set(ItemKind):
        raise BadInputError(
            [
                Problem(
                    "agenda-impossible",
                    "agenda",
                    sentence("there is no {kind!r}", kind=kind),
                    "Choose one of the list.",
                )
            ]
        )
    return AgendaItem(ItemKind(kind), " ".join(text.split()), link.strip(), day_of(first), day_of(last, end=True))


def _address(scope: Scope) -> str:
    said = {"account": scope.account_id, "segment": scope.segment, "tier": scope.tier}
    query = urlencode({name: text for name, text in said.items() if text})
    return f"/agendas?{query}" if query else "/agendas"

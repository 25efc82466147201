"""Agendas: what visits are about."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from office.accounts.agendas import list_agendas, set_agenda
from territory.agenda import LONGEST_LINK, LONGEST_TEXT, MOST_ITEMS, Agenda, AgendaItem, ItemKind, Scope
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, In, Out, Page, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

AGENDAS = ApiRoutes("agendas")


class AgendaItemOut(Out):
    """A line of an agenda; it holds from `first` to `last`, both inclusive."""

    kind: str
    text: str
    link: str
    first: date | None
    last: date | None


class AgendaOut(Out):
    """What visits are about: to an account, else to a segment, a tier or both; everybody's if all three are empty."""

    account_id: str
    segment: str
    tier: str
    items: list[AgendaItemOut]

    @staticmethod
    def of(scope: Scope, items: Agenda) -> AgendaOut:
        """Return an agenda as it is sent."""
        lines = [
            AgendaItemOut(kind=one.kind.value, text=one.text, link=one.link, first=one.first, last=one.last)
            for one in items
        ]
        return AgendaOut(account_id=scope.account_id, segment=scope.segment, tier=scope.tier, items=lines)


class AgendaItemIn(In):
    """A line of an agenda."""

    kind: ItemKind = ItemKind.POINT
    text: Annotated[Words, Field(min_length=1, max_length=LONGEST_TEXT)]
    link: Annotated[Words, Field(max_length=LONGEST_LINK)] = ""
    first: Day | None = None
    last: Day | None = None


class AgendaIn(In):
    """An agenda in place of the one that there was; without items it is taken away."""

    account_id: Words = ""
    segment: Words = ""
    tier: Words = ""
    items: Annotated[list[AgendaItemIn], Field(max_length=MOST_ITEMS)]


@AGENDAS.get("/agendas", ("list_agendas",), response_model=Page[AgendaOut])
def agendas(
    request: Request, office: TheOffice, who: Who, asked: Paged,
    account_id: Annotated[Words, Query(description="Only those of this account alone.")] = "",
) -> Response:  # fmt: skip
    """List the agendas that one sees."""
    found = [one for one in list_agendas(office, who).items() if account_id in {"", one[0].account_id}]
    page, after = cut(sorted(found, key=_key), _key, asked)
    return listed(request, [AgendaOut.of(*one) for one in page], after)


def _key(one: tuple[Scope, Agenda]) -> str:
    return "\t".join((one[0].account_id, one[0].segment, one[0].tier))


@AGENDAS.put("/agendas", ("set_agenda",), response_model=AgendaOut)
def agenda(request: Request, office: Once, who: Who, body: AgendaIn) -> Response:
    """Put an agenda in place of the one that there was for the same visits; calendars follow."""
    scope = Scope(body.account_id, body.segment, body.tier)
    items = tuple(AgendaItem(one.kind, one.text, one.link, one.first, one.last) for one in body.items)
    set_agenda(office, who, scope, items)
    return shown(request, AgendaOut.of(scope, items))

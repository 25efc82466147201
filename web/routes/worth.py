"""Accounts by worth: scores, classes, likeness and what they rest on, as a list and as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Query, Request, Response

from mileage.cells import csv_text
from office.reviews.worth import list_worth
from scheduler.review.account_list import COLUMNS, AccountLine
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
A_PAGE = 100
ORDERS: dict[str, Callable[[AccountLine], tuple[float, str]]] = {
    "score": lambda one: (-(one.score or 0.0), one.account_id),
    "like": lambda one: (-(one.like or 0.0), one.account_id),
    "sold": lambda one: (-(one.sold or 0.0), one.account_id),
    "growth": lambda one: (-one.growth if one.growth is not None else 9.0, one.account_id),
    "satisfaction": lambda one: (one.satisfaction if one.satisfaction is not None else 9.0, one.account_id),
}
"""How the list can be put in order: the most first, the least satisfied first."""
Kind = Annotated[str, Query(pattern="^(customer|prospect|)$")]


@ROUTES.get("/reports/accounts", ("list_worth",))
def accounts(
    request: Request,
    office: TheOffice,
    who: Who,
    kind: Kind = "",
    by: Annotated[str, Query(pattern="^(score|like|sold|growth|satisfaction)$")] = "score",
    place: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """Show a hundred accounts of a kind in an order."""
    found = list_worth(office, who)
    lines = sorted((one for one in found.lines if kind in {"", one.kind}), key=ORDERS[by])
    shown = lines[place : place + A_PAGE]
    return page(
        request, "worth.html", found=found, shown=shown, count=len(lines), kind=kind, by=by, orders=list(ORDERS),
        place=place, before=max(0, place - A_PAGE), after=place + A_PAGE if place + A_PAGE < len(lines) else None,
    )  # fmt: skip


@ROUTES.get("/reports/accounts.csv", ("list_worth",))
def accounts_csv(office: TheOffice, who: Who, kind: Kind = "") -> Response:
    """Send all of them as CSV, as the command writes them."""
    lines = [one for one in list_worth(office, who).lines if kind in {"", one.kind}]
    text = csv_text(COLUMNS, [[_cell(one, name) for name in COLUMNS] for one in lines])
    headers = {
        "Content-Disposition": 'attachment; filename="accounts-by-worth.csv"',
        "Cache-Control": "private, no-store",
    }
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def _cell(one: AccountLine, name: str) -> object:
    """Return a cell of the file: nothing where a figure is not known."""
    value = getattr(one, name)
    return "" if value is None else round(value, 6) if isinstance(value, float) else value

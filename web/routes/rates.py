"""Rates with their dates and sources, and another version of them looked at before it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.mileage.rates import TableTried, list_rates, try_rates
from office.mileage.terms import save_tariff
from office.permissions import allowed
from office.signatures import asks_for_signatures
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes
from web.signatures import signed_by

ROUTES = Routes()

Text = Annotated[str, Form()]
NAME = "rates.toml"


@ROUTES.get("/admin/rates", ("list_rates",))
def rates(request: Request, office: TheOffice, who: Who, *, kept: bool = False) -> Response:
    """Show every scheme with its rates, from when to when, and by which notice."""
    return _page(request, office, who, kept=kept)


@ROUTES.post("/admin/rates", ("save_tariff",))
def change(
    request: Request,
    office: TheOffice,
    who: Who,
    text: Text,
    step: Annotated[str, Form(pattern="^(look|keep)$")],
    passphrase: Text = "",
) -> Response:
    """Show what a table would change, or put it in place of the one that holds; what is wrong is shown beside it."""
    text = text.replace("\r\n", "\n")
    try:
        if step == "look":
            return _page(request, office, who, text=text, tried=try_rates(office, who, text, NAME))
        save_tariff(office, signed_by(office, who, passphrase), text, NAME)
    except BadInputError as error:
        return _page(request, office, who, text=text, problems=error.problems, status=400)
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/rates?kept=true", 303)


def _page(
    request: Request,
    office: TheOffice,
    who: Who,
    *,
    text: str = "",
    tried: TableTried | None = None,
    problems: Sequence[Problem] = (),
    kept: bool = False,
    status: int = 200,
) -> Response:
    return page(
        request, "rates.html", status=status, held=list_rates(office, who), text=text, tried=tried, problems=problems,
        kept=kept, edits=allowed(who, "save_tariff"), signs=asks_for_signatures(office),
    )  # fmt: skip

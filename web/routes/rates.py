"""Rates with their dates and sources, and another version of them looked at before it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import Form, Request, Response

from office.mileage.rates import TableTried, list_rates, try_rates
from office.mileage.terms import save_tariff
from office.permissions import allowed
from office.signatures import asks_for_signatures
from routing.problems import Problem
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes
from web.signatures import signed_by
from web.text_forms import Step, looked_or_kept

ROUTES = Routes()

Text = Annotated[str, Form()]
NAME = "rates.toml"


@ROUTES.get("/admin/rates", ("list_rates",))
def rates(request: Request, office: TheOffice, who: Who, *, kept: bool = False) -> Response:
    """Show every scheme with its rates, from when to when, and by which notice."""
    return _page(request, office, who, kept=kept)


@ROUTES.post("/admin/rates", ("save_tariff",))
def change(request: Request, office: TheOffice, who: Who, text: Text, step: Step, passphrase: Text = "") -> Response:
    """Show what a table would change, or put it in place of the one that holds; what is wrong is shown beside it."""
    return looked_or_kept(
        request,
        step,
        text,
        look=lambda text: try_rates(office, who, text, NAME),
        keep=lambda text: save_tariff(office, signed_by(office, who, passphrase), text, NAME),
        show=partial(_page, request, office, who),
    )


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

"""Public holidays, the expense policy and how long things are kept; another policy is looked at before it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import Form, Query, Request, Response

from mileage.tariffs import TariffKind
from office.house_rules import PolicyTried, read_house_rules, try_policy
from office.mileage.terms import save_tariff
from office.signatures import asks_for_signatures
from routing.problems import Problem
from web.guard import TheOffice, Who
from web.pages import language_of, page
from web.routes.table import Routes
from web.signatures import signed_by
from web.text_forms import Step, looked_or_kept

ROUTES = Routes()

Text = Annotated[str, Form()]
NAME = "policy.toml"


@ROUTES.get("/admin/rules", ("read_house_rules",))
def rules(
    request: Request, office: TheOffice, who: Who, *, kept: bool = False, year: Annotated[int, Query(ge=0, le=2200)] = 0
) -> Response:
    """Show what holds in a year."""
    return _page(request, office, who, kept=kept, year=year)


@ROUTES.post("/admin/rules", ("save_tariff",))
def change(request: Request, office: TheOffice, who: Who, text: Text, step: Step, passphrase: Text = "") -> Response:
    """Show what a policy would change, or put it in place of the one that holds."""
    return looked_or_kept(
        request,
        step,
        text,
        look=lambda text: try_policy(office, who, text, NAME),
        keep=lambda text: save_tariff(office, signed_by(office, who, passphrase), text, NAME, TariffKind.POLICY),
        show=partial(_page, request, office, who),
    )


def _page(
    request: Request,
    office: TheOffice,
    who: Who,
    *,
    year: int = 0,
    text: str = "",
    tried: PolicyTried | None = None,
    problems: Sequence[Problem] = (),
    kept: bool = False,
    status: int = 200,
) -> Response:
    held = read_house_rules(office, who, year, language_of(request))
    return page(
        request, "house_rules.html", status=status, held=held, text=text or held.policy_text, tried=tried,
        problems=problems, kept=kept, signs=asks_for_signatures(office),
    )  # fmt: skip

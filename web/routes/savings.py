"""The ledger of savings on a page: each week as published, what came, and what another plan would have meant."""

from __future__ import annotations

from fastapi import Request, Response

from office.names import list_names
from office.plans.savings import list_savings
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
WHOSE = ("by_hand", "carried")


@ROUTES.get("/reports/savings", ("list_savings",))
def savings(request: Request, office: TheOffice, who: Who, *, coming: bool = False) -> Response:
    """Show the ledger by week and rep, the newest first that has begun, with its sums of the weeks that are over."""
    found, today = list_savings(office, who), office.clock().date()
    shown = [one for one in found if (one.kept.monday > today) == coming]
    totals = {
        (whose, form): [hours for one in found if one.over and (hours := getattr(one, form)(whose)) is not None]
        for whose in WHOSE
        for form in ("planned", "as_came")
    }
    return page(
        request, "savings.html", found=found, shown=shown if coming else shown[::-1], coming=coming, totals=totals,
        whose=WHOSE, names=list_names(office, who),
    )  # fmt: skip

"""Visits and kilometres: planned, foretold, and what came, with the past error of foretelling."""

from __future__ import annotations

from fastapi import Request, Response

from office.names import list_names
from office.plans.predictions import TEAM, list_predictions
from office.reviews.sales_forecasts import list_sales_forecasts
from reports.predictions import predicted_drawing
from web.guard import TheOffice, Who
from web.pages import Format, language_of, page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/reports/predictions", ("list_predictions", "list_sales_forecasts"))
def predictions(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what the next weeks will bring, by rep, beside how far off it was before."""
    found, words = list_predictions(office, who), Format(language_of(request))
    team = next((one for one in found if one.rep_id == TEAM), None)
    drawn = [
        predicted_drawing(getattr(team, name), lambda key: words.t(f"predictions.{key}"), name)
        for name in ("visits", "metres")
        if team is not None and (getattr(team, name).past or getattr(team, name).ahead)
    ]
    return page(
        request, "predictions.html", found=found, names=list_names(office, who), drawn=drawn, team=TEAM,
        sales=list_sales_forecasts(office, who),
    )  # fmt: skip

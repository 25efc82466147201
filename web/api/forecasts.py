"""What is foretold of visits, metres and sales, beside what came of it."""

from __future__ import annotations

from datetime import date

from fastapi import Request, Response

from office.plans.predictions import RepPredicted, list_predictions
from office.reviews.sales_forecasts import list_sales_forecasts
from scheduler.team.predicted import Predicted
from territory.sales_forecasts import Foretold, SalesForecast
from web.api.cursors import Paged, cut, listed
from web.api.model import Amount, Out, Page
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

FORECASTS = ApiRoutes("plans")


class ToldOut(Out):
    """A week as it is, or was, foretold from what was known before it; `came` is null until it is known."""

    monday: date
    planned: float
    foretold: float
    low: float
    high: float
    came: float | None


class PredictedOut(Out):
    """What is foretold of one figure, by which way, and its mean absolute error over the judged weeks."""

    method: str
    judged: int
    error: float | None
    relative: float | None
    past: list[ToldOut]
    ahead: list[ToldOut]

    @staticmethod
    def of(one: Predicted) -> PredictedOut:
        """Return it as it is sent."""
        past, ahead = (
            [
                ToldOut(
                    monday=x.monday, planned=x.planned, foretold=x.foretold, low=x.low, high=x.high, came=x.came
                )
                for x in weeks
            ]
            for weeks in (one.past, one.ahead)
        )  # fmt: skip
        return PredictedOut(
            method=one.method, judged=one.judged, error=one.error, relative=one.relative, past=past, ahead=ahead
        )


class RepPredictedOut(Out):
    """A rep's visits and metres; an empty `rep_id` is everybody together."""

    rep_id: str
    visits: PredictedOut
    metres: PredictedOut


@FORECASTS.get("/predictions", ("list_predictions",), response_model=Page[RepPredictedOut])
def predictions(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what coming weeks will bring of visits and metres, with the past error of foretelling them."""
    page, after = cut(list_predictions(office, who), _rep_key, asked)
    lines = [
        RepPredictedOut(rep_id=one.rep_id, visits=PredictedOut.of(one.visits), metres=PredictedOut.of(one.metres))
        for one in page
    ]
    return listed(request, lines, after)


class SalesForecastOut(Out):
    """Sales of a month as they were foretold on a day, and what came; `came` and `error` are null until it has."""

    month: date
    made_on: date
    method: str
    foretold: Amount
    low: Amount
    high: Amount
    came: Amount | None
    error: Amount | None

    @staticmethod
    def of(one: SalesForecast) -> SalesForecastOut:
        """Return it as it is sent."""

        def money(value: float) -> Amount:
            return Amount(amount=f"{value:.2f}", currency=one.currency)

        return SalesForecastOut(
            month=one.month, made_on=one.made_on, method=one.method, foretold=money(one.foretold), low=money(one.low),
            high=money(one.high), came=None if one.came is None else money(one.came),
            error=None if one.error is None else money(one.error),
        )  # fmt: skip


class ForetoldOut(Out):
    """A territory's sales foretold; an empty `territory` is all together.

    `past` were foretold a month before; `relative` is their mean absolute error as a share of a month, null for none.
    """

    territory: str
    relative: float | None
    past: list[SalesForecastOut]
    ahead: list[SalesForecastOut]


@FORECASTS.get("/sales-forecasts", ("list_sales_forecasts",), response_model=Page[ForetoldOut])
def sales_forecasts(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List the sales that were foretold after each import, with what came of the months that are over."""
    page, after = cut(list_sales_forecasts(office, who), _territory_key, asked)
    lines = [
        ForetoldOut(
            territory=one.territory, relative=one.relative, past=[SalesForecastOut.of(x) for x in one.past],
            ahead=[SalesForecastOut.of(x) for x in one.ahead],
        )
        for one in page
    ]  # fmt: skip
    return listed(request, lines, after)


def _territory_key(one: Foretold) -> str:
    return one.territory


def _rep_key(one: RepPredicted) -> str:
    return one.rep_id

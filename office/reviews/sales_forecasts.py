"""Forecasts of sales: written down after each import of sales, judged as their months come, and shown."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from office.door import Act, reads
from office.ownership.decisions import first_today
from office.reviews.account_facts import known_sales
from office.reviews.inputs import policy_on, reps_on, territories_on
from store.accounts import read_reps
from store.database import Connection
from store.sales_forecasts import read_forecasts
from territory.sales_forecasts import TOGETHER, Foretold, SalesForecast, foretell, foretold_by_territory, judge


@reads
def list_sales_forecasts(act: Act) -> tuple[Foretold, ...]:
    """Return what was foretold of sales and what came: of all together, and of each territory that the person sees."""
    kept = read_forecasts(act.connection)
    names = {one.territory for one in kept}
    if act.reps is not None:
        held = reps_on(act.connection, first_today(act))
        names = {name for name in names - {TOGETHER} if held.get(name) in act.reps}
    return foretold_by_territory(kept, names)


def forecasts_now(connection: Connection, now: datetime) -> list[SalesForecast]:
    """Return what is to be written by the sales on record: what came of earlier forecasts, and new ones."""
    day = _first_day(connection, now)
    sales, _ = known_sales(connection, absent_is_zero=policy_on(connection, day).absent_months_are_zero)
    if sales is None:
        return []
    kept = [one for one in read_forecasts(connection) if one.month >= sales.first]
    known = [one for one in kept if one.month <= sales.months[-1]]
    members = {made_on: territories_on(connection, made_on)[0] for made_on in {one.made_on for one in known}}
    made = foretell(sales, territories_on(connection, day)[0], day)
    return [*judge(known, sales, members), *made]


def _first_day(connection: Connection, now: datetime) -> date:
    zones = {rep.timezone for rep in read_reps(connection)} or {"UTC"}
    return min(now.astimezone(ZoneInfo(zone)).date() for zone in zones)

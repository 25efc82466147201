"""Forecasts of sales, in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import upsert
from store.tables.review import sales_forecasts
from territory.sales_forecasts import SalesForecast


def write_forecasts(connection: Connection, forecasts: Sequence[SalesForecast]) -> None:
    """Insert or update forecasts."""
    upsert(connection, sales_forecasts, [asdict(one) for one in forecasts])


def read_forecasts(connection: Connection) -> tuple[SalesForecast, ...]:
    """Return all forecasts by territory, month, and when they were made."""
    table = sales_forecasts.c
    query = sa.select(sales_forecasts).order_by(table.territory, table.month, table.made_after)
    return tuple(SalesForecast(**row) for row in connection.execute(query).mappings())

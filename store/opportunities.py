"""Deals in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import Written, upsert
from store.tables.opportunities import opportunities
from territory.opportunities import Opportunity


def write_opportunities(connection: Connection, values: Sequence[Opportunity]) -> Written:
    """Insert or update deals by their id."""
    return upsert(connection, opportunities, [asdict(value) for value in values])


def read_opportunities(connection: Connection) -> tuple[Opportunity, ...]:
    """Return all deals, open and closed, in the order of their ids."""
    rows = connection.execute(sa.select(opportunities)).mappings()
    values = (Opportunity(**row) for row in rows)
    return tuple(sorted(values, key=lambda value: value.id))


def remove_opportunity(connection: Connection, identity: str) -> bool:
    """Forget a deal; return whether there was one."""
    return connection.execute(opportunities.delete().where(opportunities.c.id == identity)).rowcount > 0


def opportunities_of(connection: Connection, account_id: str) -> tuple[Opportunity, ...]:
    """Return the deals with one account, open and closed, in the order of their ids."""
    query = sa.select(opportunities).where(opportunities.c.account_id == account_id).order_by(opportunities.c.id)
    return tuple(Opportunity(**row) for row in connection.execute(query).mappings())

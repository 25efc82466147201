"""Hotels and who stays away overnight, in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.nights.policy import Hotel, NightPolicy
from store.rows import Row, Written, upsert
from store.tables.fixed_dates import hotels, night_policies


def write_hotels(connection: Connection, values: Sequence[Hotel]) -> Written:
    """Insert or update hotels by id."""
    return upsert(connection, hotels, [asdict(hotel) for hotel in values])


def read_hotels(connection: Connection) -> tuple[Hotel, ...]:
    """Return all hotels by id."""
    rows = connection.execute(sa.select(hotels).order_by(hotels.c.id)).mappings()
    return tuple(Hotel(**row) for row in rows)


def write_night_policy(connection: Connection, rep_id: str, policy: NightPolicy | None) -> None:
    """Insert or update how a rep stays away overnight; None takes it back."""
    if policy is None:
        connection.execute(night_policies.delete().where(night_policies.c.rep_id == rep_id))
    else:
        upsert(connection, night_policies, [_row(rep_id, policy)])


def read_night_policies(connection: Connection) -> dict[str, NightPolicy]:
    """Return how each rep stays away who does at all."""
    rows = connection.execute(sa.select(night_policies).order_by(night_policies.c.rep_id)).mappings()
    return {row["rep_id"]: _policy(dict(row)) for row in rows}


def _row(rep_id: str, policy: NightPolicy) -> Row:
    weekdays = "|".join(str(day) for day in sorted(policy.weekdays))
    return asdict(policy) | {"rep_id": rep_id, "weekdays": weekdays}


def _policy(row: dict[str, Any]) -> NightPolicy:
    weekdays = frozenset(int(day) for day in row["weekdays"].split("|") if day)
    return NightPolicy(**{name: value for name, value in row.items() if name != "rep_id"} | {"weekdays": weekdays})

"""Hand-overs that wait for deals, in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import batches, upsert
from store.tables.opportunities import waiting_handovers
from territory.design.reasons import Move
from territory.handover import HandoverRules
from territory.waiting import Waiting


def write_waiting(connection: Connection, values: Sequence[Waiting]) -> None:
    """Keep what a realignment lets wait, in the place of what an earlier one did."""
    connection.execute(waiting_handovers.delete())
    for batch in batches(_row(value) for value in values):
        connection.execute(waiting_handovers.insert(), batch)


def update_waiting(connection: Connection, values: Sequence[Waiting]) -> None:
    """Keep other dates of hand-overs that wait already."""
    upsert(connection, waiting_handovers, [_row(value) for value in values])


def drop_waiting(connection: Connection, account_ids: Collection[str]) -> None:
    """Let the hand-overs of some accounts wait no longer."""
    for account in sorted(account_ids):
        connection.execute(waiting_handovers.delete().where(waiting_handovers.c.account_id == account))


def read_waiting(connection: Connection) -> tuple[Waiting, ...]:
    """Return all that wait, by account."""
    query = sa.select(waiting_handovers).order_by(waiting_handovers.c.account_id)
    return tuple(_value(dict(row)) for row in connection.execute(query).mappings())


def _row(value: Waiting) -> dict[str, Any]:
    move, rules = value.move, value.rules
    return {
        "account_id": move.account_id,
        "from_id": move.from_id,
        "to_id": move.to_id,
        "workload_h": move.workload_h,
        "code": move.code,
        "reason": move.reason,
        "on": value.on,
        "free_from": value.free_from,
        "start": rules.start,
        "a_week": rules.a_week,
        "notice_days": rules.notice_days,
        "service_joint_s": rules.service_joint_s,
        "retain_days": value.retain_days,
        "joint_visit": value.joint_visit,
    }


def _value(row: dict[str, Any]) -> Waiting:
    move = Move(*(row[name] for name in ("account_id", "from_id", "to_id", "workload_h", "code", "reason")))
    names = ("start", "a_week", "notice_days", "service_joint_s")
    rules = HandoverRules(**{name: row[name] for name in names})
    return Waiting(move, row["on"], row["free_from"], rules, row["retain_days"], row["joint_visit"])

"""The history of ownership by rules, and the decisions on its conflicts: rows are added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.review import next_number
from store.rows import batches
from store.tables.review import ownership_decisions, ownership_spells
from territory.ownership.history import History, Spell
from territory.ownership.values import Decision, Level, Owned


def read_history(connection: Connection) -> History:
    """Return the whole history."""
    rows = connection.execute(sa.select(ownership_spells).order_by(ownership_spells.c.number))
    return History(_spell(row) for row in rows)


def add_spells(connection: Connection, spells: Sequence[Spell]) -> None:
    """Add spells at the end of the history."""
    first = next_number(connection, ownership_spells)
    for batch in batches(_row(number, spell) for number, spell in enumerate(spells, first)):
        connection.execute(ownership_spells.insert(), batch)


def add_decision(connection: Connection, ruling: Decision) -> None:
    """Keep a decision; a later one on the same account and layer goes before it."""
    row = asdict(ruling)
    row["account_id"] = row.pop("account")
    connection.execute(ownership_decisions.insert().values(number=next_number(connection, ownership_decisions), **row))


def read_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Return the last decision on each account and layer."""
    rows = connection.execute(sa.select(ownership_decisions).order_by(ownership_decisions.c.number))
    last = {
        (row.account_id, row.layer): Decision(row.account_id, row.layer, row.territory, row.decided_on, row.by, row.why)
        for row in rows
    }
    return tuple(last[key] for key in sorted(last))


def _spell(row: sa.Row[tuple[object, ...]]) -> Spell:
    level = None if row.level is None else Level(row.level)
    return Spell(row.since, Owned(row.account_id, row.layer, row.territory, row.rep_id, row.rule, level, row.why))


def _row(number: int, spell: Spell) -> dict[str, object]:
    owned = spell.owned
    return {
        "number": number,
        "account_id": owned.account,
        "layer": owned.layer,
        "since": spell.since,
        "territory": owned.territory,
        "rep_id": owned.rep,
        "rule": owned.rule,
        "level": None if owned.level is None else int(owned.level),
        "why": owned.why,
    }

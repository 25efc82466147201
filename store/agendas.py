"""Agendas, in and out of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import Row, Written, among, batches, plain_rows, rows_among
from store.tables.agendas import agenda_items
from territory.accounts import Account
from territory.agenda import Agenda, AgendaItem, Scope


def read_agendas(connection: Connection) -> dict[Scope, Agenda]:
    """Return every agenda by whose visits it is for."""
    return _by_scope(plain_rows(connection, _ALL))


def agendas_of(connection: Connection, accounts: Iterable[Account]) -> dict[Scope, Agenda]:
    """Return the agendas that some accounts may have: their own, and those of segments, tiers and everybody."""
    wanted = {name for one in accounts for name in (one.id, one.call_of) if name}
    return _by_scope(rows_among(connection, _AMONG, ["", *sorted(wanted)]))


_ALL = sa.select(agenda_items).order_by(
    agenda_items.c.account_id, agenda_items.c.segment, agenda_items.c.tier, agenda_items.c.number
)
_AMONG = _ALL.where(among(agenda_items.c.account_id))


def _by_scope(rows: Iterable[Row]) -> dict[Scope, Agenda]:
    found: dict[Scope, list[AgendaItem]] = {}
    for row in rows:
        item = AgendaItem(row["kind"], row["text"], row["link"], row["first"], row["last"])
        found.setdefault(Scope(row["account_id"], row["segment"], row["tier"]), []).append(item)
    return {scope: tuple(items) for scope, items in found.items()}


def write_agendas(connection: Connection, agendas: Mapping[Scope, Agenda]) -> Written:
    """Put agendas in place of those that were there for the same visits; an empty one takes it away."""
    there = read_agendas(connection)
    new = [scope for scope, items in agendas.items() if items and scope not in there]
    changed = [scope for scope, items in agendas.items() if scope in there and there[scope] != items]
    for scope in changed:
        connection.execute(agenda_items.delete().where(*(agenda_items.c[name] == at for name, at in _key(scope))))
    rows = (
        {**dict(_key(scope)), "number": number, "kind": item.kind.value, "text": item.text, "link": item.link,
         "first": item.first, "last": item.last}
        for scope in (*new, *changed)
        for number, item in enumerate(agendas[scope], 1)
    )  # fmt: skip
    for batch in batches(rows):
        connection.execute(agenda_items.insert(), batch)
    keys = tuple((one.account_id, one.segment, one.tier) for one in (*new, *changed))
    return Written(len(new), len(changed), len(agendas) - len(new) - len(changed), keys)


def _key(scope: Scope) -> tuple[tuple[str, str], ...]:
    return ("account_id", scope.account_id), ("segment", scope.segment), ("tier", scope.tier)

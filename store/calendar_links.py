"""CalDAV accounts and what is kept between syncs, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from calendars.exchange import SyncState
from calendars.links import Hold, Intent, Link
from store.events import moment_text, text_moment
from store.rows import Row, batches, upsert
from store.tables.calendars import calendar_accounts, calendar_links, calendar_others


@dataclass(frozen=True, slots=True)
class CalendarAccount:
    """Where a rep's calendar is.

    `variable` is the environment's variable that holds the password (a bearer token where there is no login); empty
    where the workspace's file of secrets has it, see `store.secrets`.
    """

    rep_id: str
    url: str
    login: str
    variable: str


def write_account(connection: Connection, account: CalendarAccount) -> None:
    """Store a rep's account; another calendar than before starts without links."""
    before = read_account(connection, account.rep_id)
    if before is not None and before.url != account.url:
        write_state(connection, account.rep_id, SyncState())
    token = "" if before is None or before.url != account.url else _token(connection, account.rep_id)
    upsert(connection, calendar_accounts, [asdict(account) | {"token": token}])


def read_account(connection: Connection, rep_id: str) -> CalendarAccount | None:
    """Return a rep's account, None where the rep has connected none."""
    row = connection.execute(sa.select(calendar_accounts).where(calendar_accounts.c.rep_id == rep_id)).one_or_none()
    return None if row is None else CalendarAccount(row.rep_id, row.url, row.login, row.variable)


def connected_reps(connection: Connection) -> tuple[str, ...]:
    """Return the reps that have connected a calendar."""
    return tuple(
        connection.execute(sa.select(calendar_accounts.c.rep_id).order_by(calendar_accounts.c.rep_id)).scalars()
    )


def reps_linked(connection: Connection, uid: str) -> tuple[str, ...]:
    """Return the reps on whose servers an event is."""
    query = sa.select(calendar_links.c.rep_id).where(calendar_links.c.uid == uid).order_by(calendar_links.c.rep_id)
    return tuple(connection.execute(query).scalars())


def read_state(connection: Connection, rep_id: str) -> SyncState:
    """Return what was kept of a rep's last sync."""
    links = connection.execute(sa.select(calendar_links).where(calendar_links.c.rep_id == rep_id)).mappings()
    others = connection.execute(sa.select(calendar_others).where(calendar_others.c.rep_id == rep_id))
    found = {row["uid"]: _link(dict(row)) for row in links}
    return SyncState(found, {row.href: row.etag for row in others}, _token(connection, rep_id))


def write_state(connection: Connection, rep_id: str, state: SyncState) -> None:
    """Keep what a sync found and did; only rows that changed are written."""
    before = read_state(connection, rep_id)
    _replace(connection, calendar_links, rep_id, "uid", _changes(before.links, state.links))
    changed = _changes(before.foreign, state.foreign)
    _replace(connection, calendar_others, rep_id, "href", changed)
    mine = calendar_accounts.c.rep_id == rep_id
    connection.execute(calendar_accounts.update().where(mine).values(token=state.token))


def _changes(before: Any, after: Any) -> dict[str, Any]:
    """Return what is new or different by key, and None for what is gone."""
    gone = dict.fromkeys(before.keys() - after.keys())
    return gone | {key: value for key, value in after.items() if before.get(key) != value}


def _replace(connection: Connection, table: sa.Table, rep_id: str, key: str, changes: dict[str, Any]) -> None:
    if not changes:
        return
    names = [{"rep": rep_id, "name": name} for name in changes]
    where = (table.c.rep_id == sa.bindparam("rep"), table.c[key] == sa.bindparam("name"))
    connection.execute(table.delete().where(*where), names)
    for batch in batches(_row(rep_id, name, value) for name, value in changes.items() if value is not None):
        connection.execute(table.insert(), batch)


def _row(rep_id: str, name: str, value: Link | str) -> Row:
    if isinstance(value, str):
        return {"rep_id": rep_id, "href": name, "etag": value}
    times = {"start": moment_text(value.start), "end": moment_text(value.end)}
    return asdict(value) | times | {"rep_id": rep_id, "hold": value.hold.value, "intent": _intent_row(value.intent)}


def _intent_row(intent: Intent | None) -> dict[str, str] | None:
    if intent is None:
        return None
    start, end = ("" if moment is None else moment_text(moment) for moment in (intent.start, intent.end))
    return {"start": start, "end": end, "content": intent.content, "words": intent.words}


def _link(row: dict[str, Any]) -> Link:
    del row["rep_id"]
    intent = row["intent"]
    if intent is not None:
        start, end = (text_moment(intent[name]) if intent[name] else None for name in ("start", "end"))
        intent = Intent(start, end, intent["content"], intent["words"])
    times = {"start": text_moment(row["start"]), "end": text_moment(row["end"])}
    return Link(**row | times | {"hold": Hold(row["hold"]), "intent": intent})


def _token(connection: Connection, rep_id: str) -> str:
    return (
        connection.execute(sa.select(calendar_accounts.c.token).where(calendar_accounts.c.rep_id == rep_id)).scalar()
        or ""
    )

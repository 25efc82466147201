"""CRMs that are connected, in and out of the tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.instants import written
from store.rows import BATCH, upsert
from store.tables.crm import crm_conflicts, crm_connections, crm_progress, crm_records, crm_visits
from store.tables.house import outbox
from store.words import Following

OURS, THEIRS = "ours", "theirs"
CRM = Following.CRM
"""In the outbox: visits of a connection are to be written; `facts`: ``connection``."""


@dataclass(frozen=True, slots=True)
class CrmConnection:
    """A CRM that is connected.

    Attributes
    ----------
    program, url, client_id, variable : str
        Which it is, where it is, as whom we come, and the variable that holds the secret (else the file does).
    refreshes : bool
        Whether the secret is a refresh token.
    mappings, defaults, owners : mapping
        Kept mappings of imports by noun; values for empty cells of new records; the CRM's user of each rep.
    synced_at, rest_until : str or None
        When a sync came to its end last, and until when it is to be left alone.
    error : str
        Why the last sync did not come to its end.
    """

    name: str
    program: str
    url: str
    client_id: str
    variable: str
    refreshes: bool
    made_at: str
    made_by: str
    mappings: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    synced_at: str | None = None
    rest_until: str | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class CrmRecord:
    """What is kept of a record: see `store.tables.crm`."""

    noun: str
    id: str
    about: str
    changed_at: str
    seen: Mapping[str, str]
    take: Mapping[str, str]
    ours: Mapping[str, str] | None
    waits: bool
    gone: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class CrmVisit:
    """A visit that was, or is about to be, written."""

    visit_id: str
    record: str
    day: date
    sent: Mapping[str, Any]
    error: str = ""


@dataclass(frozen=True, slots=True)
class CrmConflict:
    """A field that says two things; `kept` is whose word holds."""

    id: int
    connection: str
    noun: str
    record: str
    about: str
    field: str
    ours: str
    theirs: str
    kept: str
    decided_by: str
    seen_at: str
    decided_at: str | None = None


def read_connections(connection: Connection) -> tuple[CrmConnection, ...]:
    """Return all connections by name."""
    rows = connection.execute(sa.select(crm_connections).order_by(crm_connections.c.name)).mappings()
    return tuple(CrmConnection(**row) for row in rows)


def find_connection(connection: Connection, name: str) -> CrmConnection | None:
    """Return a connection by its name, None where there is none such."""
    rows = connection.execute(sa.select(crm_connections).where(crm_connections.c.name == name)).mappings()
    row = rows.one_or_none()
    return None if row is None else CrmConnection(**row)


def write_connection(connection: Connection, made: CrmConnection) -> None:
    """Store a connection."""
    upsert(connection, crm_connections, [asdict(made)])


def remove_connection(connection: Connection, name: str) -> None:
    """Forget a connection and everything that was kept of it."""
    for table in (crm_progress, crm_records, crm_visits, crm_conflicts):
        connection.execute(table.delete().where(table.c.connection == name))
    connection.execute(crm_connections.delete().where(crm_connections.c.name == name))


def read_mark(connection: Connection, name: str, noun: str) -> tuple[str, str]:
    """Return how far a noun is read: instant and record, both empty at the beginning."""
    where = (crm_progress.c.connection == name, crm_progress.c.noun == noun)
    row = connection.execute(sa.select(crm_progress.c.at, crm_progress.c.record).where(*where)).one_or_none()
    return ("", "") if row is None else (row.at, row.record)


def write_mark(connection: Connection, name: str, noun: str, at: str, record: str) -> None:
    """Store how far a noun is read."""
    upsert(connection, crm_progress, [{"connection": name, "noun": noun, "at": at, "record": record}])


def read_records(connection: Connection, name: str, noun: str, ids: Collection[str]) -> dict[str, CrmRecord]:
    """Return what is kept of some records, by id."""
    wanted = sorted(ids)
    found: dict[str, CrmRecord] = {}
    for begin in range(0, len(wanted), BATCH):
        some = crm_records.c.id.in_(wanted[begin : begin + BATCH])
        found |= {one.id: one for one in _records(connection, name, noun, some)}
    return found


def records_about(connection: Connection, name: str, noun: str, accounts: Collection[str]) -> tuple[CrmRecord, ...]:
    """Return what is kept of the records of some accounts, by id."""
    wanted = sorted(accounts)
    begins = range(0, len(wanted), BATCH)
    found = (_records(connection, name, noun, crm_records.c.about.in_(wanted[at : at + BATCH])) for at in begins)
    return tuple(one for some in found for one in some)


def records_waiting(connection: Connection, name: str, noun: str, after: str, most: int) -> tuple[CrmRecord, ...]:
    """Return records that wait to be imported, by id, from the one after `after` on."""
    where = (crm_records.c.waits, crm_records.c.id > after)
    return tuple(_records(connection, name, noun, *where, most=most))


def _records(
    connection: Connection, name: str, noun: str, *where: sa.ColumnElement[bool], most: int | None = None
) -> Iterable[CrmRecord]:
    columns = [column for column in crm_records.columns if column.name != "connection"]
    query = sa.select(*columns).where(crm_records.c.connection == name, crm_records.c.noun == noun, *where)
    rows = connection.execute(query.order_by(crm_records.c.id).limit(most)).mappings()
    return [CrmRecord(**row) for row in rows]


def write_records(connection: Connection, name: str, values: Sequence[CrmRecord]) -> None:
    """Store what is kept of records."""
    rows = [asdict(one) | {"connection": name} for one in values]
    where = crm_records.c.connection == name
    for begin in range(0, len(rows), BATCH):
        some = rows[begin : begin + BATCH]
        ids = sa.tuple_(crm_records.c.noun, crm_records.c.id).in_([(row["noun"], row["id"]) for row in some])
        connection.execute(crm_records.delete().where(where, ids))
        connection.execute(crm_records.insert(), some)


def accounts_there(connection: Connection, name: str) -> dict[str, str]:
    """Return the CRM's id of each of our accounts that is there."""
    query = sa.select(crm_records.c.about, crm_records.c.id).where(
        crm_records.c.connection == name, crm_records.c.noun == "accounts", crm_records.c.gone.is_(False)
    )
    return {row.about: row.id for row in connection.execute(query)}


def read_visits_written(connection: Connection, name: str) -> dict[str, CrmVisit]:
    """Return the visits that were written, by visit."""
    columns = [column for column in crm_visits.columns if column.name != "connection"]
    rows = connection.execute(sa.select(*columns).where(crm_visits.c.connection == name)).mappings()
    return {row["visit_id"]: CrmVisit(**row) for row in rows}


def write_visits_written(
    connection: Connection, name: str, values: Sequence[CrmVisit], gone: Collection[str] = ()
) -> None:
    """Store what was written of some visits, and forget those that are there no more."""
    upsert(connection, crm_visits, [asdict(one) | {"connection": name} for one in values])
    names = sorted(gone)
    for begin in range(0, len(names), BATCH):
        some = crm_visits.c.visit_id.in_(names[begin : begin + BATCH])
        connection.execute(crm_visits.delete().where(crm_visits.c.connection == name, some))


def read_conflicts(connection: Connection, *, undecided: bool = True) -> tuple[CrmConflict, ...]:
    """Return conflicts by number, those alone that wait for a person unless all are wanted."""
    query = sa.select(crm_conflicts).order_by(crm_conflicts.c.id)
    if undecided:
        query = query.where(crm_conflicts.c.decided_at.is_(None))
    return tuple(CrmConflict(**row) for row in connection.execute(query).mappings())


def add_conflicts(connection: Connection, found: Sequence[CrmConflict]) -> None:
    """Store conflicts: one that waits already says what is the case now, one that was decided is not asked again."""
    if not found:
        return
    known = {_key(one): one for one in read_conflicts(connection, undecided=False)}  # the last one of each field
    number = connection.execute(sa.select(sa.func.max(crm_conflicts.c.id))).scalar() or 0
    for one in found:
        there = known.get(_key(one))
        if there is not None and there.decided_at is not None:
            if (there.ours, there.theirs) == (one.ours, one.theirs):
                continue
            there = None
        number += there is None
        made = replace(one, id=number if there is None else there.id)
        known[_key(one)] = made
        upsert(connection, crm_conflicts, [asdict(made)])


def _key(one: CrmConflict) -> tuple[str, str, str, str]:
    return one.connection, one.noun, one.record, one.field


def write_conflict(connection: Connection, conflict: CrmConflict) -> None:
    """Store a conflict that was decided."""
    upsert(connection, crm_conflicts, [asdict(conflict)])


@dataclass(frozen=True, slots=True)
class CrmFigures:
    """How much of a connection there is: records by noun, and what waits, was written, was refused, is in conflict."""

    records: Mapping[str, int]
    waiting: int
    written: int
    refused: int
    conflicts: int


def count_crm(connection: Connection, name: str) -> CrmFigures:
    """Return how much of a connection there is."""
    theirs = crm_records.c.connection == name
    by_noun = sa.select(crm_records.c.noun, sa.func.count()).where(theirs, crm_records.c.gone.is_(False))
    waits = sa.select(sa.func.count()).where(theirs, crm_records.c.waits, crm_records.c.why != "")
    mine = sa.select(sa.func.count()).where(crm_visits.c.connection == name)
    open_ = sa.select(sa.func.count()).where(crm_conflicts.c.connection == name, crm_conflicts.c.decided_at.is_(None))
    return CrmFigures(
        {
            row[0]: row[1]
            for row in connection.execute(by_noun.group_by(crm_records.c.noun).order_by(crm_records.c.noun))
        },
        connection.execute(waits).scalar_one(),
        connection.execute(mine.where(crm_visits.c.record != "")).scalar_one(),
        connection.execute(mine.where(crm_visits.c.error != "")).scalar_one(),
        connection.execute(open_).scalar_one(),
    )


def refusals(connection: Connection, name: str, most: int) -> tuple[tuple[str, str, str], ...]:
    """Return records and visits that were not taken over, as (noun, id, why)."""
    records = sa.select(crm_records.c.noun, crm_records.c.id, crm_records.c.why)
    records = records.where(crm_records.c.connection == name, crm_records.c.waits, crm_records.c.why != "")
    visits = sa.select(sa.literal("written"), crm_visits.c.visit_id, crm_visits.c.error)
    visits = visits.where(crm_visits.c.connection == name, crm_visits.c.error != "")
    found = [tuple(row) for query in (records, visits) for row in connection.execute(query.limit(most))]
    return tuple(sorted(found)[:most])


def writing_waits(connection: Connection, name: str, now: datetime) -> bool:
    """Return whether the outbox will have a connection's visits written, and nobody has begun."""
    query = sa.select(outbox.c.facts).where(
        outbox.c.kind == CRM, outbox.c.done_at.is_(None), outbox.c.next_at <= written(now)
    )
    return any(row.facts.get("connection") == name for row in connection.execute(query))

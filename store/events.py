"""Events that reps carry, with their kept bytes, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from calendars.compose import Choices
from calendars.events import EventRecord
from calendars.feed import KeptEvent
from calendars.links import Moment
from scheduler.plan import VisitStatus
from store.instants import written
from store.rows import Row, batches, upsert
from store.tables.calendars import calendar_choices, calendar_events, calendar_versions
from store.tables.plans import visit_log


def moment_text(moment: Moment) -> str:
    """Return a moment as text: a date where it has no time."""
    return written(moment) if isinstance(moment, datetime) else moment.isoformat()


def text_moment(text: str) -> Moment:
    """Return the moment that was written."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def read_kept(
    connection: Connection, rep_id: str, first: date | None = None, last: date | None = None
) -> dict[str, KeptEvent]:
    """Return a rep's events by UID, cancelled ones included; of some days where these are given, both inclusive."""
    query = sa.select(calendar_events).where(calendar_events.c.rep_id == rep_id)
    if first is not None:
        query = query.where(calendar_events.c.day >= first)
    if last is not None:
        query = query.where(calendar_events.c.day <= last)
    return {row.uid: _kept(row) for row in connection.execute(query)}


def _kept(row: sa.Row[tuple[object, ...]]) -> KeptEvent:
    start, end = text_moment(row.start), text_moment(row.end)
    modified, status = datetime.fromisoformat(row.last_modified), row.status
    record = EventRecord(row.uid, row.sequence, modified, status, row.day, start, end, row.schedule, row.content)
    return KeptEvent(record, row.body, row.zone)


def write_kept(
    connection: Connection,
    rep_id: str,
    before: Mapping[str, KeptEvent],
    after: Mapping[str, KeptEvent],
    visits: Mapping[str, str],
) -> int:
    """Store the events that changed and return how many; `visits` gives the visit of each UID that is one's."""
    changed = [uid for uid, item in after.items() if before.get(uid) != item]
    of_rep = calendar_events.c.rep_id == rep_id
    query = sa.select(calendar_events.c.uid, calendar_events.c.visit_id).where(of_rep)
    known = {row.uid: row.visit_id for row in connection.execute(query)}
    rows = [_row(rep_id, after[uid], visits.get(uid, known.get(uid, ""))) for uid in changed]
    replaced = [{"changed": uid} for uid in changed if uid in known]
    if replaced:
        this = calendar_events.c.uid == sa.bindparam("changed")
        connection.execute(calendar_events.delete().where(of_rep, this), replaced)
    for batch in batches(rows):
        connection.execute(calendar_events.insert(), batch)
    if changed:
        raise_version(connection, rep_id)
    return len(changed)


def _row(rep_id: str, item: KeptEvent, visit_id: str) -> Row:
    record = item.record
    return {
        "rep_id": rep_id,
        "uid": record.uid,
        "visit_id": visit_id,
        "day": record.day,
        "sequence": record.sequence,
        "last_modified": written(record.last_modified),
        "status": record.status.value,
        "start": moment_text(record.start),
        "end": moment_text(record.end),
        "schedule": record.schedule,
        "content": record.content,
        "zone": item.zone,
        "body": item.body,
    }


def visits_fallen_out(connection: Connection, rep_id: str) -> tuple[str, ...]:
    """Return the visits of a rep's events that were skipped or declined."""
    out = [VisitStatus.SKIPPED.value, VisitStatus.DECLINED.value]
    query = (
        sa.select(visit_log.c.visit_id)
        .join(calendar_events, calendar_events.c.visit_id == visit_log.c.visit_id)
        .where(calendar_events.c.rep_id == rep_id, visit_log.c.status.in_(out))
    )
    return tuple(connection.execute(query).scalars())


def visit_of(connection: Connection, rep_id: str, uid: str) -> str:
    """Return the visit that an event is about, empty where it is about none."""
    found = connection.execute(
        sa.select(calendar_events.c.visit_id).where(calendar_events.c.rep_id == rep_id, calendar_events.c.uid == uid)
    ).scalar()
    return found or ""


def version(connection: Connection, rep_id: str) -> int:
    """Return how often a rep's events have changed."""
    query = sa.select(calendar_versions.c.version).where(calendar_versions.c.rep_id == rep_id)
    return connection.execute(query).scalar() or 0


def raise_version(connection: Connection, rep_id: str) -> None:
    """Note that a rep's events changed."""
    number = version(connection, rep_id) + 1
    connection.execute(calendar_versions.delete().where(calendar_versions.c.rep_id == rep_id))
    connection.execute(calendar_versions.insert().values(rep_id=rep_id, version=number))


def read_choices(connection: Connection, rep_id: str) -> Choices:
    """Return how a rep wants the calendar."""
    row = connection.execute(sa.select(calendar_choices).where(calendar_choices.c.rep_id == rep_id)).one_or_none()
    if row is None:
        return Choices()
    how = {"lunch": row.lunch, "nights": row.nights, "absences": row.absences, "contacts": row.contacts}
    return Choices(row.language, alarm_min=row.alarm_min, **how)


def write_choices(connection: Connection, rep_id: str, choices: Choices) -> None:
    """Store how a rep wants the calendar."""
    row = {
        "rep_id": rep_id,
        "language": choices.language,
        "lunch": choices.lunch,
        "nights": choices.nights,
        "absences": choices.absences,
        "alarm_min": choices.alarm_min,
        "contacts": choices.contacts,
    }
    upsert(connection, calendar_choices, [row])

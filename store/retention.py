"""What is not needed any more, and goes: answers of requests, what was sent, sessions, links and jobs that are over."""

from __future__ import annotations

import sqlalchemy as sa

from store.database import Connection
from store.tables.acts import acts
from store.tables.house import invitations, jobs, outbox, requests, sessions, tokens


def remove_old(connection: Connection, before: str, now: str) -> int:
    """Remove what was done before an instant, and sessions that are over now; return how many rows went."""
    gone = sum(connection.execute(table.delete().where(*old)).rowcount for table, old in _old(before, now))
    return gone + connection.execute(acts.update().where(*_sent_long_ago(before)).values(body={})).rowcount


def any_old(connection: Connection, before: str, now: str) -> bool:
    """Return whether `remove_old` would remove anything: whoever only looks keeps nobody from writing."""
    wheres = [*_old(before, now), (acts, _sent_long_ago(before))]
    queries = (sa.select(sa.literal(1)).select_from(table).where(*old).limit(1) for table, old in wheres)
    return any(connection.execute(query).first() is not None for query in queries)


def _old(before: str, now: str) -> list[tuple[sa.Table, list[sa.ColumnElement[bool]]]]:
    """Return the tables whose rows go, each with which; the newest job stays, so that no number is given twice."""
    last = sa.select(sa.func.max(jobs.c.id)).scalar_subquery()
    return [
        (requests, [requests.c.made_at < before]),
        (outbox, [outbox.c.done_at.is_not(None), outbox.c.done_at < before]),
        (invitations, [invitations.c.expires_at < before]),
        (tokens, [tokens.c.expires_at < before]),
        (sessions, [sessions.c.expires_at < now]),
        (jobs, [jobs.c.ended_at.is_not(None), jobs.c.ended_at < before, jobs.c.id < last]),
    ]


def _sent_long_ago(before: str) -> list[sa.ColumnElement[bool]]:
    """Return which acts of phones lose what they said: their keys stay, so that none is done twice."""
    return [acts.c.received_at < before, sa.cast(acts.c.body, sa.Text) != "{}"]

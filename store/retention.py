"""What is not needed any more, and goes: answers of requests, what was sent, sessions and links that are over."""

from __future__ import annotations

import sqlalchemy as sa

from store.database import Connection
from store.tables.crm import crm_conflicts
from store.tables.house import invitations, outbox, requests, sessions, tokens


def remove_old(connection: Connection, before: str, now: str) -> int:
    """Remove what was done before an instant, and sessions that are over now; return how many rows went."""
    gone = (
        requests.delete().where(requests.c.made_at < before),
        outbox.delete().where(outbox.c.done_at.is_not(None), outbox.c.done_at < before),
        invitations.delete().where(invitations.c.expires_at < before),
        tokens.delete().where(tokens.c.expires_at < before),
        crm_conflicts.delete().where(crm_conflicts.c.decided_at < before),
        sessions.delete().where(sessions.c.expires_at < now),
    )
    return sum(connection.execute(one).rowcount for one in gone)


def any_old(connection: Connection, before: str, now: str) -> bool:
    """Return whether `remove_old` would remove anything: whoever only looks keeps nobody from writing."""
    wheres = (
        sa.select(requests.c.id).where(requests.c.made_at < before),
        sa.select(outbox.c.id).where(outbox.c.done_at.is_not(None), outbox.c.done_at < before),
        sa.select(invitations.c.digest).where(invitations.c.expires_at < before),
        sa.select(tokens.c.id).where(tokens.c.expires_at < before),
        sa.select(crm_conflicts.c.id).where(crm_conflicts.c.decided_at < before),
        sa.select(sessions.c.digest).where(sessions.c.expires_at < now),
    )
    return any(connection.execute(one.limit(1)).first() is not None for one in wheres)

"""Feeds' secrets in the database: a digest of each, by which a feed is found again."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.calendars import calendar_feeds


def keep_feed(connection: Connection, rep_id: str, secret: str, made_at: str) -> None:
    """Let a secret open a rep's feed; the one before is worth nothing from now on."""
    drop_feed(connection, rep_id)
    connection.execute(calendar_feeds.insert().values(rep_id=rep_id, digest=digest_of(secret), made_at=made_at))


def drop_feed(connection: Connection, rep_id: str) -> bool:
    """Make a rep's feed unreachable; return whether it was reachable."""
    return connection.execute(calendar_feeds.delete().where(calendar_feeds.c.rep_id == rep_id)).rowcount > 0


def has_feed(connection: Connection, rep_id: str) -> bool:
    """Return whether a rep's feed can be reached."""
    query = sa.select(calendar_feeds.c.rep_id).where(calendar_feeds.c.rep_id == rep_id)
    return connection.execute(query).first() is not None


def rep_of_secret(connection: Connection, secret: str) -> str | None:
    """Return the rep whose feed a secret opens, None if it opens none.

    The digest is what is compared, so the time it takes tells nothing about the secret.
    """
    query = sa.select(calendar_feeds.c.rep_id).where(calendar_feeds.c.digest == digest_of(secret))
    return connection.execute(query).scalar()


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

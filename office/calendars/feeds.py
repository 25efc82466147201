"""A feed's secret address: made, found again by what a client shows, and revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import sqlalchemy as sa

from store.database import Connection
from store.instants import written
from store.tables.calendars import calendar_feeds

SECRET_OCTETS = 24
"""192 bits: no one guesses it, and the address stays far below the 256 characters that Google reads."""


def new_secret(connection: Connection, rep_id: str, now: datetime) -> str:
    """Give a rep's feed a new secret and return it, this once; the one before is worth nothing from now on."""
    secret = secrets.token_urlsafe(SECRET_OCTETS)
    revoke_secret(connection, rep_id)
    connection.execute(calendar_feeds.insert().values(rep_id=rep_id, digest=digest_of(secret), made_at=written(now)))
    return secret


def revoke_secret(connection: Connection, rep_id: str) -> bool:
    """Make a rep's feed unreachable; return whether it was reachable."""
    return connection.execute(calendar_feeds.delete().where(calendar_feeds.c.rep_id == rep_id)).rowcount > 0


def has_secret(connection: Connection, rep_id: str) -> bool:
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

"""CRMs that are connected: how far each is read, what it said last, what we wrote there, and what two sides changed."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, texts


def _connection() -> sa.Column[str]:
    key = sa.ForeignKey("crm_connections.name", ondelete="CASCADE")
    return sa.Column("connection", sa.String, key, primary_key=True)


crm_connections = sa.Table(
    "crm_connections",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    *texts("program", "url", "client_id", "variable", "made_by", "error"),
    sa.Column("refreshes", sa.Boolean, nullable=False),
    sa.Column("mappings", sa.JSON, nullable=False),
    sa.Column("defaults", sa.JSON, nullable=False),
    sa.Column("owners", sa.JSON, nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("synced_at", Instant()),
    sa.Column("rest_until", Instant()),
)
"""`mappings`: kept mappings of imports by noun; `owners`: the CRM's user of each rep; the secret is elsewhere."""

crm_progress = sa.Table(
    "crm_progress",
    METADATA,
    _connection(),
    sa.Column("noun", sa.String, primary_key=True),
    *texts("at", "record"),
)
"""How far a noun is read: up to the record `record` among those changed at the instant `at`, in the CRM's words."""

crm_records = sa.Table(
    "crm_records",
    METADATA,
    _connection(),
    sa.Column("noun", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    *texts("about", "changed_at"),
    sa.Column("seen", sa.JSON, nullable=False),
    sa.Column("take", sa.JSON, nullable=False),
    sa.Column("ours", sa.JSON(none_as_null=True)),
    sa.Column("waits", sa.Boolean, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    *texts("why"),
    sa.Index("ix_crm_records_about", "connection", "noun", "about"),
)
"""What a record said last (`seen`), what of it waits to be imported (`take`), and how our side was after that."""

crm_visits = sa.Table(
    "crm_visits",
    METADATA,
    _connection(),
    sa.Column("visit_id", sa.String, primary_key=True),
    *texts("record"),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("sent", sa.JSON, nullable=False),
    *texts("error"),
)
"""Visits that were, or are about to be, written: `sent` is what the CRM was told, empty until it has answered."""

crm_conflicts = sa.Table(
    "crm_conflicts",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("connection", sa.String, sa.ForeignKey("crm_connections.name", ondelete="CASCADE"), nullable=False),
    *texts("noun", "record", "about", "field", "ours", "theirs", "kept", "decided_by"),
    sa.Column("seen_at", Instant(), nullable=False),
    sa.Column("decided_at", Instant()),
)
"""Fields that say two things; without `decided_at`, a person has yet to choose."""

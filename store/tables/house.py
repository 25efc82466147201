"""What the workspace knows of itself: its settings, its revision, and what each command changed."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA

settings = sa.Table(
    "settings",
    METADATA,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

changes = sa.Table(
    "changes",
    METADATA,
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("command", sa.String, nullable=False),
    sa.Column("summary", sa.String, nullable=False),
)
"""One row for each command that wrote something: the workspace's revision is the highest."""

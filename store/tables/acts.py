"""What phones sent: every act once, by the key that it was given before it was sent."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, texts

acts = sa.Table(
    "acts",
    METADATA,
    sa.Column("key", sa.String, primary_key=True),
    *texts("person_id", "device", "kind", "about", "at"),
    sa.Column("received_at", Instant(), nullable=False),
    *texts("asked", "outcome"),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("answer", sa.JSON, nullable=False),
    sa.Index("ix_acts_device", "person_id", "device", "seq"),
    sa.Index("ix_acts_about", "about"),
)
"""`seq` rises on each device; `asked` is the SHA-256 of what was asked, `answer` the problems that were found."""

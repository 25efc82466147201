"""What customers answer when they are asked how satisfied they are."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA

satisfaction = sa.Table(
    "satisfaction",
    METADATA,
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("points", sa.Float, nullable=False),
)
"""From 0, not at all, to 1, entirely; one answer of an account a day."""

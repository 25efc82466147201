"""Deals: open, won and lost."""

from __future__ import annotations

import sqlalchemy as sa

from workspace.tables.metadata import METADATA

opportunities = sa.Table(
    "opportunities",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("amount", sa.String),
    sa.Column("currency", sa.String, nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("probability", sa.Float),
    sa.Column("opened", sa.Date),
    sa.Column("expected_close", sa.Date),
    sa.Column("closed", sa.Date),
    sa.Column("won", sa.Boolean),
)
"""As they are known now: an import updates them by their id."""

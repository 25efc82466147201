"""Opportunities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_opportunities"
down_revision = "0007_rhythm"


def upgrade() -> None:
    """Make the table of deals."""
    op.create_table(
        "opportunities",
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "account_id", "name")),
        sa.Column("amount", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("currency", "stage")),
        sa.Column("probability", sa.Float),
        *(sa.Column(name, sa.Date) for name in ("opened", "expected_close", "closed")),
        sa.Column("won", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_opportunities"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_opportunities_account_id"),
    )

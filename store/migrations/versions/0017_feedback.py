"""Answers of customers about their satisfaction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017_feedback"
down_revision = "0016_experience"


def upgrade() -> None:
    """Make the table of answers."""
    op.create_table(
        "satisfaction",
        sa.Column("account_id", sa.String, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "date", name="pk_satisfaction"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_satisfaction_account_id"),
    )

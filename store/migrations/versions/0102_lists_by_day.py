"""Visits are found by their day, and planned ones by their account: lists read them all before."""

from __future__ import annotations

from alembic import op

revision = "0102"
down_revision = "0101"


def upgrade() -> None:
    """Add the indexes, where the tables were made before they were declared."""
    op.create_index("ix_planned_visits_account", "planned_visits", ["account_id", "plan_id"], if_not_exists=True)
    op.create_index("ix_visit_log_date", "visit_log", ["date"], if_not_exists=True)

"""Hand-overs that wait for a deal, with the rules that they were planned by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018_waiting"
down_revision = "0017_feedback"


def upgrade() -> None:
    """Make the table of waiting hand-overs."""
    op.create_table(
        "waiting_handovers",
        sa.Column("account_id", sa.String, nullable=False),
        sa.Column("from_id", sa.String, nullable=False),
        sa.Column("to_id", sa.String, nullable=False),
        sa.Column("workload_h", sa.Float, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("free_from", sa.Date, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("a_week", sa.Integer, nullable=False),
        sa.Column("notice_days", sa.Integer, nullable=False),
        sa.Column("service_joint_s", sa.Integer, nullable=False),
        sa.Column("retain_days", sa.Integer, nullable=False),
        sa.Column("joint_visit", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_waiting_handovers"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_waiting_handovers_account_id"),
        sa.ForeignKeyConstraint(["from_id"], ["reps.id"], name="fk_waiting_handovers_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["reps.id"], name="fk_waiting_handovers_to_id"),
    )

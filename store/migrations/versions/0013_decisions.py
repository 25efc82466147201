"""What planners decided by hand, so that it can be taken back; days on which somebody rides along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_decisions"
down_revision = "0012_signers"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("made_at", "kind", "account_id", "visit_id", "said", "reason")
        ),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("undone_at", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_table(
        "ride_alongs",
        sa.Column("rep_id", sa.String, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("companion", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name="fk_ride_alongs_rep_id_reps"),
        sa.PrimaryKeyConstraint("rep_id", "date", name="pk_ride_alongs"),
    )

"""What each rep's part of a plan was made from, so that it can be made again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014_plan_inputs"
down_revision = "0013_decisions"


def upgrade() -> None:
    """Make the table; plans that are there were made without."""
    op.create_table(
        "plan_inputs",
        sa.Column("plan_id", sa.Integer, nullable=False),
        sa.Column("rep_id", sa.String, nullable=False),
        sa.Column("asked", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_inputs_plan_id_plans"),
        sa.PrimaryKeyConstraint("plan_id", "rep_id", name="pk_plan_inputs"),
    )

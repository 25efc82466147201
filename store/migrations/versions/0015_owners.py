"""The order in which owners were decided: a later decision replaces what was to come, and both are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_owners"
down_revision = "0014_plan_inputs"


def upgrade() -> None:
    """Make the table again with the decision in its key; what it holds was decided first."""
    op.execute("CREATE TABLE ownership_before AS SELECT account_id, valid_from, rep_id, reason FROM ownership")
    op.drop_table("ownership")
    op.create_table(
        "ownership",
        sa.Column("account_id", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("decision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("rep_id", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "valid_from", "decision", name="pk_ownership"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_ownership_account_id"),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name="fk_ownership_rep_id"),
    )
    op.execute(
        "INSERT INTO ownership (account_id, valid_from, decision, rep_id, reason) "
        "SELECT account_id, valid_from, 0, rep_id, reason FROM ownership_before"
    )
    op.drop_table("ownership_before")

"""Who signs, and whether a step of a claim was signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_signers"
down_revision = "0011_terms"


def upgrade() -> None:
    """Add the table and the column; steps that are there were stated, not signed."""
    op.add_column("claim_steps", sa.Column("proof", sa.String, nullable=False, server_default=""))
    op.create_table(
        "signers",
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("administrator", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("salt", "digest")),
        sa.PrimaryKeyConstraint("person_id", name="pk_signers"),
    )

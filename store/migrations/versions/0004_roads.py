"""Road networks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_roads"
down_revision = "0003_mileage"


def upgrade() -> None:
    """Make the table of networks."""
    op.create_table(
        "roads",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("network", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roads"),
    )

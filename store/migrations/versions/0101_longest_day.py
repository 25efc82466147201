"""Reps may have a cap on the day from door to door."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0100"


def upgrade() -> None:
    """Add the column, where the tables were made before it was declared."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("reps")}
    if "max_day_s" not in known:
        op.add_column("reps", sa.Column("max_day_s", sa.Integer))

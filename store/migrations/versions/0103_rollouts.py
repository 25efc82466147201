"""What an experiment showed goes to other territories in stages, each of which can be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.tables.review import rollout_stages

revision = "0103"
down_revision = "0102"


def upgrade() -> None:
    """Add the table, where it was not made with the others."""
    if not sa.inspect(op.get_bind()).has_table("rollout_stages"):
        op.execute(sa.schema.CreateTable(rollout_stages))

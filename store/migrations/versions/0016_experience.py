"""Experience: the tier of a rep, and the least one that an account asks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016_experience"
down_revision = "0015_owners"


def upgrade() -> None:
    """Add the columns; nobody has experience and nothing asks for it, as before."""
    op.add_column("reps", sa.Column("experience", sa.Float, nullable=False, server_default="0"))
    op.add_column("accounts", sa.Column("least_experience", sa.Float, nullable=False, server_default="0"))

"""The period of a fixed rhythm, in weeks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_rhythm"
down_revision = "0006_calendars"


def upgrade() -> None:
    """Add the column; rules that are there take the interval, as before."""
    op.add_column("account_rules", sa.Column("rhythm_weeks", sa.Integer, nullable=False, server_default="0"))

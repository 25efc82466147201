"""A stage of a roll-out says what the experiment showed, and why it was begun where that was not enough."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0104"


def upgrade() -> None:
    """Add the columns, where the table was made before they were declared."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("rollout_stages")}
    for name, before in (("shown", "unknown"), ("reason", "")):
        if name not in known:
            op.add_column("rollout_stages", sa.Column(name, sa.String, nullable=False, server_default=before))

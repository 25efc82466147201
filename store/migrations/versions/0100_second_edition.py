"""All tables of the second edition: nothing was released before it, so it begins anew."""

from __future__ import annotations

from alembic import op

from store.tables.whole import METADATA

revision = "0100"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    METADATA.create_all(op.get_bind(), checkfirst=False)

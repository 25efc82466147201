"""Whom to ask for at an account, and whether a rep's calendar says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_contacts"
down_revision = "0009_nights"


def upgrade() -> None:
    """Add the columns: nobody is named yet, and no calendar names anybody."""
    for name in ("contact", "phone", "email"):
        op.add_column("accounts", sa.Column(name, sa.String, nullable=False, server_default=""))
    column = sa.Column("contacts", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("calendar_choices", column)

"""How a file's text is written is kept with the rest of what is said of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0104"
down_revision = "0103"


def upgrade() -> None:
    """Add the column, where the table was made before it was declared."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("import_mappings")}
    if "encoding" not in known:
        op.add_column("import_mappings", sa.Column("encoding", sa.String, nullable=False, server_default=""))

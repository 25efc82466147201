"""What is foretold of sales is kept, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.tables.review import sales_forecasts

revision = "0106"
down_revision = "0105"


def upgrade() -> None:
    """Add the table, where it was not made with the others."""
    if not sa.inspect(op.get_bind()).has_table("sales_forecasts"):
        op.execute(sa.schema.CreateTable(sales_forecasts))

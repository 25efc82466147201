"""Terms of mileage from a day on, and where a rep's days start in words."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0011_terms"
down_revision = "0010_contacts"


def upgrade() -> None:
    """Add the column and the day; terms that are there hold on every day, as before."""
    op.add_column("reps", sa.Column("address", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    held = [dict(row) for row in connection.execute(sa.text("SELECT * FROM mileage_terms")).mappings()]
    op.drop_table("mileage_terms")
    made = op.create_table(
        "mileage_terms",
        sa.Column("rep_id", sa.String, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("scheme", sa.String, nullable=False),
        sa.Column("commuting", sa.String, nullable=False),
        sa.Column("commute_um", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("rep_id", "since", name="pk_mileage_terms"),
    )
    if held:
        op.bulk_insert(made, [row | {"since": date.min} for row in held])

"""Nights away: hotels, who stays away, and the nights and ends of planned tours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_nights"
down_revision = "0008_opportunities"


def upgrade() -> None:
    """Add the tables; tours that are there begin and end at home, as before."""
    for name in ("start_place", "end_place"):
        op.add_column("tours", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.add_column("calendar_choices", sa.Column("nights", sa.Boolean, nullable=False, server_default=sa.true()))
    op.create_table(
        "plan_nights",
        sa.Column("plan_id", sa.Integer, nullable=False),
        sa.Column("rep_id", sa.String, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        *_place(),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_nights_plan_id_plans"),
        sa.PrimaryKeyConstraint("plan_id", "rep_id", "date", name="pk_plan_nights"),
    )
    op.create_table(
        "hotels",
        sa.Column("id", sa.String, nullable=False),
        *_place()[1:],
        sa.Column("rep_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hotels"),
    )
    op.create_table(
        "night_policies",
        sa.Column("rep_id", sa.String, nullable=False),
        sa.Column("most_in_row", sa.Integer, nullable=False),
        sa.Column("most_a_week", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("weekdays", "currency", "hour_price", "allowance")),
        sa.Column("room_price", sa.String),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name="fk_night_policies_rep_id_reps"),
        sa.PrimaryKeyConstraint("rep_id", name="pk_night_policies"),
    )


def _place() -> list[sa.Column[object]]:
    return [
        sa.Column("place_id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        sa.Column("price", sa.String, nullable=False),
        sa.Column("currency", sa.String, nullable=False),
    ]

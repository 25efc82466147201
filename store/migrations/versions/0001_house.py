"""Settings, changes, accounts, reps, ownership, sales, seasons, plans, visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    _house()
    _accounts()
    _reps()
    _around_accounts()
    _plans()
    _visits()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _house() -> None:
    op.create_table("settings", *_text("key", "value"), sa.PrimaryKeyConstraint("key", name="pk_settings"))
    op.create_table(
        "changes",
        *_whole("revision"),
        *_text("made_at", "command", "summary"),
        sa.PrimaryKeyConstraint("revision", name="pk_changes"),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        *_text("id", "name"),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        *_whole("interval_days", "least_days", "most_days", "service_s"),
        *_text("opening_hours"),
        sa.Column("hours_assumed", sa.Boolean, nullable=False),
        *_text("kind", "category", "segment", "address"),
        sa.Column("potential", sa.Float, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        *_text("skills", "languages"),
        sa.Column("last_visit", sa.Date),
        sa.Column("owner_lock", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )


def _reps() -> None:
    op.create_table(
        "reps",
        *_text("id", "name"),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        *_text("working_hours", "timezone", "country", "region", "lunch"),
        sa.Column("max_driving_s", sa.Integer),
        sa.Column("max_visits", sa.Integer),
        *_text("skills", "languages"),
        sa.Column("capacity", sa.Float, nullable=False),
        *_text("email"),
        sa.PrimaryKeyConstraint("id", name="pk_reps"),
    )


def _around_accounts() -> None:
    op.create_table(
        "ownership",
        *_text("account_id"),
        sa.Column("valid_from", sa.Date, nullable=False),
        *_text("rep_id", "reason"),
        sa.PrimaryKeyConstraint("account_id", "valid_from", name="pk_ownership"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_ownership_account_id"),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name="fk_ownership_rep_id"),
    )
    op.create_table(
        "sales",
        *_text("account_id", "month", "amount", "currency"),
        sa.PrimaryKeyConstraint("account_id", "month", name="pk_sales"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sales_account_id"),
    )
    op.create_table(
        "seasons",
        *_text("segment"),
        *_whole("month"),
        sa.Column("index", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("segment", "month", name="pk_seasons"),
    )
    op.create_table("geocodes", *_text("query", "answer"), sa.PrimaryKeyConstraint("query", name="pk_geocodes"))


def _plans() -> None:
    op.create_table(
        "plans",
        *_whole("id"),
        *_text("made_at"),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        *_text("status"),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_table(
        "tours",
        *_whole("plan_id"),
        *_text("rep_id"),
        sa.Column("date", sa.Date, nullable=False),
        *_whole("leave_s", "return_s"),
        sa.Column("lunch_start_s", sa.Integer),
        *_whole("lunch_s", "return_travel_s", "return_distance_m"),
        sa.PrimaryKeyConstraint("plan_id", "rep_id", "date", name="pk_tours"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_tours_plan_id"),
    )


def _visits() -> None:
    op.create_table(
        "planned_visits",
        *_whole("plan_id"),
        *_text("visit_id", "account_id", "rep_id"),
        sa.Column("date", sa.Date, nullable=False),
        *_whole("sequence", "arrival_s", "start_s", "end_s", "travel_s", "distance_m"),
        sa.PrimaryKeyConstraint("plan_id", "visit_id", name="pk_planned_visits"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_planned_visits_plan_id"),
    )
    op.create_index("ix_planned_visits_day", "planned_visits", ["plan_id", "rep_id", "date", "sequence"])
    op.create_table(
        "unserved_visits",
        *_whole("plan_id"),
        *_text("visit_id", "account_id", "rep_id"),
        sa.Column("first_date", sa.Date, nullable=False),
        sa.Column("last_date", sa.Date, nullable=False),
        *_text("reason", "detail"),
        sa.PrimaryKeyConstraint("plan_id", "visit_id", name="pk_unserved_visits"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_unserved_visits_plan_id"),
    )
    op.create_table(
        "visit_log",
        *_text("visit_id", "account_id", "rep_id", "status"),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("start_s", sa.Integer),
        sa.Column("end_s", sa.Integer),
        *_text("outcome", "notes", "reason", "recorded_at"),
        sa.PrimaryKeyConstraint("visit_id", name="pk_visit_log"),
    )
    op.create_index("ix_visit_log_account", "visit_log", ["account_id", "date"])

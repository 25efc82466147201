"""What planners say: rules, seasons, days off, pins, appointments, notes of plans; when reps start and leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_planning"
down_revision = "0001"


def upgrade() -> None:
    """Add the planner's tables and two columns of reps."""
    op.add_column("reps", sa.Column("starts", sa.Date))
    op.add_column("reps", sa.Column("ends", sa.Date))
    _rules()
    _days()
    _decisions()
    _notes()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _rules() -> None:
    op.create_table(
        "account_rules",
        *_text("account_id", "do_not_visit"),
        sa.Column("yearly_cap", sa.Integer),
        sa.Column("yearly_minimum", sa.Integer, nullable=False),
        sa.Column("first_visit_by", sa.Date),
        sa.Column("not_before", sa.Date),
        *_text("weekdays", "hours"),
        sa.Column("rhythm", sa.Date),
        sa.PrimaryKeyConstraint("account_id", name="pk_account_rules"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_account_rules_account_id"),
    )
    op.create_table(
        "season_rules",
        *_text("applies_to", "duration", "priority"),
        sa.Column("lead_days", sa.Integer, nullable=False),
        *_text("closed"),
        sa.Column("scales_spacing", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("applies_to", name="pk_season_rules"),
    )


def _days() -> None:
    op.create_table(
        "absences",
        *_text("rep_id"),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("from_s", sa.Integer, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("until_s", sa.Integer, nullable=False),
        *_text("reason"),
        sa.PrimaryKeyConstraint("rep_id", "first", "from_s", name="pk_absences"),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name="fk_absences_rep_id"),
    )
    op.create_table(
        "company_days",
        sa.Column("date", sa.Date, nullable=False),
        *_text("country", "region"),
        sa.Column("working", sa.Boolean, nullable=False),
        *_text("name"),
        sa.PrimaryKeyConstraint("date", "country", "region", name="pk_company_days"),
    )


def _decisions() -> None:
    op.create_table(
        "pins",
        *_text("visit_id"),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("start_s", sa.Integer),
        sa.Column("force", sa.Boolean, nullable=False),
        *_text("reason", "made_at"),
        sa.PrimaryKeyConstraint("visit_id", name="pk_pins"),
    )
    op.create_table(
        "appointments",
        *_text("id", "rep_id", "place_id"),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("start_s", sa.Integer, nullable=False),
        sa.Column("length_s", sa.Integer, nullable=False),
        *_text("purpose"),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name="fk_appointments_rep_id"),
    )


def _notes() -> None:
    op.create_table(
        "plan_notes",
        sa.Column("plan_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *_text("rep_id", "account_id", "visit_id", "rule"),
        sa.Column("days", sa.Integer, nullable=False),
        *_text("detail"),
        sa.PrimaryKeyConstraint("plan_id", "number", name="pk_plan_notes"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_notes_plan_id"),
    )

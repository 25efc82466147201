"""Managers' files, ownership by rules, traits of accounts, notes, answers, baselines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_review"
down_revision = "0004_roads"


def upgrade() -> None:
    """Add the manager's tables."""
    _ownership()
    _said()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, nullable=False, autoincrement=False)


def _ownership() -> None:
    op.create_table(
        "manager_files",
        _number(),
        *_text("kind", "name"),
        sa.Column("valid_from", sa.Date, nullable=False),
        *_text("recorded_at", "text"),
        sa.Column("beside", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_manager_files"),
    )
    op.create_table(
        "ownership_spells",
        _number(),
        *_text("account_id", "layer"),
        sa.Column("since", sa.Date, nullable=False),
        *_text("territory", "rep_id", "rule"),
        sa.Column("level", sa.Integer),
        *_text("why"),
        sa.PrimaryKeyConstraint("number", name="pk_ownership_spells"),
    )
    op.create_index("ix_ownership_spells_account", "ownership_spells", ["account_id", "layer", "number"])
    op.create_table(
        "ownership_decisions",
        _number(),
        *_text("account_id", "layer", "territory"),
        sa.Column("decided_on", sa.Date, nullable=False),
        *_text("by", "why"),
        sa.PrimaryKeyConstraint("number", name="pk_ownership_decisions"),
    )


def _said() -> None:
    op.create_table(
        "account_traits",
        *_text("account_id", "trait", "value"),
        sa.PrimaryKeyConstraint("account_id", "trait", "value", name="pk_account_traits"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_account_traits_account_id"),
    )
    op.create_table(
        "territory_notes",
        _number(),
        *_text("territory", "written_at", "by", "text"),
        sa.PrimaryKeyConstraint("number", name="pk_territory_notes"),
    )
    op.create_table(
        "quality_answers",
        *_text("key", "by"),
        sa.Column("on", sa.Date, nullable=False),
        *_text("why"),
        sa.PrimaryKeyConstraint("key", name="pk_quality_answers"),
    )
    op.create_table(
        "baselines",
        *_text("name"),
        sa.Column("taken_on", sa.Date, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        *_text("seal"),
        sa.PrimaryKeyConstraint("name", name="pk_baselines"),
    )

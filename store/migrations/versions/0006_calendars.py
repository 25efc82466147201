"""Events that reps carry, feeds, CalDAV accounts and links, answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_calendars"
down_revision = "0005_review"


def upgrade() -> None:
    """Add the calendars' tables."""
    _events()
    _feeds()
    _servers()
    _answers()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _events() -> None:
    op.create_table(
        "calendar_events",
        *_text("rep_id", "uid", "visit_id"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        *_text("last_modified", "status", "start", "end", "schedule", "content", "zone"),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("rep_id", "uid", name="pk_calendar_events"),
    )
    op.create_index("ix_calendar_events_day", "calendar_events", ["rep_id", "day"])


def _feeds() -> None:
    op.create_table(
        "calendar_feeds",
        *_text("rep_id", "digest", "made_at"),
        sa.PrimaryKeyConstraint("rep_id", name="pk_calendar_feeds"),
        sa.UniqueConstraint("digest", name="uq_calendar_feeds_digest"),
    )
    op.create_table(
        "calendar_versions",
        *_text("rep_id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("rep_id", name="pk_calendar_versions"),
    )
    op.create_table(
        "calendar_choices",
        *_text("rep_id", "language"),
        sa.Column("lunch", sa.Boolean, nullable=False),
        sa.Column("absences", sa.Boolean, nullable=False),
        sa.Column("alarm_min", sa.Integer),
        sa.PrimaryKeyConstraint("rep_id", name="pk_calendar_choices"),
    )


def _servers() -> None:
    op.create_table(
        "calendar_accounts",
        *_text("rep_id", "url", "login", "secret_command", "token"),
        sa.PrimaryKeyConstraint("rep_id", name="pk_calendar_accounts"),
    )
    op.create_table(
        "calendar_links",
        *_text("rep_id", "uid", "href", "etag", "start", "end", "content", "words", "note", "hold"),
        sa.Column("intent", sa.JSON),
        sa.PrimaryKeyConstraint("rep_id", "uid", name="pk_calendar_links"),
    )
    op.create_table(
        "calendar_others",
        *_text("rep_id", "href", "etag"),
        sa.PrimaryKeyConstraint("rep_id", "href", name="pk_calendar_others"),
    )


def _answers() -> None:
    op.create_table(
        "visit_answers",
        sa.Column("number", sa.Integer, autoincrement=False),
        *_text("visit_id", "account_id", "rep_id", "kind"),
        sa.Column("date", sa.Date),
        sa.Column("start_s", sa.Integer),
        *_text("text", "source", "made_at"),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_visit_answers"),
    )
    op.create_index("ix_visit_answers_visit", "visit_answers", ["visit_id"])

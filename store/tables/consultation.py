"""What people tell each other: drafts that reps were asked about, weeks that changed, notebooks of accounts."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, texts

draft_asks = sa.Table(
    "draft_asks",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("rep_id", sa.String, primary_key=True),
    *texts("asked_by", "text"),
    sa.Column("asked_at", Instant(), nullable=False),
)
"""Reps whom a planner asked about a draft."""

draft_answers = sa.Table(
    "draft_answers",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), nullable=False),
    *texts("rep_id", "person_id", "visit_id"),
    sa.Column("week", sa.Date),
    sa.Column("accepted", sa.Boolean, nullable=False),
    *texts("text"),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Index("ix_draft_answers_plan", "plan_id", "rep_id"),
)
"""What a rep answered of a visit, of a week (its Monday), or of all of a draft; the last word of each counts."""

week_notices = sa.Table(
    "week_notices",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *texts("rep_id", "made_by"),
    sa.Column("plan_before", sa.Integer, nullable=False),
    sa.Column("plan_after", sa.Integer, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("read_at", Instant()),
    sa.Index("ix_week_notices_rep", "rep_id", "read_at"),
)
"""What was changed in a rep's coming days as another plan was put in force, and a row with what the planner said to it.

Shown until the rep has read it.
"""

account_notes = sa.Table(
    "account_notes",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *texts("account_id", "person_id", "text"),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Index("ix_account_notes_account", "account_id"),
    sa.Index("ix_account_notes_person", "person_id"),
)
"""The notebook of an account: what its owners and planners want the next one to know; rows are added, never changed."""

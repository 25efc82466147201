"""Who owns what: decisions, and the one timeline that they write."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, sentences, words
from territory.ownership.timeline import DecisionKind

ownership_decisions = sa.Table(
    "ownership_decisions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", words(DecisionKind), nullable=False),
    sa.Column("made_at", Instant(blank=True)),
    sa.Column("by", sa.String, nullable=False),
    *sentences("summary"),
    *sentences("reason"),
    sa.Column("undoes", sa.Integer),
    sa.Column("before", sa.JSON, nullable=False),
)
"""What was decided about owners, by whom and why; `undoes` is the decision that it takes back."""

ownership = sa.Table(
    "ownership",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("decision", sa.Integer, sa.ForeignKey("ownership_decisions.number"), nullable=False),
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("layer", sa.String, nullable=False),
    sa.Column("territory", sa.String, nullable=False),
    sa.Column("rep_id", sa.String, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("covers", sa.String, nullable=False),
    sa.Column("rule", sa.String, nullable=False),
    sa.Column("level", sa.Integer),
    *sentences("reason"),
    sa.Index("ix_ownership_account", "account_id", "layer", "number"),
    sa.Index("ix_ownership_decision", "decision"),
)
"""From `since` on the account is the rep's in the layer (nobody's where `rep_id` is empty), until a later row.

A row that `covers` a rep holds to its `until` wherever the account would be that rep's. Rows are added, never changed.
"""

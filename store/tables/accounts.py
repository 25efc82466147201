"""Accounts, reps, sales and seasons."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Amount, Instant, sentences, words
from territory.accounts import AccountKind

accounts = sa.Table(
    "accounts",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("lat", sa.Float, nullable=False),
    sa.Column("lon", sa.Float, nullable=False),
    sa.Column("interval_days", sa.Integer, nullable=False),
    sa.Column("least_days", sa.Integer, nullable=False),
    sa.Column("most_days", sa.Integer, nullable=False),
    sa.Column("service_s", sa.Integer, nullable=False),
    sa.Column("opening_hours", sa.String, nullable=False),
    sa.Column("hours_assumed", sa.Boolean, nullable=False),
    sa.Column("kind", words(AccountKind), nullable=False),
    sa.Column("category", sa.String, nullable=False),
    sa.Column("segment", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("potential", sa.Float, nullable=False),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("skills", sa.String, nullable=False),
    sa.Column("languages", sa.String, nullable=False),
    sa.Column("last_visit", sa.Date),
    sa.Column("owner_lock", sa.String),
    *(sa.Column(name, sa.String, nullable=False, server_default="") for name in ("contact", "phone", "email")),
    sa.Column("least_experience", sa.Float, nullable=False, server_default="0"),
    *(sa.Column(name, sa.String, nullable=False, server_default="") for name in ("country", "region", "timezone")),
    *(sa.Column(name, sa.String, nullable=False, server_default="") for name in ("cadence", "visiting_hours")),
    *(sa.Column(name, sa.String, nullable=False, server_default="") for name in ("call_of", "layer", "tier")),
)

reps = sa.Table(
    "reps",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("lat", sa.Float, nullable=False),
    sa.Column("lon", sa.Float, nullable=False),
    sa.Column("working_hours", sa.String, nullable=False),
    sa.Column("timezone", sa.String, nullable=False),
    sa.Column("country", sa.String, nullable=False),
    sa.Column("region", sa.String, nullable=False),
    sa.Column("lunch", sa.String, nullable=False),
    sa.Column("max_driving_s", sa.Integer),
    sa.Column("max_visits", sa.Integer),
    sa.Column("skills", sa.String, nullable=False),
    sa.Column("languages", sa.String, nullable=False),
    sa.Column("capacity", sa.Float, nullable=False),
    sa.Column("email", sa.String, nullable=False),
    sa.Column("starts", sa.Date),
    sa.Column("ends", sa.Date),
    sa.Column("address", sa.String, nullable=False, server_default=""),
    sa.Column("experience", sa.Float, nullable=False, server_default="0"),
    sa.Column("max_day_s", sa.Integer),
)

sales = sa.Table(
    "sales",
    METADATA,
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("month", sa.String, primary_key=True),
    sa.Column("amount", Amount, nullable=False),
    sa.Column("currency", sa.String, nullable=False),
)

seasons = sa.Table(
    "seasons",
    METADATA,
    sa.Column("segment", sa.String, primary_key=True),
    sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("index", sa.Float, nullable=False),
)
"""How much more often (above 1) or less often (below 1) accounts of a segment are visited in a month of the year."""

geocodes = sa.Table(
    "geocodes",
    METADATA,
    sa.Column("query", sa.String, primary_key=True),
    sa.Column("answer", sa.String, nullable=False),
)
"""What a geocoder answered, as JSON, so that no address is asked twice."""

learnt_lengths = sa.Table(
    "learnt_lengths",
    METADATA,
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("planned_s", sa.Integer, nullable=False),
    sa.Column("learnt_s", sa.Integer, nullable=False),
)
"""Lengths of visits that were taken over from what was learnt, and what people had planned before."""

account_edits = sa.Table(
    "account_edits",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    *sentences("said"),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("undone_at", Instant()),
)
"""Edits of many accounts at once: what was set, and by account what stood there before, to be taken back."""

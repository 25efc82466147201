"""What planners have said: rules of accounts, seasons, days off, pins, appointments; and a plan's notes."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.plans import visit_key
from store.tables.types import Amount, Found, Instant, words
from store.words import FixedKind, Source

account_rules = sa.Table(
    "account_rules",
    METADATA,
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("do_not_visit", sa.String, nullable=False),
    sa.Column("yearly_cap", sa.Integer),
    sa.Column("yearly_minimum", sa.Integer, nullable=False),
    sa.Column("first_visit_by", sa.Date),
    sa.Column("not_before", sa.Date),
    sa.Column("weekdays", sa.String, nullable=False),
    sa.Column("hours", sa.String, nullable=False),
    sa.Column("rhythm", sa.Date),
    sa.Column("rhythm_weeks", sa.Integer, nullable=False, server_default="0"),
    *(sa.Column(name, sa.String, nullable=False, server_default="") for name in ("cadence", "visiting_hours")),
)
"""`weekdays` are digits (Monday 0) joined by ``|``, `hours` spans of seconds such as ``28800-36000`` joined alike."""

season_rules = sa.Table(
    "season_rules",
    METADATA,
    sa.Column("applies_to", sa.String, primary_key=True),
    sa.Column("duration", sa.String, nullable=False),
    sa.Column("priority", sa.String, nullable=False),
    sa.Column("lead_days", sa.Integer, nullable=False),
    sa.Column("closed", sa.String, nullable=False),
    sa.Column("scales_spacing", sa.Boolean, nullable=False),
)
"""What a season says beside its call index, which is in `seasons`: twelve factors or closed spans, joined by ``|``."""

fixed_dates = sa.Table(
    "fixed_dates",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", words(FixedKind), nullable=False),
    sa.Column("source", words(Source), nullable=False),
    sa.Column("group_id", sa.String, nullable=False),
    sa.Column("rep_id", sa.String, nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("from_s", sa.Integer, nullable=False),
    sa.Column("until_s", sa.Integer, nullable=False),
    sa.Column("place_id", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("country", sa.String, nullable=False),
    sa.Column("region", sa.String, nullable=False),
    sa.Column("working", sa.Boolean, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", Instant(blank=True)),
    sa.Index("ix_fixed_dates_rep", "rep_id", "first"),
    sa.Index("ix_fixed_dates_group", "group_id"),
)
"""Absences, appointments, ride-alongs and company days, see `store.fixed_dates`; `rep_id` is empty for the company."""

pins = sa.Table(
    "pins",
    METADATA,
    visit_key(primary=True),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("start_s", sa.Integer),
    sa.Column("force", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
)
"""Where people have put visits; a pin lives until its visit is closed or the pin is taken back."""

hotels = sa.Table(
    "hotels",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("lat", sa.Float, nullable=False),
    sa.Column("lon", sa.Float, nullable=False),
    sa.Column("price", Amount, nullable=False),
    sa.Column("currency", sa.String, nullable=False),
    sa.Column("rep_id", sa.String, nullable=False),
)
"""Where reps may sleep; `rep_id` names the one rep for whom a hotel is, empty means everybody."""

night_policies = sa.Table(
    "night_policies",
    METADATA,
    sa.Column("rep_id", sa.String, sa.ForeignKey("reps.id"), primary_key=True),
    sa.Column("most_in_row", sa.Integer, nullable=False),
    sa.Column("most_a_week", sa.Integer, nullable=False),
    sa.Column("weekdays", sa.String, nullable=False),
    sa.Column("currency", sa.String, nullable=False),
    sa.Column("hour_price", Amount, nullable=False),
    sa.Column("allowance", Amount, nullable=False),
    sa.Column("room_price", Amount),
)
"""Who stays away overnight; `weekdays` are digits (Monday 0) joined by ``|``."""

plan_inputs = sa.Table(
    "plan_inputs",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("asked", sa.LargeBinary, nullable=False),
)
"""What each rep's part of a plan was made from: zlib-compressed JSON, see `store.plan_inputs`."""

plan_notes = sa.Table(
    "plan_notes",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("rep_id", sa.String, nullable=False),
    sa.Column("account_id", sa.String, nullable=False),
    sa.Column("visit_id", sa.String, nullable=False),
    sa.Column("rule", sa.String, nullable=False),
    sa.Column("days", sa.Integer, nullable=False),
    sa.Column("why", Found, nullable=False),
)
"""What a plan relaxed or withheld, and the bad data it worked around: a plan's report, line by line."""

"""Deals: open, won and lost; and the hand-overs that wait for one."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Amount, sentences

opportunities = sa.Table(
    "opportunities",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("amount", Amount),
    sa.Column("currency", sa.String, nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("probability", sa.Float),
    sa.Column("opened", sa.Date),
    sa.Column("expected_close", sa.Date),
    sa.Column("closed", sa.Date),
    sa.Column("won", sa.Boolean),
    sa.Column("rep_id", sa.String, nullable=False, server_default=""),
)
"""As they are known now: an import updates them by their id."""

waiting_handovers = sa.Table(
    "waiting_handovers",
    METADATA,
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("from_id", sa.String, sa.ForeignKey("reps.id"), nullable=False),
    sa.Column("to_id", sa.String, sa.ForeignKey("reps.id"), nullable=False),
    sa.Column("workload_h", sa.Float, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    *sentences("reason"),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("free_from", sa.Date, nullable=False),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("a_week", sa.Integer, nullable=False),
    sa.Column("notice_days", sa.Integer, nullable=False),
    sa.Column("service_joint_s", sa.Integer, nullable=False),
    sa.Column("retain_days", sa.Integer, nullable=False),
    sa.Column("joint_visit", sa.Boolean, nullable=False),
)
"""Those of the last realignment; one that a later decision replaced stands in no timeline of ownership any more."""

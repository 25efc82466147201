"""What managers say and what became of it: their files, traits of accounts, notes, answers, baselines."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, sentences, words
from store.words import StageState
from territory.experiment_outcome import Shown
from territory.manager_files import FileKind

manager_files = sa.Table(
    "manager_files",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", words(FileKind), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("recorded_at", Instant(), nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("beside", sa.JSON, nullable=False),
    sa.Column("decision", sa.Integer),
)
"""Every version of a file that a manager gave (`rules`, `targets`, `policy`); `beside` holds the files it speaks of.

`decision` is the one about owners that rules made.
"""

account_traits = sa.Table(
    "account_traits",
    METADATA,
    sa.Column("account_id", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("trait", sa.String, primary_key=True),
    sa.Column("value", sa.String, primary_key=True),
)
"""What the rules and scores ask of an account beyond its own columns; several rows for several values."""

territory_notes = sa.Table(
    "territory_notes",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("territory", sa.String, nullable=False),
    sa.Column("written_at", Instant(), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    *sentences("text"),
    sa.Column("answers", sa.Integer),
)
"""`answers` is the number of the note that a comment is on."""

quality_answers = sa.Table(
    "quality_answers",
    METADATA,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("why", sa.String, nullable=False),
)

baselines = sa.Table(
    "baselines",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("taken_on", sa.Date, nullable=False),
    sa.Column("figures", sa.JSON, nullable=False),
    sa.Column("seal", sa.String, nullable=False),
)

rollout_stages = sa.Table(
    "rollout_stages",
    METADATA,
    sa.Column("rollout", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("stage", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("experiment", sa.String, nullable=False),
    *sentences("what"),
    sa.Column("override", sa.JSON, nullable=False),
    sa.Column("territories", sa.JSON, nullable=False),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("state", words(StageState), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Column("shown", words(Shown), nullable=False, server_default=Shown.UNKNOWN.value),
    sa.Column("reason", sa.String, nullable=False, server_default=""),
)
"""Stages by which what an experiment showed goes to other territories: what is otherwise there, and from which day.

`before` and `after` hold by account what a stage changed, so that it can be taken back. `shown` is what the experiment
showed when the roll-out was begun, `reason` why it was begun all the same.
"""

sales_forecasts = sa.Table(
    "sales_forecasts",
    METADATA,
    sa.Column("territory", sa.String, primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("made_after", sa.Date, primary_key=True),
    sa.Column("made_on", sa.Date, nullable=False),
    sa.Column("method", sa.String, nullable=False),
    sa.Column("foretold", sa.Float, nullable=False),
    sa.Column("low", sa.Float, nullable=False),
    sa.Column("high", sa.Float, nullable=False),
    sa.Column("currency", sa.String, nullable=False),
    sa.Column("came", sa.Float),
)
"""Sales of months as they were foretold after the last month on record, and what came; an empty territory is all."""

"""What reps carry: events with their kept bytes, feeds, CalDAV accounts and links, and what reps answered."""

from __future__ import annotations

import sqlalchemy as sa

from calendars.events import EventStatus
from store.tables.metadata import METADATA
from store.tables.plans import visit_key
from store.tables.types import Instant, Sentences, sentences, texts, words
from store.words import AnswerKind

calendar_events = sa.Table(
    "calendar_events",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("uid", sa.String, primary_key=True),
    *texts("visit_id"),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    *texts("last_modified"),
    sa.Column("status", words(EventStatus), nullable=False),
    *texts("start", "end", "schedule", "content", "zone"),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("ix_calendar_events_day", "rep_id", "day"),
)
"""`body` is the rendered VEVENT, so that a poll renders nothing; moments are ISO 8601 text, whole days dates."""

calendar_feeds = sa.Table(
    "calendar_feeds",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    *texts("digest"),
    sa.Column("made_at", Instant(), nullable=False),
    sa.UniqueConstraint("digest", name="uq_calendar_feeds_digest"),
)
"""`digest` is the SHA-256 of the feed's secret: the secret itself is shown once and kept nowhere."""

calendar_versions = sa.Table(
    "calendar_versions",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)
"""Raised whenever one of a rep's events changes: a poll compares this number and no events."""

calendar_choices = sa.Table(
    "calendar_choices",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    *texts("language"),
    sa.Column("lunch", sa.Boolean, nullable=False),
    sa.Column("nights", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("absences", sa.Boolean, nullable=False),
    sa.Column("alarm_min", sa.Integer),
    sa.Column("contacts", sa.Boolean, nullable=False, server_default=sa.false()),
)

calendar_accounts = sa.Table(
    "calendar_accounts",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    *texts("url", "login", "variable", "token"),
)
"""`variable` names where the password is: it is not kept here, see `store.secrets`; `token` is the server's state."""

calendar_links = sa.Table(
    "calendar_links",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("uid", sa.String, primary_key=True),
    *texts("href", "etag", "start", "end", "content", "words", "note", "hold"),
    sa.Column("intent", sa.JSON),
)

calendar_others = sa.Table(
    "calendar_others",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("href", sa.String, primary_key=True),
    *texts("etag"),
)
"""Objects in a rep's calendar that are none of ours: where they are and their version, and not a word of them."""

visit_answers = sa.Table(
    "visit_answers",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    visit_key(),
    *texts("account_id", "rep_id"),
    sa.Column("kind", words(AnswerKind), nullable=False),
    sa.Column("date", sa.Date),
    sa.Column("start_s", sa.Integer),
    *sentences("text"),
    *texts("by"),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("said", Sentences, nullable=False, server_default=""),
    sa.Column("draft", sa.Integer),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("undone_at", Instant()),
    sa.Column("why", sa.JSON(none_as_null=True)),
    sa.Index("ix_visit_answers_visit", "visit_id"),
    sa.Index("ix_visit_answers_account", "account_id"),
    sa.Index("ix_visit_answers_open", "open"),
    sa.Index("ix_visit_answers_draft", "draft"),
    sa.Index("ix_visit_answers_kind", "kind"),
)
"""What people said about visits and decided of them, reps, planners and calendars alike, in order.

A row is never changed but for `open` (whether somebody still has to settle it) and `undone_at`; `said` is a change by
hand in words, `draft` the plan that has it; `before` holds what an act replaced, so that it can be taken back; `why`
what keeps a wish from being granted, as sentences that can be told in another language.
"""

"""What the workspace knows of itself: settings, people and what they may do, changes, answers given, the outbox."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, sentences, texts, words
from store.words import Following, JobState, Kind, Proof, Reach, Role, Work

settings = sa.Table(
    "settings",
    METADATA,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

changes = sa.Table(
    "changes",
    METADATA,
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", Instant(), nullable=False),
    *texts("actor", "verb"),
    *sentences("summary"),
)
"""One row for each use case that wrote something: the workspace's revision is the highest."""

change_subjects = sa.Table(
    "change_subjects",
    METADATA,
    sa.Column("kind", words(Kind), primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, sa.ForeignKey("changes.revision"), primary_key=True, autoincrement=False),
    sa.Index("ix_change_subjects_revision", "revision"),
)
"""What each change touched: the version of a subject is the highest revision that touched it."""

requests = sa.Table(
    "requests",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    *texts("person_id", "verb", "asked", "answer"),
    sa.Column("made_at", Instant(), nullable=False),
)
"""Requests that were carried out under an id of the caller's: `asked` is the SHA-256 of what was asked."""

outbox = sa.Table(
    "outbox",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.Integer, sa.ForeignKey("changes.revision"), nullable=False),
    sa.Column("kind", words(Following), nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_at", Instant(), nullable=False),
    sa.Column("done_at", Instant()),
    *sentences("error"),
    sa.Index("ix_outbox_next", "done_at", "next_at"),
)
"""What is to be made or sent after the commit of a change; a row without `done_at` still waits."""

people = sa.Table(
    "people",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    *texts("name", "email"),
    sa.Column("rep_id", sa.String),
    sa.Column("active", sa.Boolean, nullable=False),
)
"""Who uses the workspace; `rep_id` is the rep that the person is."""

grants = sa.Table(
    "grants",
    METADATA,
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("role", words(Role), primary_key=True),
    sa.Column("scope", words(Reach), primary_key=True),
    sa.Column("region", sa.String, primary_key=True),
)
"""A role and how far it reaches: ``own``, ``region`` (its id in `region`, else empty) or ``everything``."""

credentials = sa.Table(
    "credentials",
    METADATA,
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("kind", words(Proof), primary_key=True),
    *texts("digest"),
    sa.Column("made_at", Instant(blank=True)),
)
"""By what people prove who they are: `kind` is ``password`` (to sign in) or ``passphrase`` (to sign what they do)."""

sessions = sa.Table(
    "sessions",
    METADATA,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("seen_at", Instant(), nullable=False),
    sa.Column("expires_at", Instant(), nullable=False),
    sa.Column("proved_at", Instant(), nullable=False),
    *texts("device"),
    sa.Column("phone", sa.Boolean, nullable=False),
    sa.Index("ix_sessions_person", "person_id"),
)
"""Who is signed in where: `digest` is the SHA-256 of the cookie; `proved_at` when the password was typed last."""

tokens = sa.Table(
    "tokens",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), nullable=False),
    *texts("digest", "name", "scopes"),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("expires_at", Instant(), nullable=False),
    sa.Column("seen_at", Instant(blank=True)),
)
"""Tokens for other software: `scopes` are words joined by ``|``; the secret is shown once and kept nowhere."""

invitations = sa.Table(
    "invitations",
    METADATA,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("expires_at", Instant(), nullable=False),
    *texts("made_by"),
    sa.Column("used_at", Instant()),
)
"""Links by which a person sets a password: the first one, or a new one where the old is forgotten."""

preferences = sa.Table(
    "preferences",
    METADATA,
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), primary_key=True),
    *texts("language", "theme"),
)
"""How pages look for a person: language ``en`` or ``de``, theme ``auto``, ``light`` or ``dark``."""

jobs = sa.Table(
    "jobs",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", words(Work), nullable=False),
    *texts("person_id"),
    sa.Column("state", words(JobState), nullable=False),
    sa.Column("asked_at", Instant(), nullable=False),
    *sentences("error"),
    sa.Column("order", sa.JSON, nullable=False),
    sa.Column("progress", sa.JSON, nullable=False),
    sa.Column("result", sa.JSON, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("stop_asked", sa.Boolean, nullable=False),
    sa.Column("started_at", Instant()),
    sa.Column("beat_at", Instant()),
    sa.Column("ended_at", Instant()),
    sa.Index("ix_jobs_state", "state", "id"),
)
"""Long work that people asked for, see `store.jobs`."""

schedules = sa.Table(
    "schedules",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    *texts("name"),
    sa.Column("kind", words(Work), nullable=False),
    *texts("person_id", "weekdays", "zone"),
    sa.Column("next_at", Instant(), nullable=False),
    sa.Column("at_s", sa.Integer, nullable=False),
    sa.Column("order", sa.JSON, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
)
"""Jobs asked for again and again: `weekdays` are digits (Monday 0) joined by ``|``, `at_s` the zone's clock."""

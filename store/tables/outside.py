"""What goes out: webhooks, the mail server, what people do not want, what they were told last."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, words
from store.words import Mailing

webhooks = sa.Table(
    "webhooks",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("verbs", sa.String, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
)
"""Addresses that are told of changes: `verbs` are joined by ``|``, empty for all; the key is in the secret store."""

mail_servers = sa.Table(
    "mail_servers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("host", sa.String, nullable=False),
    sa.Column("port", sa.Integer, nullable=False),
    sa.Column("security", sa.String, nullable=False),
    sa.Column("login", sa.String, nullable=False),
    sa.Column("variable", sa.String, nullable=False),
    sa.Column("sender", sa.String, nullable=False),
    sa.Column("base", sa.String, nullable=False),
)
"""The one server that mail is sent by (`id` 1): `security` is ``tls``, ``starttls`` or ``none``."""

mail_refusals = sa.Table(
    "mail_refusals",
    METADATA,
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("kind", words(Mailing), primary_key=True),
)
"""What a person does not want to be told by mail."""

mailed_weeks = sa.Table(
    "mailed_weeks",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("lines", sa.JSON, nullable=False),
)
"""The visits of a day as the rep was told them last: what is another the next time is what changed."""

identity_providers = sa.Table(
    "identity_providers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("issuer", sa.String, nullable=False),
    sa.Column("client_id", sa.String, nullable=False),
    sa.Column("variable", sa.String, nullable=False),
    sa.Column("label", sa.String, nullable=False),
)
"""The one provider (`id` 1) by which people may sign in; its secret is in a variable of the environment, or empty."""

person_subjects = sa.Table(
    "person_subjects",
    METADATA,
    sa.Column("issuer", sa.String, primary_key=True),
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.UniqueConstraint("issuer", "person_id", name="uq_person_subjects"),
)
"""By which subject of a provider a person is known: the first time by a verified address, from then on by this."""

"""Webhooks, the mail server and who wants what, in and out of the tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import upsert
from store.tables.house import grants, people
from store.tables.outside import mail_refusals, mail_servers, mailed_weeks, webhooks


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of changes; no verbs means all."""

    id: int
    url: str
    verbs: tuple[str, ...]
    active: bool
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that mail is sent by.

    Attributes
    ----------
    security : str
        ``tls``, ``starttls`` or ``none``.
    login : str
        Empty where the server asks for none.
    variable : str
        The variable of the environment that holds the password; empty where the file of secrets does.
    sender, base : str
        Whose address mail comes from, and the address at which people reach the pages.
    """

    host: str
    port: int
    security: str
    login: str
    variable: str
    sender: str
    base: str


def read_webhooks(connection: Connection) -> tuple[Webhook, ...]:
    """Return all webhooks by number."""
    rows = connection.execute(sa.select(webhooks).order_by(webhooks.c.id)).mappings()
    return tuple(Webhook(**dict(row) | {"verbs": tuple(filter(None, row["verbs"].split("|")))}) for row in rows)


def write_webhook(connection: Connection, hook: Webhook) -> None:
    """Store a webhook."""
    upsert(connection, webhooks, [asdict(hook) | {"verbs": "|".join(hook.verbs)}])


def next_webhook_number(connection: Connection) -> int:
    """Return the number of a new webhook; those of removed ones are not given again."""
    return (connection.execute(sa.select(sa.func.max(webhooks.c.id))).scalar() or 0) + 1


def read_mail_server(connection: Connection) -> MailServer | None:
    """Return the mail server, None where there is none."""
    row = connection.execute(sa.select(mail_servers)).mappings().one_or_none()
    return None if row is None else MailServer(**{name: row[name] for name in MailServer.__dataclass_fields__})


def write_mail_server(connection: Connection, server: MailServer) -> None:
    """Store the mail server."""
    upsert(connection, mail_servers, [{"id": 1} | asdict(server)])


def read_refusals(connection: Connection, person_id: str) -> frozenset[str]:
    """Return the kinds of mail that a person does not want."""
    query = sa.select(mail_refusals.c.kind).where(mail_refusals.c.person_id == person_id)
    return frozenset(connection.execute(query).scalars())


def write_refusals(connection: Connection, person_id: str, kinds: Collection[str]) -> None:
    """Store the kinds of mail that a person does not want."""
    connection.execute(mail_refusals.delete().where(mail_refusals.c.person_id == person_id))
    if kinds:
        rows = [{"person_id": person_id, "kind": kind} for kind in sorted(kinds)]
        connection.execute(mail_refusals.insert(), rows)


def people_of_rep(connection: Connection, rep_id: str) -> tuple[str, ...]:
    """Return the active people who are a rep."""
    query = sa.select(people.c.id).where(people.c.rep_id == rep_id, people.c.active).order_by(people.c.id)
    return tuple(connection.execute(query).scalars())


def people_with_role(connection: Connection, role: str) -> tuple[str, ...]:
    """Return the active people who have a role, however far it reaches."""
    held = sa.select(grants.c.person_id).where(grants.c.role == role)
    query = sa.select(people.c.id).where(people.c.id.in_(held), people.c.active).order_by(people.c.id)
    return tuple(connection.execute(query).scalars())


def read_mailed(connection: Connection, rep_id: str) -> dict[date, list[Any]]:
    """Return the visits of each day as the rep was told them last."""
    query = sa.select(mailed_weeks.c.day, mailed_weeks.c.lines).where(mailed_weeks.c.rep_id == rep_id)
    return {row.day: row.lines for row in connection.execute(query)}


def write_mailed(connection: Connection, rep_id: str, days: Mapping[date, list[Any]]) -> None:
    """Store what the rep is told of some days; days before them are forgotten."""
    before = sa.and_(mailed_weeks.c.rep_id == rep_id, mailed_weeks.c.day < min(days))
    connection.execute(mailed_weeks.delete().where(before))
    upsert(connection, mailed_weeks, [{"rep_id": rep_id, "day": day, "lines": lines} for day, lines in days.items()])

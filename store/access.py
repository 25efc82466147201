"""Passwords, sessions, tokens and invitations, in and out of the tables; no secret is stored, only digests."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.people import PersonRow
from store.rows import upsert
from store.tables.house import credentials, grants, invitations, people, preferences, sessions, tokens


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in somewhere; instants in UTC."""

    digest: str
    person_id: str
    made_at: str
    seen_at: str
    expires_at: str
    proved_at: str
    device: str
    phone: bool


@dataclass(frozen=True, slots=True)
class Token:
    """Other software that may act as a person, within scopes joined by ``|``."""

    id: str
    person_id: str
    digest: str
    name: str
    scopes: str
    made_at: str
    expires_at: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link by which a person sets a password, once."""

    digest: str
    person_id: str
    made_at: str
    expires_at: str
    made_by: str
    used_at: str | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """How pages look for a person."""

    language: str = "en"
    theme: str = "auto"


PASSWORD, PASSPHRASE = "password", "passphrase"
"""Kinds of credentials: with one people sign in, with the other they sign what they do with money."""


def read_digest(connection: Connection, person_id: str, kind: str = PASSWORD) -> str | None:
    """Return the digest of a person's password or passphrase, None where they have none."""
    query = sa.select(credentials.c.digest).where(credentials.c.person_id == person_id, credentials.c.kind == kind)
    return connection.execute(query).scalar_one_or_none()


def write_digest(connection: Connection, person_id: str, digest: str, made_at: str, kind: str = PASSWORD) -> None:
    """Store the digest of a person's password or passphrase."""
    upsert(connection, credentials, [{"person_id": person_id, "kind": kind, "digest": digest, "made_at": made_at}])


def any_digest(connection: Connection, kind: str = PASSWORD) -> bool:
    """Return whether anybody has a password or passphrase."""
    query = sa.select(credentials.c.person_id).where(credentials.c.kind == kind)
    return connection.execute(query.limit(1)).first() is not None


def read_digests(connection: Connection, kind: str) -> dict[str, str]:
    """Return the digests of everybody's passwords or passphrases, by person."""
    query = sa.select(credentials.c.person_id, credentials.c.digest).where(credentials.c.kind == kind)
    return {row.person_id: row.digest for row in connection.execute(query.order_by(credentials.c.person_id))}


def write_session(connection: Connection, session: Session) -> None:
    """Store a session, or what changed of it."""
    upsert(connection, sessions, [asdict(session)])


def find_session(connection: Connection, digest: str) -> Session | None:
    """Return the session of a cookie's digest, None where there is none."""
    row = connection.execute(sa.select(sessions).where(sessions.c.digest == digest)).mappings().one_or_none()
    return None if row is None else Session(**row)


@dataclass(frozen=True, slots=True)
class SignedInRow:
    """A session with whose it is, and how pages look for them."""

    session: Session
    person: PersonRow
    preferences: Preferences


_SESSION = tuple(sessions.columns)
_SIGNED_IN = (
    sa.select(*_SESSION, people.c.name, people.c.email, people.c.rep_id, people.c.active)
    .add_columns(preferences.c.language, preferences.c.theme, grants.c.role, grants.c.scope, grants.c.region)
    .join(people, people.c.id == sessions.c.person_id)
    .outerjoin(preferences, preferences.c.person_id == people.c.id)
    .outerjoin(grants, grants.c.person_id == people.c.id)
    .where(sessions.c.digest == sa.bindparam("digest"))
)
"""Every page asks this first: one question, composed once; it has a row for each grant."""


def find_signed_in(connection: Connection, digest: str) -> SignedInRow | None:
    """Return the session of a cookie's digest with its person, None where there is none."""
    rows = connection.execute(_SIGNED_IN, {"digest": digest}).all()
    if not rows:
        return None
    one, given = rows[0], sorted((row.role, row.scope, row.region) for row in rows if row.role is not None)
    return SignedInRow(
        Session(*one[: len(_SESSION)]),
        PersonRow(one.person_id, one.name, one.email, one.rep_id, one.active, tuple(given)),
        Preferences() if one.language is None else Preferences(one.language, one.theme),
    )


def sessions_of(connection: Connection, person_id: str) -> tuple[Session, ...]:
    """Return a person's sessions, the one used last first."""
    query = sa.select(sessions).where(sessions.c.person_id == person_id).order_by(sessions.c.seen_at.desc())
    return tuple(Session(**row) for row in connection.execute(query).mappings())


def remove_sessions(connection: Connection, person_id: str, digests: list[str] | None = None) -> int:
    """End sessions of a person, all where none is named; return how many there were."""
    where = [sessions.c.person_id == person_id]
    if digests is not None:
        where.append(sessions.c.digest.in_(digests))
    return connection.execute(sessions.delete().where(*where)).rowcount


def remove_expired_sessions(connection: Connection, now: str) -> None:
    """Forget sessions that are over."""
    connection.execute(sessions.delete().where(sessions.c.expires_at < now))


def write_token(connection: Connection, token: Token) -> None:
    """Store a token, or when it was used last."""
    upsert(connection, tokens, [asdict(token)])


def find_token(connection: Connection, token_id: str) -> Token | None:
    """Return a token, None where there is none such."""
    row = connection.execute(sa.select(tokens).where(tokens.c.id == token_id)).mappings().one_or_none()
    return None if row is None else Token(**row)


def tokens_of(connection: Connection, person_id: str) -> tuple[Token, ...]:
    """Return a person's tokens by name."""
    query = sa.select(tokens).where(tokens.c.person_id == person_id).order_by(tokens.c.name, tokens.c.id)
    return tuple(Token(**row) for row in connection.execute(query).mappings())


def remove_token(connection: Connection, person_id: str, token_id: str) -> bool:
    """Revoke a person's token; return whether there was one."""
    where = (tokens.c.person_id == person_id, tokens.c.id == token_id)
    return connection.execute(tokens.delete().where(*where)).rowcount > 0


def write_invitation(connection: Connection, invitation: Invitation) -> None:
    """Store an invitation, or that it was used."""
    upsert(connection, invitations, [asdict(invitation)])


def find_invitation(connection: Connection, digest: str) -> Invitation | None:
    """Return the invitation of a link's digest, None where there is none."""
    row = connection.execute(sa.select(invitations).where(invitations.c.digest == digest)).mappings().one_or_none()
    return None if row is None else Invitation(**row)


def read_preferences(connection: Connection, person_id: str) -> Preferences:
    """Return how pages look for a person."""
    query = sa.select(preferences.c.language, preferences.c.theme).where(preferences.c.person_id == person_id)
    row = connection.execute(query).one_or_none()
    return Preferences() if row is None else Preferences(*row)


def write_preferences(connection: Connection, person_id: str, chosen: Preferences) -> None:
    """Store how pages look for a person."""
    upsert(connection, preferences, [{"person_id": person_id} | asdict(chosen)])

"""Signing in and out: sessions in browsers and on phones, invitations, tokens for software, how pages look."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from office.door import Act, reads, works, writes
from office.identity import find_person, person_of
from office.opening import Office
from office.passwords import digest_of, matches
from office.people import Person, Role
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.access import (
    Invitation,
    Preferences,
    Session,
    Token,
    find_invitation,
    find_session,
    find_signed_in,
    find_token,
    read_digest,
    remove_expired_sessions,
    remove_sessions,
    remove_token,
    sessions_of,
    tokens_of,
    write_digest,
    write_invitation,
    write_preferences,
    write_session,
    write_token,
)
from store.changes import Kind, Subject
from store.database import Connection, reading, writing
from store.instants import written
from store.people import find_person_row

NOBODY = Person("nobody", "nobody", ())
"""Who acts before anybody is signed in."""

BROWSER = timedelta(hours=12)
PHONE = timedelta(days=90)
PROVED = timedelta(minutes=5)
"""How long a typed password counts as fresh."""
INVITED = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)
"""A session notes so seldom that it was used: reading a page seldom writes."""
LANGUAGES, THEMES = ("en", "de"), ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, and how pages look for them; `session` is the digest that names it in lists."""

    person: Person
    preferences: Preferences
    session: str
    proved: bool


def digest(secret: str) -> str:
    """Return the SHA-256 of a secret that is long and random, as it is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sign_in(office: Office, person_id: str, password: str, *, device: str, phone: bool) -> str | None:
    """Sign somebody in and return the session's secret; None where the two do not belong together.

    It takes as long for a person whom there is not, so that nobody learns who is here.
    """
    with reading(office.database) as connection:
        row = find_person_row(connection, person_id)
        kept = read_digest(connection, person_id) if row is not None and row.active else None
    if not matches(kept, password):
        return None
    return begin_session(office, person_id, device=device, phone=phone)


def begin_session(office: Office, person_id: str, *, device: str, phone: bool, proved: bool = True) -> str:
    """Begin a session of somebody who showed who they are, `proved` by their password; return its secret."""
    secret, now = secrets.token_urlsafe(32), office.clock()
    until = now + (PHONE if phone else BROWSER)
    at, last = written(now), written(now if proved else now - PROVED)
    with writing(office.database) as connection:
        remove_expired_sessions(connection, at)
        write_session(
            connection, Session(digest(secret), person_id, at, at, written(until), last, device[:200], phone=phone)
        )
    return secret


def session_of(office: Office, secret: str) -> SignedIn | None:
    """Return who a session's secret belongs to; None where it is over, or the person is not active any more."""
    now = office.clock()
    with reading(office.database) as connection:
        found = find_signed_in(connection, digest(secret))
    if found is None or found.session.expires_at <= written(now) or not found.person.active:
        return None
    session = found.session
    if datetime.fromisoformat(session.seen_at) + SEEN_EVERY < now:
        _note_use(office, session, now)
    proved = datetime.fromisoformat(session.proved_at) + PROVED > now
    return SignedIn(person_of(found.person), found.preferences, session.digest, proved)


def _note_use(office: Office, session: Session, now: datetime) -> None:
    """Note that a session is used; on a phone it goes on from here."""
    until = written(now + PHONE) if session.phone else session.expires_at
    with writing(office.database) as connection:
        if find_session(connection, session.digest) is not None:
            write_session(connection, replace(session, seen_at=written(now), expires_at=until))


def sign_out(office: Office, secret: str) -> None:
    """End the session of a secret."""
    with writing(office.database) as connection:
        session = find_session(connection, digest(secret))
        if session is not None:
            remove_sessions(connection, session.person_id, [session.digest])


def person_of_token(office: Office, token: str) -> tuple[Person, frozenset[str]] | None:
    """Return who a token acts as and within which scopes; None where it is none, over or revoked."""
    prefix, _, rest = token.partition("_")
    token_id, _, secret = rest.partition("_")
    now = office.clock()
    with reading(office.database) as connection:
        found = find_token(connection, token_id) if prefix == "rm" else None
        if found is None or not secrets.compare_digest(found.digest, digest(secret)):
            return None
        row = find_person_row(connection, found.person_id)
        if found.expires_at <= written(now) or row is None or not row.active:
            return None
    if not found.seen_at or datetime.fromisoformat(found.seen_at) + SEEN_EVERY < now:
        with writing(office.database) as connection:
            if find_token(connection, found.id) is not None:
                write_token(connection, replace(found, seen_at=written(now)))
    return person_of(row), frozenset(found.scopes.split("|"))


def invited_person(office: Office, secret: str) -> Person | None:
    """Return whom an invitation's link is for; None where it was used, or is over."""
    with reading(office.database) as connection:
        invitation = _standing(connection, secret, written(office.clock()))
        return None if invitation is None else find_person(connection, invitation.person_id)


def _standing(connection: Connection, secret: str, at: str) -> Invitation | None:
    """Return a link's invitation, None where it was used or is over."""
    found = find_invitation(connection, digest(secret))
    return None if found is None or found.used_at is not None or found.expires_at <= at else found


def accept_invitation(office: Office, secret: str, password: str) -> Person | None:
    """Set a password by an invitation's link, once; all sessions of the person end. None where the link is no more.

    Raises
    ------
    BadInputError
        For a password that is too short or too long; the link stays good.
    """
    now = office.clock()
    new = digest_of(password, "password")
    with writing(office.database) as connection:
        invitation = _standing(connection, secret, written(now))
        if invitation is None:
            return None
        write_invitation(connection, replace(invitation, used_at=written(now)))
        write_digest(connection, invitation.person_id, new, written(now))
        remove_sessions(connection, invitation.person_id)
        return find_person(connection, invitation.person_id)


@writes
def invite_person(act: Act, person_id: str) -> str:
    """Return the secret of a link by which a person sets a password, once and within a week."""
    row = find_person_row(act.connection, person_id)
    if row is None or not row.active:
        cause = sentence("there is no person {person_id!r}", person_id=person_id)
        raise BadInputError([Problem("person-unknown", "person", cause, "Let them in first.")])
    secret = secrets.token_urlsafe(32)
    until = written(act.now + INVITED)
    write_invitation(act.connection, Invitation(digest(secret), person_id, act.at, until, act.who.id))
    act.touch(Subject(Kind.PEOPLE, person_id))
    act.note(sentence("invited {name}", name=row.name))
    return secret


@works
def change_password(act: Act, old: str, new: str) -> None:
    """Change one's own password; every session of the person ends.

    Raises
    ------
    BadInputError
        If the old password is another, or the new one is too short or too long.
    """
    with act.reading() as connection:
        kept = read_digest(connection, act.who.id)
    if not matches(kept, old):
        raise BadInputError([Problem("password-wrong", "password", "the old password is another", "Type it again.")])
    made = digest_of(new, "password")
    with act.writing() as connection:
        write_digest(connection, act.who.id, made, act.at)
        remove_sessions(connection, act.who.id)
        act.touch(Subject(Kind.PEOPLE, act.who.id))
        act.note("changed the password")


@reads
def list_sessions(act: Act) -> tuple[Session, ...]:
    """Return where one is signed in oneself."""
    return sessions_of(act.connection, act.who.id)


@writes
def end_session(act: Act, session: str) -> bool:
    """End one of one's own sessions, such as that of a lost phone; return whether there was one."""
    act.note("ended a session")
    return remove_sessions(act.connection, act.who.id, [session]) > 0


@writes
def make_token(act: Act, name: str, scopes: frozenset[str], days: int) -> str:
    """Return a new token for other software that acts as oneself; it is shown this once.

    `scopes` are ``read`` and ``write``; the token may never do more than the person.
    """
    problems = []
    if not name.strip():
        problems.append(Problem("token-unnamed", "token", "a token needs a name", "Say what it is for."))
    if not scopes or scopes - {"read", "write"}:
        problems.append(Problem("token-scope", "token", "scopes are read and write", "Give one or both."))
    if not 1 <= days <= 731:
        problems.append(Problem("token-days", "token", "a token lasts from 1 to 731 days", "Give another number."))
    if problems:
        raise BadInputError(problems)
    token_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    until = written(act.now + timedelta(days=days))
    row = Token(token_id, act.who.id, digest(secret), name.strip(), "|".join(sorted(scopes)), act.at, until, "")
    write_token(act.connection, row)
    act.touch(Subject(Kind.PEOPLE, act.who.id))
    act.note(sentence("made the token {name}", name=name.strip()))
    return f"rm_{token_id}_{secret}"


@reads
def list_tokens(act: Act) -> tuple[Token, ...]:
    """Return one's own tokens."""
    return tokens_of(act.connection, act.who.id)


@writes
def revoke_token(act: Act, token_id: str) -> bool:
    """Revoke one of one's own tokens; return whether there was one."""
    act.note("revoked a token")
    return remove_token(act.connection, act.who.id, token_id)


@writes
def change_preferences(act: Act, language: str, theme: str) -> None:
    """Choose how pages look for oneself; raises `BadInputError` for a language or theme that there is not."""
    if language not in LANGUAGES or theme not in THEMES:
        cause = sentence("{language!r}, {theme!r} is no choice", language=language, theme=theme)
        choices = sentence(
            "Languages: {names}; themes: {names_2}.", names=", ".join(LANGUAGES), names_2=", ".join(THEMES)
        )
        raise BadInputError([Problem("preference-impossible", "preferences", cause, choices)])
    write_preferences(act.connection, act.who.id, Preferences(language, theme))
    act.note("chose how pages look")


def home_of(person: Person) -> str:
    """Return where a person begins: the page of the role that they use most."""
    order = ((Role.REP, "/day"), (Role.PLANNER, "/plan"), (Role.MANAGER, "/today"), (Role.FINANCE, "/claims"))
    return next((page for role, page in order if role in person.roles), "/admin")

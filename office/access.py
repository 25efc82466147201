"""Where people are signed in and what software acts as them, for who answers for the workspace: seen, and ended."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads, writes
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.access import remove_sessions, remove_token, sessions_of, tokens_of
from store.changes import Kind, Subject
from store.people import read_people


@dataclass(frozen=True, slots=True)
class Access:
    """A session or a token of somebody that holds; `key` names it and opens nothing.

    Attributes
    ----------
    what : str
        The browser of a session, or the name of a token.
    scopes : str
        What a token may; empty for a session.
    seen_at : str
        When it was used last; empty for a token that was never used.
    """

    key: str
    person_id: str
    person: str
    token: bool
    phone: bool
    what: str
    scopes: str
    made_at: str
    seen_at: str
    expires_at: str


@reads
def list_access(act: Act) -> tuple[Access, ...]:
    """Return every session and token that is not over, by person; sessions first, the one used last before others."""
    found = [one for row in read_people(act.connection) for one in _of(act, row.id, row.name)]
    return tuple(one for one in found if one.expires_at > act.at)


@writes
def revoke_access(act: Act, person_id: str, key: str) -> None:
    """End a session or a token of somebody: a lost phone, a program that is no more.

    Raises
    ------
    BadInputError
        Where the person has none such; it may have ended meanwhile.
    """
    if not remove_sessions(act.connection, person_id, [key]) and not remove_token(act.connection, person_id, key):
        raise BadInputError([Problem("access-unknown", "access", "it has ended already", "List them.")])
    act.touch(Subject(Kind.PEOPLE, person_id))
    act.note(sentence("ended an access of {person_id}", person_id=person_id))


def _of(act: Act, person_id: str, name: str) -> list[Access]:
    sessions = [
        Access(
            one.digest, person_id, name, token=False, phone=one.phone, what=one.device, scopes="",
            made_at=one.made_at, seen_at=one.seen_at, expires_at=one.expires_at,
        )
        for one in sessions_of(act.connection, person_id)
    ]  # fmt: skip
    tokens = [
        Access(
            one.id, person_id, name, token=True, phone=False, what=one.name, scopes=one.scopes,
            made_at=one.made_at, seen_at=one.seen_at, expires_at=one.expires_at,
        )
        for one in tokens_of(act.connection, person_id)
    ]  # fmt: skip
    return sessions + tokens

"""Which person it is that acts: the one that was named, or whoever a workspace of one's own belongs to."""

from __future__ import annotations

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.database import Connection, reading
from store.people import PersonRow, anybody, find_person_row


def person_named(office: Office, name: str | None) -> Person:
    """Return the person of an id.

    Whoever sits at the machine of a workspace and names nobody acts as its administrator. While nobody is
    registered, a name is taken as it is said, and a rep's id is that rep.

    Raises
    ------
    BadInputError
        Where people are registered and this is none of them, or one who is not active any more.
    """
    if not name:
        return owner()
    with reading(office.database) as connection:
        return find_person(connection, name)


def person_for_rep(office: Office, name: str | None, rep_id: str) -> Person:
    """Return who does something about a rep: the one that was named; while nobody is registered, the rep."""
    if not name:
        with reading(office.database) as connection:
            return owner() if anybody(connection) else find_person(connection, rep_id)
    return person_named(office, name)


def find_person(connection: Connection, name: str) -> Person:
    """Return the person of an id; raises `BadInputError` as `person_named` does."""
    row = find_person_row(connection, name)
    if row is None and not anybody(connection):
        return owner(name, name if any(rep.id == name for rep in read_reps(connection)) else None)
    if row is None or not row.active:
        cause = (
            sentence("there is no person {name!r}", name=name)
            if row is None
            else sentence("{row_name} is not active any more", row_name=row.name)
        )
        raise BadInputError([Problem("person-unknown", "person", cause, "Name somebody who is.")])
    return person_of(row)


def person_of(row: PersonRow) -> Person:
    """Return a stored person as the one who acts."""
    grants = tuple(Grant(Role(role), Reach(reach), region) for role, reach, region in row.grants)
    return Person(row.id, row.name, grants, row.rep_id)

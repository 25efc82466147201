"""Letting people in: who uses the workspace, in which roles, over whom; the last administrator stays."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads, writes
from office.identity import person_of
from office.people import Grant, Person, Reach, Role
from office.signatures import require_signature
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.changes import Kind, Subject
from store.database import Connection
from store.people import PersonRow, find_person_row, read_people, write_person
from store.people_erased import end_access


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who uses the workspace; `active` is False for whoever has left."""

    person: Person
    email: str
    active: bool


@reads
def list_people(act: Act) -> tuple[Member, ...]:
    """Return everybody, by id."""
    return tuple(_member(row) for row in read_people(act.connection))


@writes
def save_person(
    act: Act, person_id: str, name: str, grants: tuple[Grant, ...], *, rep_id: str | None = None, email: str = ""
) -> Member:
    """Let somebody in, or change what they may do.

    Raises
    ------
    BadInputError
        For an empty id or name, a rep whom there is not, a rep's role without its rep, or the last administrator.
    """
    _refuse(_problems(act.connection, person_id, name, grants, rep_id))
    given = tuple((grant.role.value, grant.reach.value, grant.region) for grant in sorted(set(grants)))
    return _keep(
        act,
        PersonRow(person_id, name.strip(), email, rep_id, active=True, grants=given),
        sentence("{name} can sign in", name=name.strip()),
    )


@writes
def remove_person(act: Act, person_id: str) -> Member:
    """Let somebody do nothing any more; what they did keeps their name."""
    row = find_person_row(act.connection, person_id)
    if row is None:
        cause = sentence("there is no person {person_id!r}", person_id=person_id)
        raise BadInputError([Problem("person-unknown", "person", cause, "List them: roundsman person list.")])
    gone = PersonRow(row.id, row.name, row.email, row.rep_id, active=False, grants=row.grants)
    end_access(act.connection, person_id)
    return _keep(act, gone, sentence("{name} has left", name=row.name))


def _keep(act: Act, row: PersonRow, said: str) -> Member:
    require_signature(act)
    others = [one for one in read_people(act.connection) if one.id != row.id]
    _refuse(_without_administrator([*others, row]))
    write_person(act.connection, row)
    act.touch(Subject(Kind.PEOPLE, row.id))
    act.note(said)
    return _member(row)


def _problems(
    connection: Connection, person_id: str, name: str, grants: tuple[Grant, ...], rep_id: str | None
) -> list[Problem]:
    problems = []
    if not person_id.strip() or person_id != person_id.strip() or not name.strip():
        cause = "a person needs an id without spaces around it, and a name"
        problems.append(Problem("person-unnamed", "person", cause, "Give both."))
    if any(grant.role is Role.REP for grant in grants) != (rep_id is not None):
        cause = "the rep's role and the rep belong together"
        problems.append(Problem("person-rep-missing", person_id, cause, "Name the rep that the person is, or neither."))
    if rep_id is not None and rep_id not in {rep.id for rep in read_reps(connection)}:
        problems.append(
            Problem(
                "rep-unknown", person_id, sentence("there is no rep {rep_id!r}", rep_id=rep_id), "Name one of the reps."
            )
        )
    return problems


def _without_administrator(rows: list[PersonRow]) -> list[Problem]:
    role = (Role.ADMINISTRATOR.value, Reach.EVERYTHING.value, "")
    if any(row.active and role in row.grants for row in rows):
        return []
    cause = "nobody would be an administrator"
    return [Problem("administrator-last", "person", cause, "Make somebody else administrator first.")]


def _member(row: PersonRow) -> Member:
    return Member(person_of(row), row.email, row.active)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise BadInputError(problems)

"""People and their grants, in and out of the tables."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import upsert
from store.tables.house import grants, people


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as stored; `grants` are (role, scope, region)."""

    id: str
    name: str
    email: str
    rep_id: str | None
    active: bool
    grants: tuple[tuple[str, str, str], ...]


def read_people(connection: Connection) -> tuple[PersonRow, ...]:
    """Return everybody, by id."""
    given: dict[str, list[tuple[str, str, str]]] = {}
    for row in connection.execute(sa.select(grants).order_by(grants.c.role, grants.c.scope, grants.c.region)):
        given.setdefault(row.person_id, []).append((row.role, row.scope, row.region))
    rows = connection.execute(sa.select(people).order_by(people.c.id))
    return tuple(
        PersonRow(row.id, row.name, row.email, row.rep_id, row.active, tuple(given.get(row.id, ()))) for row in rows
    )


def find_person_row(connection: Connection, person_id: str) -> PersonRow | None:
    """Return one person, None where there is none such."""
    row = connection.execute(sa.select(people).where(people.c.id == person_id)).one_or_none()
    if row is None:
        return None
    query = sa.select(grants.c.role, grants.c.scope, grants.c.region).where(grants.c.person_id == person_id)
    given = sorted(tuple(one) for one in connection.execute(query))
    return PersonRow(row.id, row.name, row.email, row.rep_id, row.active, tuple(given))


def person_of_rep(connection: Connection, rep_id: str) -> PersonRow | None:
    """Return the first active person who is a rep, None where there is none."""
    query = sa.select(people.c.id).where(people.c.rep_id == rep_id, people.c.active).order_by(people.c.id)
    found = connection.execute(query).scalars().first()
    return None if found is None else find_person_row(connection, found)


def emails_of_rep(connection: Connection, rep_id: str) -> tuple[str, ...]:
    """Return the addresses of the people who are a rep."""
    return tuple(connection.execute(sa.select(people.c.email).where(people.c.rep_id == rep_id)).scalars())


def anybody(connection: Connection) -> bool:
    """Return whether anybody is registered."""
    return connection.execute(sa.select(people.c.id).limit(1)).first() is not None


def write_person(connection: Connection, row: PersonRow) -> None:
    """Store a person with exactly these grants."""
    values = {"id": row.id, "name": row.name, "email": row.email, "rep_id": row.rep_id, "active": row.active}
    upsert(connection, people, [values])
    connection.execute(grants.delete().where(grants.c.person_id == row.id))
    if row.grants:
        named = ("role", "scope", "region")
        rows = [{"person_id": row.id} | dict(zip(named, grant, strict=True)) for grant in row.grants]
        connection.execute(grants.insert(), rows)

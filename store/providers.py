"""The identity provider and whom its subjects are, in and out of the tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from store.database import Connection
from store.tables.house import people
from store.tables.outside import identity_providers, person_subjects


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider.

    Attributes
    ----------
    issuer : str
        Its address; what it says of itself below ``/.well-known/`` must name the same.
    client_id, variable : str
        What we are called there, and the variable that holds our secret; empty where we have none.
    label : str
        What its button is called.
    """

    issuer: str
    client_id: str
    variable: str
    label: str


def read_provider(connection: Connection) -> Provider | None:
    """Return the provider, None where there is none."""
    columns = [column for column in identity_providers.columns if column.name != "id"]
    row = connection.execute(sa.select(*columns)).mappings().one_or_none()
    return None if row is None else Provider(**row)


def write_provider(connection: Connection, provider: Provider | None) -> None:
    """Put a provider in the place of the one before; None takes it away."""
    connection.execute(identity_providers.delete())
    if provider is not None:
        connection.execute(identity_providers.insert().values({"id": 1, **asdict(provider)}))


def person_of_subject(connection: Connection, issuer: str, subject: str) -> str | None:
    """Return the id of the person whom a subject is, None where nobody is known by it."""
    table = person_subjects.c
    query = sa.select(table.person_id).where(table.issuer == issuer, table.subject == subject)
    return connection.execute(query).scalar_one_or_none()


def subject_of_person(connection: Connection, issuer: str, person_id: str) -> str | None:
    """Return the subject by which a person is known, None where there is none."""
    table = person_subjects.c
    query = sa.select(table.subject).where(table.issuer == issuer, table.person_id == person_id)
    return connection.execute(query).scalar_one_or_none()


def write_subject(connection: Connection, issuer: str, subject: str, person_id: str, made_at: str) -> None:
    """Know a person by a subject from now on."""
    row = {"issuer": issuer, "subject": subject, "person_id": person_id, "made_at": made_at}
    connection.execute(person_subjects.insert().values(row))


def people_of_email(connection: Connection, email: str) -> tuple[str, ...]:
    """Return the ids of the active people who have an address, whatever the case of its letters."""
    rows = connection.execute(sa.select(people.c.id, people.c.email).where(people.c.active).order_by(people.c.id))
    return tuple(row.id for row in rows if email and row.email.casefold() == email.casefold())

"""Requests that were carried out under an id of the caller's, with the answer that they got."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.house import requests


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that was carried out: `asked` is the SHA-256 of what was asked, `answer` JSON."""

    id: str
    person_id: str
    verb: str
    asked: str
    answer: str
    made_at: str


def find_answered(connection: Connection, request_id: str) -> Answered | None:
    """Return the request of an id, None where it has not been carried out."""
    row = connection.execute(sa.select(requests).where(requests.c.id == request_id)).one_or_none()
    return None if row is None else Answered(*row)


def keep_answered(connection: Connection, answered: Answered) -> None:
    """Keep what a request was answered, in the transaction that carries it out."""
    connection.execute(
        requests.insert().values({name: getattr(answered, name) for name in Answered.__dataclass_fields__})
    )

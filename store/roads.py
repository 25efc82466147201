"""Road networks in the database: the newest is in use."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.roads import roads


@dataclass(frozen=True, slots=True)
class RoadsRow:
    """A kept network without its bytes; `key` is that of its file."""

    id: int
    key: str


def newest_roads(connection: Connection) -> RoadsRow | None:
    """Return the network in use, None if there is none."""
    query = sa.select(roads.c.id, roads.c.key).order_by(roads.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else RoadsRow(*row)


def read_roads(connection: Connection, number: int) -> bytes:
    """Return a network as `routing.network` writes it."""
    return bytes(connection.execute(sa.select(roads.c.network).where(roads.c.id == number)).scalar_one())


def add_roads(connection: Connection, key: str, source: str, made_at: str, network: bytes) -> None:
    """Put a network in use."""
    newest = newest_roads(connection)
    row = {"id": 1 if newest is None else newest.id + 1, "key": key, "source": source, "made_at": made_at}
    connection.execute(roads.insert().values(row | {"network": network}))

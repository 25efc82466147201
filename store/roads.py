"""Road networks in the database: the newest is in use."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.roads import roads


@dataclass(frozen=True, slots=True)
class RoadsRow:
    """A kept network without its bytes; `key` is that of its file, `has_ground` whether maps have their own."""

    id: int
    key: str
    has_ground: bool


def newest_roads(connection: Connection) -> RoadsRow | None:
    """Return the network in use, None if there is none."""
    query = sa.select(roads.c.id, roads.c.key, roads.c.ground.is_not(None)).order_by(roads.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else RoadsRow(row[0], row[1], bool(row[2]))


def read_roads(connection: Connection, number: int) -> bytes:
    """Return a network as `routing.network` writes it."""
    return bytes(connection.execute(sa.select(roads.c.network).where(roads.c.id == number)).scalar_one())


def read_ground(connection: Connection, number: int) -> bytes | None:
    """Return what maps are drawn on as `routing.ground` packs it, None where it was not read."""
    found = connection.execute(sa.select(roads.c.ground).where(roads.c.id == number)).scalar_one()
    return None if found is None else bytes(found)


def set_ground(connection: Connection, number: int, ground: bytes) -> None:
    """Keep what maps are drawn on with a network that there is."""
    connection.execute(roads.update().where(roads.c.id == number).values(ground=ground))


def add_roads(connection: Connection, key: str, source: str, made_at: str, network: bytes) -> int:
    """Put a network in use; returns its number."""
    newest = newest_roads(connection)
    number = 1 if newest is None else newest.id + 1
    row = {"id": number, "key": key, "source": source, "made_at": made_at, "network": network}
    connection.execute(roads.insert().values(row))
    return number

"""Acts of phones, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.sentences import Kept
from store.tables.acts import acts


@dataclass(frozen=True, slots=True)
class KeptAct:
    """An act as it came, and what became of it; `answer` holds a mapping for each problem that was found."""

    key: str
    person_id: str
    device: str
    kind: str
    about: str
    at: str
    received_at: str
    asked: str
    outcome: str
    seq: int
    body: Mapping[str, str]
    answer: list[dict[str, Kept]]


_ACT = sa.select(acts).where(acts.c.key == sa.bindparam("sent"))
_LAST = sa.select(sa.func.max(acts.c.seq)).where(
    acts.c.person_id == sa.bindparam("person"), acts.c.device == sa.bindparam("phone"),
    acts.c.about == sa.bindparam("visit"), acts.c.outcome.in_(sa.bindparam("kept", expanding=True)),
)  # fmt: skip
_KEEP = acts.insert()


def find_act(connection: Connection, key: str) -> KeptAct | None:
    """Return an act by its key, None where it never came."""
    row = connection.execute(_ACT, {"sent": key}).mappings().one_or_none()
    return None if row is None else KeptAct(**row)


def keep_act(connection: Connection, act: KeptAct) -> None:
    """Keep an act with what became of it."""
    connection.execute(_KEEP, asdict(act))


def sequences_of(connection: Connection, person_id: str, device: str) -> frozenset[int]:
    """Return the numbers of all acts that came from one of a person's devices."""
    where = (acts.c.person_id == person_id, acts.c.device == device)
    return frozenset(connection.execute(sa.select(acts.c.seq).where(*where)).scalars())


def last_carried(connection: Connection, person_id: str, device: str, about: str, kept: frozenset[str]) -> int:
    """Return the number of the last act of a device about a visit that changed it, 0 where there is none.

    `kept` names the outcomes that changed something.
    """
    given = {"person": person_id, "phone": device, "visit": about, "kept": sorted(kept)}
    return connection.execute(_LAST, given).scalar() or 0


def acts_of(connection: Connection, person_id: str) -> tuple[KeptAct, ...]:
    """Return all acts that a person's phones sent, in the order in which they came."""
    query = sa.select(acts).where(acts.c.person_id == person_id).order_by(acts.c.received_at, acts.c.seq)
    return tuple(KeptAct(**row) for row in connection.execute(query).mappings())


def acts_to_look_at(connection: Connection, person_id: str, outcomes: frozenset[str]) -> tuple[KeptAct, ...]:
    """Return a person's acts of some outcomes, the last one first."""
    where = (acts.c.person_id == person_id, acts.c.outcome.in_(sorted(outcomes)))
    query = sa.select(acts).where(*where).order_by(acts.c.received_at.desc(), acts.c.seq.desc()).limit(50)
    return tuple(KeptAct(**row) for row in connection.execute(query).mappings())

"""Claims, their audit log, and months that are closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.claims import LOCKED, AuditEntry, Claim, ClaimState, Step
from mileage.ledger import Head
from mileage.periods import Closing
from store.instants import written
from store.sound import Unsound, sound
from store.tables.mileage import claim_steps, claims, closings


def read_closing(connection: Connection) -> Closing:
    """Return which months take no more postings."""
    through = connection.execute(sa.select(sa.func.max(closings.c.month))).scalar() or ""
    locked = frozenset((claim.rep_id, claim.period) for claim in read_claims(connection) if claim.state in LOCKED)
    return Closing(through, locked)


def add_closing(connection: Connection, month: str, head: Head, actor: str, now: datetime) -> None:
    """Close a month, and write down where the ledger ended."""
    row = {"month": month, "closed_at": written(now), "closed_by": actor}
    connection.execute(closings.insert().values(**row, head_count=head.count, head_hash=head.hash))


def read_claims(connection: Connection) -> tuple[Claim, ...]:
    """Return all claims that have left the draft, by rep and period."""
    rows = connection.execute(sa.select(claims))
    found = (Claim(row.rep_id, row.period, row.state) for row in rows)
    return tuple(sorted(found, key=lambda claim: (claim.rep_id, claim.period)))


def read_claim(connection: Connection, rep_id: str, period: str) -> Claim:
    """Return one claim; a draft where nobody has done anything with it yet."""
    query = sa.select(claims.c.state).where(claims.c.rep_id == rep_id, claims.c.period == period)
    state = connection.execute(query).scalar()
    return Claim(rep_id, period, ClaimState(state) if state else ClaimState.DRAFT)


def write_claim(connection: Connection, claim: Claim) -> None:
    """Insert or update a claim's state."""
    where = sa.and_(claims.c.rep_id == claim.rep_id, claims.c.period == claim.period)
    if connection.execute(claims.update().where(where).values(state=claim.state.value)).rowcount == 0:
        row = {"rep_id": claim.rep_id, "period": claim.period, "state": claim.state.value}
        connection.execute(claims.insert().values(**row))


def all_claims(connection: Connection, spoilt: list[Unsound]) -> Iterator[Claim]:
    """Yield every claim that is one; rows that are none any more go to `spoilt`."""
    return sound(connection, claims, lambda row: Claim(row["rep_id"], row["period"], row["state"]), spoilt)


def all_steps(connection: Connection, spoilt: list[Unsound]) -> Iterator[AuditEntry]:
    """Yield the audit log; rows that are no steps any more go to `spoilt`."""
    return sound(connection, claim_steps, _audit_entry, spoilt)


def closed_heads(connection: Connection, spoilt: list[Unsound]) -> dict[str, Head]:
    """Return the ledger's head that was written down when each month was closed."""

    def read(row: Mapping[str, Any]) -> tuple[str, Head]:
        return row["month"], Head(row["head_count"], row["head_hash"])

    return dict(sound(connection, closings, read, spoilt))


def last_step(connection: Connection) -> AuditEntry | None:
    """Return the audit log's last entry."""
    row = connection.execute(sa.select(claim_steps).order_by(claim_steps.c.number.desc()).limit(1)).mappings().first()
    return _audit_entry(row) if row else None


def add_step(connection: Connection, entry: AuditEntry) -> None:
    """Append to the audit log."""
    step = entry.step
    said = {"name": step.name, "actor": step.actor, "reason": step.reason, "at": step.at, "head": step.head}
    said |= {"proof": step.proof, "evidence": step.evidence}
    place = {"number": entry.number, "claim_id": entry.claim_id, "previous": entry.previous, "hash": entry.hash}
    connection.execute(claim_steps.insert().values(**said, **place))


def read_steps(connection: Connection, claim_id: str | None = None) -> Iterator[AuditEntry]:
    """Yield the audit log, or one claim's part of it."""
    query = sa.select(claim_steps).order_by(claim_steps.c.number)
    if claim_id is not None:
        query = query.where(claim_steps.c.claim_id == claim_id)
    return (_audit_entry(row) for row in connection.execute(query).mappings())


def _audit_entry(row: Mapping[str, Any] | sa.RowMapping) -> AuditEntry:
    step = Step(row["name"], row["actor"], row["reason"], row["at"], row["head"], row["proof"], row["evidence"])
    return AuditEntry(row["number"], row["claim_id"], step, row["previous"], row["hash"])

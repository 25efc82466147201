"""Holding the stored ledger, the log and the audit log against what was posted and attested."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from mileage.claims import verify_audit
from mileage.evidence import seal
from mileage.ledger import Head
from mileage.verify import Finding, Verdict, verify
from store.claims import read_steps, written_heads
from store.database import Connection
from store.ledger import Spoilt, all_postings
from store.spending import allowance_seals, expense_seals
from store.tables.mileage import erasures
from store.trips import TripState, all_versions


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict on the ledger, and the numbers of audit entries that are not as they were written."""

    verdict: Verdict
    audit: tuple[int, ...]

    @property
    def is_clean(self) -> bool:
        """Return whether nothing was found."""
        return not self.verdict.findings and not self.audit


def verify_ledger(connection: Connection, expected: Head | None = None) -> Verified:
    """Return what was changed since it was written: in postings, in the log behind them, in the audit log.

    Parameters
    ----------
    connection : Connection
        One snapshot of the database.
    expected : Head, optional
        A head that somebody kept outside the database; without it, the one of the last closed month is used.
    """
    seals, standing = set(allowance_seals(connection)), set()
    trips = ((one.trip.id, seal(one.trip), one.state is TripState.ATTESTED) for one in all_versions(connection))
    for subject, sealed, stands in (*trips, *expense_seals(connection)):
        seals.add((subject, sealed))
        if stands:
            standing.add((subject, sealed))
    erased = frozenset(connection.execute(sa.select(erasures.c.subject)).scalars())
    heads = written_heads(connection)
    spoilt: list[Spoilt] = []
    head = expected or (heads[-1] if heads else None)
    verdict = verify(all_postings(connection, spoilt), seals, erased, head, standing)
    unreadable = [Finding(one.number, "posting-unreadable", one.cause) for one in spoilt]
    found = Verdict((*unreadable, *verdict.findings), verdict.head)
    return Verified(_readable(found), verify_audit(read_steps(connection)))


def _readable(verdict: Verdict) -> Verdict:
    """Keep the first findings of a ledger that is broken all through: nobody reads ten thousand lines."""
    most = 100
    if len(verdict.findings) <= most:
        return verdict
    rest = Finding(0, "and-more", f"{len(verdict.findings) - most} more findings follow")
    return Verdict((*verdict.findings[:most], rest), verdict.head)

"""Holding the stored ledger, and all that payroll reads, against what was posted, attested and decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mileage.audit import (
    claim_findings,
    closing_findings,
    erasure_findings,
    head_findings,
    signer_findings,
)
from mileage.claims import verify_audit
from mileage.evidence import seals
from mileage.ledger import Head
from mileage.trips import TripKind
from mileage.verify import Finding, Verdict, verify
from office.door import Act, reads
from routing.sentences import sentence
from store.access import PASSPHRASE, read_digests
from store.claims import all_claims, all_steps, closed_heads
from store.database import Connection
from store.erasures import ERASED, Erasure, read_erasures
from store.expenses import StoredExpense, all_allowances, all_expenses, all_receipts
from store.ledger import all_postings
from store.sound import Unsound
from store.trips import StoredTrip, TripState, all_versions

MOST_FINDINGS = 100
"""Nobody reads ten thousand lines of a ledger that is broken all through."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict on the ledger, and the numbers of audit entries that are not as they were written."""

    verdict: Verdict
    audit: tuple[int, ...]

    @property
    def is_clean(self) -> bool:
        """Return whether nothing was found."""
        return not self.verdict.findings and not self.audit


@dataclass(slots=True)
class _Log:
    """What the log says today: seals of all versions, of those that hold, and what has to be posted."""

    erased: dict[str, frozenset[str]]
    seals: set[tuple[str, str]] = field(default_factory=set)
    standing: set[tuple[str, str]] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    receipts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, subject: str, own: Iterable[str], *, holds: bool, is_paid: bool = True) -> None:
        """Note one version."""
        self.seals |= {(subject, one) for one in own}
        if holds:
            self.standing |= {(subject, one) for one in own}
        if holds and is_paid:
            self.held.add(subject)

    def is_erased(self, subject: str, kind: str) -> bool:
        """Return whether a subject's words were erased."""
        return subject in self.erased[kind]


@reads
def verify_ledger(act: Act, expected: Head | None = None) -> Verified:
    """Return what was changed since it was written: postings, the log behind them, claims, receipts, the audit log.

    Parameters
    ----------
    expected : Head, optional
        A head that somebody kept outside the database; without it, the one of the last closed month is used.
    """
    connection = act.connection
    spoilt: list[Unsound] = []
    erasures, closed = read_erasures(connection, spoilt), closed_heads(connection, spoilt)
    log = _read_log(connection, erasures, spoilt)
    head = expected or max(closed.values(), key=lambda one: one.count, default=None)
    erased = frozenset(one.subject for one in erasures if one.kind != "private")
    postings: list[Unsound] = []
    verdict = verify(all_postings(connection, postings), log.seals, erased, head, standing=log.standing, held=log.held)
    steps = tuple(all_steps(connection, spoilt))
    findings = [
        *(Finding(int(one.key), "posting-unreadable", one.cause) for one in postings),
        *verdict.findings,
        *log.findings,
        *_receipts(connection, log),
        *claim_findings(all_claims(connection, spoilt), steps),
        *head_findings(steps, verdict.hashes),
        *closing_findings(closed, steps),
        *erasure_findings(((one.step, one.subject, one.kind) for one in erasures), steps),
        *signer_findings(read_digests(connection, PASSPHRASE), steps),
    ]
    findings += [Finding(0, "row-unreadable", f"{one.table} {one.key}: {one.cause}") for one in spoilt]
    return Verified(Verdict(_readable(findings), verdict.head, verdict.hashes), verify_audit(steps))


def _read_log(connection: Connection, erasures: Iterable[Erasure], spoilt: list[Unsound]) -> _Log:
    kinds = ("trip", "expense", "private")
    gone = tuple(erasures)
    log = _Log({kind: frozenset(one.subject for one in gone if one.kind == kind) for kind in kinds})
    for trip in all_versions(connection, spoilt):
        _read_trip(log, trip)
    for spent in all_expenses(connection, spoilt):
        _read_expense(log, spent)
    for allowance in all_allowances(connection, spoilt):
        log.add(allowance.id, (allowance.seal,), holds=True)
    return log


def _read_trip(log: _Log, one: StoredTrip) -> None:
    trip, holds = one.trip, one.state is TripState.ATTESTED
    log.add(trip.id, seals(trip), holds=holds, is_paid=trip.kind is TripKind.BUSINESS)
    words = (trip.from_address, trip.to_address, trip.purpose)
    if log.is_erased(trip.id, "trip") and set(words) != {ERASED}:
        log.findings.append(
            Finding(0, "erased-and-there", sentence("trip {trip} was erased, and has words", trip=trip.id))
        )


def _read_expense(log: _Log, one: StoredExpense) -> None:
    expense, holds = one.expense, one.state == "posted"
    log.add(expense.id, one.accepted.seals, holds=holds)
    if log.is_erased(expense.id, "expense"):
        if expense.merchant != ERASED or expense.note:
            log.findings.append(
                Finding(
                    0, "erased-and-there", sentence("expense {expense} was erased, and has words", expense=expense.id)
                )
            )
    elif holds and expense.receipt:
        log.receipts[expense.receipt] = expense.id


def _receipts(connection: Connection, log: _Log) -> Iterator[Finding]:
    """Yield each receipt that is another than was handed in, and each that an expense names and is not there."""
    kept: set[str] = set()
    for name, content in all_receipts(connection):
        if content is None:
            continue
        if hashlib.sha256(bytes(content)).hexdigest() == name:
            kept.add(name)
        else:
            yield Finding(0, "receipt-changed", sentence("receipt {name} is not what was handed in", name=name))
    for name, expense_id in sorted(log.receipts.items()):
        if name not in kept:
            yield Finding(
                0,
                "receipt-missing",
                sentence("the receipt of expense {expense_id} is gone or another", expense_id=expense_id),
            )


def _readable(findings: list[Finding]) -> tuple[Finding, ...]:
    """Keep the first findings of a ledger that is broken all through."""
    if len(findings) <= MOST_FINDINGS:
        return tuple(findings)
    rest = Finding(0, "and-more", sentence("{count} more findings follow", count=len(findings) - MOST_FINDINGS))
    return (*findings[:MOST_FINDINGS], rest)

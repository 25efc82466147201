"""A claim's steps, each in the audit log; closing months; what payroll is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from mileage.claims import Claim, ClaimState, Step, advance, audited
from mileage.ledger import Entry, EntryKind, Head, Posting
from mileage.money import Money
from mileage.periods import month_of
from mileage.reminders import Reminder, reminders
from office.mileage.acts import Act
from office.mileage.signatures import require_signature
from routing.problems import BadInputError, Problem
from scheduler.plan import VisitStatus
from store.claims import (
    add_closing,
    add_step,
    last_step,
    read_claim,
    read_claims,
    read_closing,
    write_claim,
)
from store.database import Connection
from store.ledger import post, postings_of, read_head
from store.tables.plans import visit_log
from store.trips import TripState, read_trips


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """A claim with what it is worth: one amount a currency, and how many postings bear it."""

    claim: Claim
    totals: tuple[Money, ...]
    postings: int


def claim_totals(connection: Connection, rep_id: str, period: str) -> ClaimTotals:
    """Return a claim and its amounts; what was paid out is not part of what was claimed."""
    sums: dict[str, Money] = {}
    held = [p for p in postings_of(connection, rep_id, period=period) if p.entry.kind is not EntryKind.PAYMENT]
    for posting in held:
        pay = posting.entry.pay
        sums[pay.currency] = sums[pay.currency] + pay if pay.currency in sums else pay
    return ClaimTotals(read_claim(connection, rep_id, period), tuple(sums[c] for c in sorted(sums)), len(held))


def take_step(connection: Connection, claim: Claim, step: str, act: Act, reason: str = "") -> Claim:
    """Take a claim, named by rep and period, one step further; paying posts the payment.

    Raises
    ------
    BadInputError
        Where the step is out of turn, or the month is not over, or the claim is empty.
    """
    require_signature(connection, act)
    totals = claim_totals(connection, claim.rep_id, claim.period)
    claim = advance(totals.claim, step, act.actor, reason)
    if step == "submit":
        _require_whole(totals, act)
    if step == "pay":
        post(connection, [_payment(totals, money, act) for money in totals.totals if money.amount], act.at, act.actor)
    write_claim(connection, claim)
    said = Step(step, act.actor, reason, act.at, read_head(connection).hash, act.proof)
    add_step(connection, audited(last_step(connection), claim, said))
    return claim


def _require_whole(totals: ClaimTotals, act: Act) -> None:
    claim, problems = totals.claim, []
    if totals.postings == 0:
        problems.append(Problem("claim-empty", f"claim {claim.id}", "nothing was posted", "Attest the trips first."))
    if claim.period > month_of(act.now.date()):
        problems.append(Problem("claim-early", f"claim {claim.id}", "the month has not come yet", "Wait for it."))
    if problems:
        raise BadInputError(problems)


def _payment(totals: ClaimTotals, money: Money, act: Act) -> Entry:
    claim = totals.claim
    return Entry(
        kind=EntryKind.PAYMENT,
        rep_id=claim.rep_id,
        subject=f"{claim.id}/{money.currency}",
        day=act.now.date(),
        period=claim.period,
        debit=f"owed:{claim.rep_id}",
        credit="payroll",
        pay=money,
    )


def close_month(connection: Connection, month: str, act: Act) -> Head:
    """Close a month, and all before it, for everybody; return the ledger's head, to be kept elsewhere.

    Raises
    ------
    BadInputError
        Where the month is not over, or already closed.
    """
    require_signature(connection, act)
    problems = []
    if month >= month_of(act.now.date()):
        problems.append(Problem("month-not-over", month, "the month is not over", "Close it when it is."))
    if month <= read_closing(connection).closed_through:
        problems.append(Problem("month-closed", month, "the month is closed already", "Nothing is to be done."))
    if problems:
        raise BadInputError(problems)
    head = read_head(connection)
    add_closing(connection, month, head, act.actor, act.now)
    return head


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """What payroll pays: one line a rep, kind and currency of an approved claim."""

    rep_id: str
    period: str
    kind: str
    pay: Money


def payroll(connection: Connection, period: str) -> tuple[PayrollLine, ...]:
    """Return what is to be paid for a month: approved claims only, deltas and reversals with what they correct."""
    claims = [claim for claim in read_claims(connection) if claim.period == period]
    approved = {claim.rep_id for claim in claims if claim.state is ClaimState.APPROVED}
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for posting in postings_of(connection, period=period):
        if posting.entry.rep_id in approved and posting.entry.kind is not EntryKind.PAYMENT:
            key = (posting.entry.rep_id, _kind(posting), posting.entry.pay.currency)
            sums[key] += posting.entry.pay.amount
    return tuple(
        PayrollLine(rep_id, period, kind, Money(amount, currency))
        for (rep_id, kind, currency), amount in sorted(sums.items())
    )


def _kind(posting: Posting) -> str:
    return posting.entry.debit.split(":", maxsplit=1)[0]


def missing(connection: Connection, today: date) -> tuple[Reminder, ...]:
    """Return what is missing on a day: trips of confirmed visits, claims of months that are over, decisions."""
    done = sa.select(visit_log.c.rep_id, visit_log.c.date).where(visit_log.c.status == VisitStatus.DONE.value)
    visited = [(row.rep_id, row.date) for row in connection.execute(done.distinct())]
    attested = [(one.trip.rep_id, one.trip.date) for one in read_trips(connection, (TripState.ATTESTED,))]
    waiting = read_trips(connection, (TripState.DRAFT, TripState.LEAVING))
    drafted = [(one.trip.rep_id, one.trip.date) for one in waiting]
    return reminders(visited, attested, read_claims(connection), today, drafted)

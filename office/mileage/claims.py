"""A claim's steps, each in the audit log; closing months; what payroll pays; what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mileage.claims import AuditEntry, Claim, ClaimState, advance
from mileage.ledger import Entry, EntryKind, Head, Posting
from mileage.money import Money
from mileage.periods import month_of
from mileage.reminders import ATTEST, Reminder, began, reminders
from mileage.trips import TripKind
from office.door import Act, reads, writes
from office.mileage.reps import rep_today, require_self, require_visible, sees
from office.signatures import require_signature
from office.steps import record_step
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, term
from store.changes import Kind, Subject
from store.claims import add_closing, read_claim, read_claims, read_closing, read_steps, write_claim
from store.confirmed import first_day_in_force, visited_days
from store.ledger import post, postings_of, read_head
from store.people import read_people
from store.trips import StoredTrip, TripState, read_trips


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """A claim with what it is worth: one amount a currency, and how many postings bear it."""

    claim: Claim
    totals: tuple[Money, ...]
    postings: int


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim with its amounts and its steps."""

    totals: ClaimTotals
    steps: tuple[AuditEntry, ...]


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """What payroll pays: one line a rep, kind and currency of an approved claim."""

    rep_id: str
    period: str
    kind: str
    pay: Money


@reads
def show_claim(act: Act, rep_id: str, period: str) -> ClaimShown:
    """Return a claim with its amounts and what was done to it."""
    require_visible(act, rep_id)
    return ClaimShown(claim_totals(act, rep_id, period), tuple(read_steps(act.connection, f"{rep_id}/{period}")))


@writes
def submit_claim(act: Act, rep_id: str, period: str, *, anyway: bool = False) -> ClaimTotals:
    """Submit a rep's month: from now on it takes no more postings.

    Raises
    ------
    BadInputError
        Where the step is out of turn, the month has not come yet, the claim is empty, or (unless `anyway`) something
        of the month is not attested yet.
    """
    require_signature(act)
    require_self(act, rep_id)
    after = _taken(act, Claim(rep_id, period), "submit", "")
    problems = [*_empty_or_early(act, after), *([] if anyway else _incomplete(act, after.claim))]
    if problems:
        raise BadInputError(problems)
    return after


@writes
def approve_claim(act: Act, rep_id: str, period: str) -> ClaimTotals:
    """Approve a submitted claim; the approver is never the claimant."""
    require_signature(act)
    require_visible(act, rep_id)
    return _taken(act, Claim(rep_id, period), "approve", "")


@writes
def reject_claim(act: Act, rep_id: str, period: str, reason: str) -> ClaimTotals:
    """Send a submitted claim back, with a reason; its month is open again."""
    require_signature(act)
    require_visible(act, rep_id)
    return _taken(act, Claim(rep_id, period), "reject", reason)


@writes
def pay_claim(act: Act, rep_id: str, period: str) -> ClaimTotals:
    """Pay an approved claim: the payment is posted."""
    require_signature(act)
    require_visible(act, rep_id)
    return _taken(act, Claim(rep_id, period), "pay", "")


@writes
def close_month(act: Act, month: str) -> Head:
    """Close a month, and all before it, for everybody; return the ledger's head, to be kept elsewhere.

    Raises
    ------
    BadInputError
        Where the month is not over, or already closed.
    """
    require_signature(act)
    problems = []
    if month >= month_of(act.now.date()):
        problems.append(Problem("month-not-over", month, "the month is not over", "Close it when it is."))
    if month <= read_closing(act.connection).closed_through:
        problems.append(Problem("month-closed", month, "the month is closed already", "Nothing is to be done."))
    if problems:
        raise BadInputError(problems)
    head = read_head(act.connection)
    add_closing(act.connection, month, head, act.who.id, act.now)
    record_step(act, Claim("closing", month), "close")
    act.touch(Subject(Kind.LEDGER))
    act.note(sentence("closed {month}", month=month))
    return head


@reads
def list_payroll(act: Act, period: str) -> tuple[PayrollLine, ...]:
    """Return what is to be paid for a month: approved claims only, deltas and reversals with what they correct."""
    claims = [claim for claim in read_claims(act.connection) if claim.period == period and sees(act, claim.rep_id)]
    approved = {claim.rep_id for claim in claims if claim.state is ClaimState.APPROVED}
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for posting in postings_of(act.connection, period=period):
        if posting.entry.rep_id in approved and posting.entry.kind is not EntryKind.PAYMENT:
            key = (posting.entry.rep_id, _kind(posting), posting.entry.pay.currency)
            sums[key] += posting.entry.pay.amount
    return tuple(
        PayrollLine(rep_id, period, kind, Money(amount, currency))
        for (rep_id, kind, currency), amount in sorted(sums.items())
    )


@reads
def list_missing(act: Act, rep_id: str | None = None, period: str | None = None) -> tuple[Reminder, ...]:
    """Return what is missing: trips of confirmed visits, claims of months that are over, decisions on claims."""
    require_visible(act, rep_id)
    return missing_of(act, rep_id, period, rep_today(act, rep_id) if rep_id else act.now.date())


def missing_of(act: Act, rep_id: str | None, period: str | None, today: date) -> tuple[Reminder, ...]:
    """Return what is missing on a day, of the reps whom this person sees."""

    def wanted(rep: str, month: str) -> bool:
        return sees(act, rep) and rep_id in (None, rep) and period in (None, month)

    def some(days: Iterable[tuple[str, date]]) -> set[tuple[str, date]]:
        return {(rep, day) for rep, day in days if wanted(rep, month_of(day))}

    connection = act.connection
    spoken = read_trips(connection, (TripState.ATTESTED, TripState.REFUSED), rep_id)
    waiting = _days(read_trips(connection, (TripState.DRAFT, TripState.LEAVING), rep_id))
    paid = {
        (one.trip.rep_id, one.trip.date)
        for one in spoken
        if one.state is TripState.ATTESTED and one.trip.kind is TripKind.BUSINESS
    }
    in_force, worked = first_day_in_force(connection), {*_days(spoken), *waiting}
    starts = began(worked, in_force)
    earliest = min([in_force or date.max, *(day for _, day in worked)])
    visited = {(rep, day) for rep, day in visited_days(connection, earliest) if day >= starts(rep)} - _days(spoken)
    claims = [claim for claim in read_claims(connection) if wanted(claim.rep_id, claim.period)]
    return reminders(some(visited), some(paid), claims, today, some(waiting))


def _days(trips: Iterable[StoredTrip]) -> set[tuple[str, date]]:
    return {(one.trip.rep_id, one.trip.date) for one in trips}


def _taken(act: Act, claim: Claim, step: str, reason: str) -> ClaimTotals:
    """Take a claim, named by rep and period, one step further; paying posts the payment."""
    before = claim_totals(act, claim.rep_id, claim.period)
    after = advance(before.claim, step, act.who.id, reason, _claimants(act, before.claim))
    totals = ClaimTotals(after, before.totals, before.postings)
    if step == "pay":
        payments = [_payment(act, totals, money) for money in totals.totals if money.amount]
        post(act.connection, payments, act.at, act.who.id)
    write_claim(act.connection, after)
    record_step(act, after, step, reason)
    act.touch(Subject(Kind.LEDGER, claim.rep_id))
    act.note(sentence("claim {claim}: {step}", claim=claim.id, step=term(step)))
    return totals


def _claimants(act: Act, claim: Claim) -> frozenset[str]:
    """Return everybody by whom a claim's rep acts: who is that rep, was named so, or has submitted the claim."""
    people = {person.id for person in read_people(act.connection) if person.rep_id == claim.rep_id}
    submitters = {one.step.actor for one in read_steps(act.connection, claim.id) if one.step.name == "submit"}
    own = {act.who.id} if act.who.rep_id == claim.rep_id else set()
    return frozenset(people | submitters | own)


def _empty_or_early(act: Act, totals: ClaimTotals) -> list[Problem]:
    claim, problems = totals.claim, []
    if totals.postings == 0:
        problems.append(
            Problem(
                "claim-empty",
                sentence("claim {claim}", claim=claim.id),
                "nothing was posted",
                "Attest the trips first.",
            )
        )
    if claim.period > month_of(rep_today(act, claim.rep_id)):
        problems.append(
            Problem(
                "claim-early", sentence("claim {claim}", claim=claim.id), "the month has not come yet", "Wait for it."
            )
        )
    return problems


def _incomplete(act: Act, claim: Claim) -> list[Problem]:
    """Return what would be paid a month late if the claim were submitted as it is."""
    tomorrow = rep_today(act, claim.rep_id) + timedelta(days=1)
    missing = missing_of(act, claim.rep_id, claim.period, tomorrow)
    days = [one.about for one in missing if one.what == ATTEST]
    if not days:
        return []
    cause = sentence("trips of {count} days are not attested: {names}", count=len(days), names=", ".join(days))
    action = "Attest them first, or submit anyway: they are then paid with a later month."
    return [Problem("claim-incomplete", sentence("claim {claim}", claim=claim.id), cause, action)]


def claim_totals(act: Act, rep_id: str, period: str) -> ClaimTotals:
    """Return a claim and its amounts; what was paid out is not part of what was claimed."""
    sums: dict[str, Money] = {}
    held = [p for p in postings_of(act.connection, rep_id, period=period) if p.entry.kind is not EntryKind.PAYMENT]
    for posting in held:
        pay = posting.entry.pay
        sums[pay.currency] = sums[pay.currency] + pay if pay.currency in sums else pay
    return ClaimTotals(read_claim(act.connection, rep_id, period), tuple(sums[c] for c in sorted(sums)), len(held))


def _payment(act: Act, totals: ClaimTotals, money: Money) -> Entry:
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


def _kind(posting: Posting) -> str:
    return posting.entry.debit.split(":", maxsplit=1)[0]

"""The ledger as values: postings that are only ever added, each chained by its hash to the one before.

Double entry in spirit: a posting adds its amount to one account and takes it from another, so that all accounts of a
currency always sum to nothing. What a rep is owed is the balance of ``owed:<rep>`` with its sign turned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mileage.chain import GENESIS, link
from mileage.money import EXACT, Money


class EntryKind(StrEnum):
    """What a posting does."""

    TRIP = "trip"
    EXPENSE = "expense"
    ALLOWANCE = "allowance"
    DELTA = "delta"
    REVERSAL = "reversal"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be posted.

    Attributes
    ----------
    subject : str
        The id of the trip, expense, allowance or claim.
    day : date
        The subject's own date.
    period : str
        The month to which it is posted.
    debit, credit : str
        The accounts it adds to and takes from.
    pay : Money
        Negative in a reversal, and in a delta downwards.
    metres : Decimal
        Claimed metres that it adds; none in a delta.
    pool : str
        Scheme, year and vehicle that it counts towards; empty where nothing is counted.
    table_hash : str
        The version of the rate table, or of the policy, by which the amount was found.
    rates : str
        Money a unit, as a report shows it: ``0.55/0.25``.
    evidence : str
        The hash of the subject as it was attested.
    refers : int or None
        The number of the posting that this one reverses, replaces or corrects.
    reason : str
    """

    kind: EntryKind
    rep_id: str
    subject: str
    day: date
    period: str
    debit: str
    credit: str
    pay: Money
    metres: Decimal = Decimal(0)
    supplements: Decimal = Decimal(0)
    pool: str = ""
    table_hash: str = ""
    rates: str = ""
    evidence: str = ""
    refers: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry in its place in the chain; `posted_at` is an ISO 8601 time in UTC."""

    number: int
    posted_at: str
    posted_by: str
    entry: Entry
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: how many postings it holds and the last one's hash."""

    count: int = 0
    hash: str = GENESIS


def fields(number: int, posted_at: str, posted_by: str, entry: Entry) -> tuple[str | int | None, ...]:
    """Return all that a posting's hash covers, in a fixed order."""
    return (
        number, posted_at, posted_by, entry.kind.value, entry.rep_id, entry.subject, entry.day.isoformat(),
        entry.period, entry.debit, entry.credit, str(entry.pay.amount), entry.pay.currency, plain(entry.metres),
        plain(entry.supplements), entry.pool, entry.table_hash, entry.rates,
        entry.evidence, entry.refers, entry.reason,
    )  # fmt: skip


def plain(number: Decimal) -> str:
    """Return a number without exponent and trailing zeros, so that one value has one spelling."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def append(head: Head, entries: Iterable[Entry], posted_at: str, posted_by: str) -> tuple[Posting, ...]:
    """Return the postings that follow `head`, in the order of the entries."""
    postings: list[Posting] = []
    number, previous = head.count, head.hash
    for entry in entries:
        number += 1
        this = link(previous, fields(number, posted_at, posted_by, entry))
        postings.append(Posting(number, posted_at, posted_by, entry, previous, this))
        previous = this
    return tuple(postings)


def reversal(posting: Posting, period: str, reason: str) -> Entry:
    """Return the entry that undoes a posting at the amount that was posted, whatever the rates say today."""
    entry = posting.entry
    return Entry(
        EntryKind.REVERSAL, entry.rep_id, entry.subject, entry.day, period, entry.debit, entry.credit, -entry.pay,
        -entry.metres, -entry.supplements, entry.pool, entry.table_hash, entry.rates, entry.evidence,
        posting.number, reason,
    )  # fmt: skip


def standing(postings: Iterable[Posting]) -> Iterator[Posting]:
    """Yield the postings that hold: neither reversed nor reversals themselves."""
    kept = tuple(postings)
    undone = {p.entry.refers for p in kept if p.entry.kind is EntryKind.REVERSAL}
    return (p for p in kept if p.entry.kind is not EntryKind.REVERSAL and p.number not in undone)


def balances(postings: Iterable[Posting]) -> dict[tuple[str, str], Decimal]:
    """Return the balance of each (account, currency); the balances of one currency always sum to nothing."""
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for posting in postings:
        entry = posting.entry
        for account, sign in ((entry.debit, 1), (entry.credit, -1)):
            key = (account, entry.pay.currency)
            totals[key] = EXACT.fma(entry.pay.amount, Decimal(sign), totals[key])
    return dict(totals)

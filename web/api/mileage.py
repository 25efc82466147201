"""Trips, expenses and claims; a rep's private trips are the rep's own here too."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Path, Request, Response
from pydantic import SecretStr

from mileage.log import LogEntry
from mileage.periods import Days
from mileage.summaries import Spent
from office.mileage.claims import (
    ClaimShown,
    ClaimTotals,
    approve_claim,
    pay_claim,
    reject_claim,
    show_claim,
    submit_claim,
)
from office.mileage.expenses import list_expenses
from office.mileage.reports import list_trips
from office.opening import Office
from office.passphrases import Passphrase
from office.people import Person
from office.signatures import sign
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Amount, Day, In, Key, Out, Page, Words, metres
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

MILEAGE = ApiRoutes("mileage")
Period = Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="A month, such as 2026-11.")]


class TripOut(Out):
    """One way of the log; pay is what was posted for it, nothing for a draft."""

    id: str
    rep_id: str
    date: date
    kind: str
    purpose: str
    account_id: str
    visit_id: str
    distance_m: int
    leave_s: int | None
    arrive_s: int | None
    state: str
    period: str
    pay: Amount | None

    @staticmethod
    def of(entry: LogEntry) -> TripOut:
        """Return a trip as it is sent."""
        trip = entry.trip
        return TripOut(
            id=trip.id, rep_id=trip.rep_id, date=trip.date, kind=trip.kind.value, purpose=trip.purpose,
            account_id=trip.account_id, visit_id=trip.visit_id, distance_m=metres(trip.distance_m),
            leave_s=trip.leave_s, arrive_s=trip.arrive_s, state=entry.state, period=entry.period,
            pay=Amount.of(entry.pay) if entry.pay else None,
        )  # fmt: skip


class ExpenseOut(Out):
    """What was spent, and what of it is reimbursed; `receipt` is the SHA-256 of the receipt."""

    id: str
    rep_id: str
    date: date
    category: str
    merchant: str
    gross: Amount
    reimbursed: str
    paid_by: str
    receipt: str
    flags: list[str]

    @staticmethod
    def of(spent: Spent) -> ExpenseOut:
        """Return an expense as it is sent."""
        one = spent.expense
        return ExpenseOut(
            id=one.id, rep_id=one.rep_id, date=one.date, category=one.category, merchant=one.merchant,
            gross=Amount.of(one.gross), reimbursed=str(spent.reimbursed), paid_by=one.paid_by.value,
            receipt=one.receipt, flags=list(spent.flags),
        )  # fmt: skip


class ClaimOut(Out):
    """A rep's month: one amount a currency."""

    rep_id: str
    period: str
    state: str
    totals: list[Amount]
    postings: int

    @staticmethod
    def of(worth: ClaimTotals) -> ClaimOut:
        """Return a claim as it is sent."""
        claim = worth.claim
        return ClaimOut(
            rep_id=claim.rep_id, period=claim.period, state=claim.state.value,
            totals=[Amount.of(money) for money in worth.totals], postings=worth.postings,
        )  # fmt: skip


class ClaimStepIn(In):
    """One step; the passphrase signs it where steps are signed."""

    step: Literal["submit", "approve", "reject", "pay"]
    reason: Words = ""
    passphrase: SecretStr | None = None


@MILEAGE.get("/reps/{rep_id}/trips", ("list_trips",), response_model=Page[TripOut])
def trips(request: Request, office: TheOffice, who: Who, rep_id: Key, asked: Paged, first: Day, last: Day) -> Response:
    """List a rep's log of some days, drafts included."""
    found = sorted(list_trips(office, who, rep_id, _days(first, last)), key=_trip_key)
    page, after = cut(found, _trip_key, asked)
    return listed(request, [TripOut.of(entry) for entry in page], after)


def _trip_key(entry: LogEntry) -> str:
    trip = entry.trip
    return f"{trip.date} {trip.leave_s if trip.leave_s is not None else -1:06d} {trip.id}"


@MILEAGE.get("/reps/{rep_id}/expenses", ("list_expenses",), response_model=Page[ExpenseOut])
def expenses(
    request: Request, office: TheOffice, who: Who, rep_id: Key, asked: Paged, first: Day, last: Day
) -> Response:
    """List a rep's expenses of some days."""
    found = sorted(list_expenses(office, who, _days(first, last), rep_id), key=_expense_key)
    page, after = cut(found, _expense_key, asked)
    return listed(request, [ExpenseOut.of(spent) for spent in page], after)


def _expense_key(spent: Spent) -> str:
    return f"{spent.expense.date} {spent.expense.id}"


@MILEAGE.get("/claims/{rep_id}/{period}", ("show_claim",), response_model=ClaimOut)
def claim(request: Request, office: TheOffice, who: Who, rep_id: Key, period: Period) -> Response:
    """Show a claim with its amounts."""
    found: ClaimShown = show_claim(office, who, rep_id, period)
    return shown(request, ClaimOut.of(found.totals))


@MILEAGE.post(
    "/claims/{rep_id}/{period}/steps",
    ("submit_claim", "approve_claim", "reject_claim", "pay_claim"),
    response_model=ClaimOut,
)
def step(request: Request, office: Once, who: Who, rep_id: Key, period: Period, body: ClaimStepIn) -> Response:
    """Take a claim one step on."""
    signer = sign(office, who, Passphrase(body.passphrase.get_secret_value())) if body.passphrase else who
    return shown(request, ClaimOut.of(_taken(office, signer, rep_id, period, body)))


def _taken(office: Office, who: Person, rep_id: str, period: str, body: ClaimStepIn) -> ClaimTotals:
    match body.step:
        case "submit":
            return submit_claim(office, who, rep_id, period)
        case "approve":
            return approve_claim(office, who, rep_id, period)
        case "reject":
            return reject_claim(office, who, rep_id, period, body.reason)
        case "pay":
            return pay_claim(office, who, rep_id, period)


def _days(first: date, last: date) -> Days:
    if not 0 <= (last - first).days <= 366:
        cause = sentence("{first} to {last} is not between one day and a year", first=first, last=last)
        raise BadInputError([Problem("days-impossible", "days", cause, "Ask for some weeks.")])
    return Days(first, last)

"""A rep's log written: trips drafted from visits, attested, taken back; and what the books still miss."""

from __future__ import annotations

from fastapi import Request, Response
from pydantic import SecretStr

from mileage.ledger import Posting
from mileage.periods import Days
from mileage.reminders import Reminder
from office.mileage.attestations import attest_trips, withdraw_trip
from office.mileage.claims import close_month, list_missing, list_payroll
from office.mileage.inbox import list_claims
from office.mileage.trips import draft_trips
from office.mileage.verification import verify_ledger
from office.passphrases import Passphrase
from office.people import Person
from office.signatures import sign
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.mileage import ClaimOut, Period
from web.api.model import Amount, Day, In, Key, Out, Page, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

TRIPS = ApiRoutes("mileage")


class DaysIn(In):
    """Days of a rep's log, both inclusive; the passphrase signs where steps are signed."""

    first: Day
    last: Day
    passphrase: SecretStr | None = None


class SignedIn(In):
    """Why, and the passphrase that signs it where steps are signed."""

    reason: Words = ""
    passphrase: SecretStr | None = None


class DraftedOut(Out):
    """How many drafts there are now; `leaving` trips wait for their visits to be over."""

    drafts: int
    leaving: int


class PostingOut(Out):
    """One line of the ledger, held by its hash."""

    number: int
    kind: str
    subject: str
    amount: Amount
    hash: str

    @staticmethod
    def of(one: Posting) -> PostingOut:
        """Return a posting as it is sent."""
        entry = one.entry
        amount = Amount.of(entry.pay)
        return PostingOut(number=one.number, kind=entry.kind.value, subject=entry.subject, amount=amount, hash=one.hash)


class PostingsOut(Out):
    """What was posted."""

    postings: list[PostingOut]


class MissingOut(Out):
    """What a rep has still to do: the day to attest, or the month to submit or decide."""

    rep_id: str
    what: str
    about: str


class PayrollLineOut(Out):
    """What a rep is paid of a month, by kind."""

    rep_id: str
    period: str
    kind: str
    pay: Amount


class ClosedOut(Out):
    """A month that is closed: the ledger's head at that moment."""

    month: str
    postings: int
    hash: str


class VerifiedOut(Out):
    """What the check of the ledger found: numbers of the postings and of the steps that are not as they were."""

    clean: bool
    postings: list[int]
    steps: list[int]


def _signer(office: Once, who: Person, passphrase: SecretStr | None) -> Person:
    return sign(office, who, Passphrase(passphrase.get_secret_value())) if passphrase else who


@TRIPS.post("/reps/{rep_id}/trips/draft", ("draft_trips",), response_model=DraftedOut)
def draft(request: Request, office: Once, who: Who, rep_id: Key, body: DaysIn) -> Response:
    """Draft the trips of some days from the visits that the rep confirmed."""
    made = draft_trips(office, who, rep_id, Days(body.first, body.last))
    return shown(request, DraftedOut(drafts=made.drafts, leaving=made.leaving))


@TRIPS.post("/reps/{rep_id}/trips/attest", ("attest_trips",), response_model=PostingsOut)
def attest(request: Request, office: Once, who: Who, rep_id: Key, body: DaysIn) -> Response:
    """Attest the trips of some days: they are the rep's word from then on, and posted."""
    signer = _signer(office, who, body.passphrase)
    made = attest_trips(office, signer, rep_id, Days(body.first, body.last))
    return shown(request, PostingsOut(postings=[PostingOut.of(one) for one in made]))


@TRIPS.post("/trips/{trip_id}/withdraw", ("withdraw_trip",), response_model=PostingsOut)
def withdraw(request: Request, office: Once, who: Who, trip_id: Key, body: SignedIn) -> Response:
    """Take a trip back: what was posted for it is reversed."""
    made = withdraw_trip(office, _signer(office, who, body.passphrase), trip_id, body.reason)
    return shown(request, PostingsOut(postings=[PostingOut.of(one) for one in made]))


@TRIPS.get("/missing", ("list_missing",), response_model=Page[MissingOut])
def missing(
    request: Request, office: TheOffice, who: Who, asked: Paged, rep: Words = "", period: Words = ""
) -> Response:
    """List days that are not attested and months that are not submitted or decided."""
    found = sorted(list_missing(office, who, rep or None, period or None), key=_missing_key)
    page, after = cut(found, _missing_key, asked)
    return listed(request, [MissingOut(rep_id=one.who, what=one.what, about=one.about) for one in page], after)


def _missing_key(one: Reminder) -> str:
    return f"{one.about} {one.who} {one.what}"


@TRIPS.get("/months/{period}/claims", ("list_claims",), response_model=Page[ClaimOut])
def claims(request: Request, office: TheOffice, who: Who, asked: Paged, period: Period) -> Response:
    """List the claims of a month."""
    found = sorted((one.totals for one in list_claims(office, who, period).month), key=lambda one: one.claim.rep_id)
    page, after = cut(found, lambda one: one.claim.rep_id, asked)
    return listed(request, [ClaimOut.of(one) for one in page], after)


@TRIPS.get("/months/{period}/payroll", ("list_payroll",), response_model=Page[PayrollLineOut])
def payroll(request: Request, office: TheOffice, who: Who, asked: Paged, period: Period) -> Response:
    """List what reps are paid of a month."""
    lines = [
        PayrollLineOut(rep_id=one.rep_id, period=one.period, kind=one.kind, pay=Amount.of(one.pay))
        for one in list_payroll(office, who, period)
    ]
    lines.sort(key=_payroll_key)
    page, after = cut(lines, _payroll_key, asked)
    return listed(request, list(page), after)


def _payroll_key(one: PayrollLineOut) -> str:
    return f"{one.rep_id} {one.kind} {one.pay.currency}"


@TRIPS.post("/months/{period}/close", ("close_month",), response_model=ClosedOut)
def close(request: Request, office: Once, who: Who, period: Period, body: SignedIn) -> Response:
    """Close a month for everybody."""
    head = close_month(office, _signer(office, who, body.passphrase), period)
    return shown(request, ClosedOut(month=period, postings=head.count, hash=head.hash))


@TRIPS.get("/ledger/verification", ("verify_ledger",), response_model=VerifiedOut)
def verification(request: Request, office: TheOffice, who: Who) -> Response:
    """Check the ledger and the log of steps, hash by hash."""
    found = verify_ledger(office, who)
    numbers = sorted({one.number for one in found.verdict.findings})
    return shown(request, VerifiedOut(clean=found.is_clean, postings=numbers, steps=list(found.audit)))

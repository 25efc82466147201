"""A rep's money: the day's trips attested, expenses with a photograph, the month's claim; all of it plain forms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from mileage.expenses import PaidBy
from mileage.periods import Days, month_days, month_of, next_month
from mileage.photos import LARGEST_BYTES
from mileage.trips import TripKind
from office.mileage.attestations import withdraw_trip
from office.mileage.claims import submit_claim
from office.mileage.expenses import NewExpense, read_receipt_file, withdraw_expense
from office.mileage.own import (
    OwnMoney,
    add_errand,
    add_own_expense,
    attest_own_day,
    read_own_money,
    read_own_trips,
    report_deviation,
    shown_as,
)
from office.mileage.trips import NewTrip, add_trip, draft_trips
from office.opening import Office
from office.people import Person
from office.signatures import asks_for_signatures
from web.entries import amount, day, distance_m, share
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.claims import MONTH, AskedMonth, Month
from web.routes.table import Routes
from web.signatures import signed_by

ROUTES = Routes()

Text = Annotated[str, Form()]
Key = Annotated[UUID, Form()]


@ROUTES.get("/money", ("read_own_money",))
def money(request: Request, office: TheOffice, who: Who, month: AskedMonth = "", did: str = "") -> Response:
    """Show a month: what waits for the rep's word, expenses, the claim and where it is."""
    return money_page(request, office, read_own_money(office, who, month), did)


def money_page(request: Request, office: Office, shown: OwnMoney, did: str = "", *, kept: bool = False) -> Response:
    """Return the page of a month; `kept` says that it is to lie on a phone without a signal."""
    around = month_of(month_days(shown.period).first - timedelta(days=1)), next_month(shown.period)
    more: dict[str, Any] = {"around": around, "did": did if did in DID else "", "signs": asks_for_signatures(office)}
    return page(request, "money.html", shown=shown, request_id=uuid4, payers=list(PaidBy), kept=kept, **more)


DID = ("attested", "expense", "submitted", "withdrawn")
"""What was just done, as the page says it."""


@ROUTES.post("/money/days/{on}/draft", ("draft_trips",))
def draft(request: Request, office: TheOffice, who: Who, on: date) -> Response:
    """Make the trips of a day from its visits, and show them: the first of two taps."""
    draft_trips(office, who, who.rep_id or "", Days(on, on))
    return _to(request, f"/money/days/{on}")


@ROUTES.get("/money/days/{on}", ("read_own_trips",))
def trips(request: Request, office: TheOffice, who: Who, on: date) -> Response:
    """Show the trips of a day."""
    shown = read_own_trips(office, who, on)
    more: dict[str, Any] = {"seen": shown_as(shown), "signs": asks_for_signatures(office), "month": month_of(on)}
    return page(request, "money_day.html", shown=shown, request_id=uuid4, **more)


@ROUTES.post("/money/days/{on}/attest", ("attest_own_day",))
def attest(
    request: Request, office: TheOffice, who: Who, on: date, seen: Text, key: Key, passphrase: Text = ""
) -> Response:
    """Attest the trips of a day as they were shown: the second tap."""
    attest_own_day(*_acting(office, who, key, passphrase), on, seen)
    return _to(request, f"/money?month={month_of(on)}&did=attested")


@ROUTES.post("/money/days/{on}/trips/{trip}/deviation", ("report_deviation",))
def deviation(
    request: Request,
    office: TheOffice,
    who: Who,
    on: date,
    trip: str,
    distance: Text,
    reason: Text,
    key: Key,
    unit: Text = "km",
    passphrase: Text = "",
) -> Response:
    """Say that a way was longer or shorter, and why."""
    report_deviation(*_acting(office, who, key, passphrase), trip, distance_m(distance, unit), reason)
    return _to(request, f"/money/days/{on}")


@ROUTES.post("/money/days/{on}/trips/{trip}/withdraw", ("withdraw_trip",))
def withdraw(
    request: Request, office: TheOffice, who: Who, on: date, trip: str, reason: Text, key: Key, passphrase: Text = ""
) -> Response:
    """Take a trip out of the log, with a reason."""
    withdraw_trip(*_acting(office, who, key, passphrase), trip, reason)
    return _to(request, f"/money/days/{on}")


@ROUTES.post("/money/days/{on}/errands", ("add_errand",))
def errand(
    request: Request,
    office: TheOffice,
    who: Who,
    on: date,
    distance: Text,
    key: Key,
    unit: Text = "km",
    note: Text = "",
) -> Response:
    """Add a private way."""
    add_errand(office.once(str(key)), who, on, distance_m(distance, unit), note)
    return _to(request, f"/money/days/{on}")


@ROUTES.post("/money/days/{on}/trips", ("add_trip",))
def trip(
    request: Request,
    office: TheOffice,
    who: Who,
    on: date,
    start: Text,
    end: Text,
    purpose: Text,
    distance: Text,
    key: Key,
    unit: Text = "km",
) -> Response:
    """Add a way on business that no visit bears."""
    new = NewTrip(on, distance_m(distance, unit), start.strip(), end.strip(), purpose.strip(), kind=TripKind.BUSINESS)
    add_trip(office.once(str(key)), who, who.rep_id or "", new)
    return _to(request, f"/money/days/{on}")


@ROUTES.post("/money/expenses", ("add_own_expense",))
def expense(
    request: Request,
    office: TheOffice,
    who: Who,
    on: Text,
    category: Text,
    gross: Text,
    currency: Text,
    merchant: Text,
    key: Key,
    vat: Text = "",
    paid_by: Annotated[PaidBy, Form()] = PaidBy.REP,
    note: Text = "",
    photo: UploadFile | None = None,
    passphrase: Text = "",
) -> Response:
    """Enter an expense with its photograph."""
    new = NewExpense(day(on), category, amount(gross, currency), merchant.strip(), share(vat), paid_by, note.strip())
    content = photo.file.read(LARGEST_BYTES + 1) if photo and photo.filename else None
    name = photo.filename or "photo" if photo else "photo"
    add_own_expense(*_acting(office, who, key, passphrase), new, content, name)
    return _to(request, f"/money?month={month_of(new.date)}&did=expense")


@ROUTES.post("/money/expenses/{expense_id}/withdraw", ("withdraw_expense",))
def take_back(
    request: Request,
    office: TheOffice,
    who: Who,
    expense_id: str,
    reason: Text,
    key: Key,
    month: Annotated[str, Form(pattern=MONTH)],
    passphrase: Text = "",
) -> Response:
    """Take an expense back."""
    withdraw_expense(*_acting(office, who, key, passphrase), expense_id, reason)
    return _to(request, f"/money?month={month}&did=withdrawn")


@ROUTES.get("/money/receipts/{digest}", ("read_receipt_file",))
def receipt(office: TheOffice, who: Who, digest: str) -> Response:
    """Send a receipt of one's own, to be looked at and never to be run."""
    media_type, content = read_receipt_file(office, who, digest)
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


@ROUTES.post("/money/claims/{month}/submit", ("submit_claim",))
def submit(
    request: Request,
    office: TheOffice,
    who: Who,
    month: Month,
    key: Key,
    anyway: Annotated[bool, Form()] = False,
    passphrase: Text = "",
) -> Response:
    """Submit the month's claim."""
    submit_claim(*_acting(office, who, key, passphrase), who.rep_id or "", month, anyway=anyway)
    return _to(request, f"/money?month={month}&did=submitted")


def _acting(office: Office, who: Person, key: UUID, passphrase: str) -> tuple[Office, Person]:
    """Return the office, asked this once, and the person, who signs where signatures are asked for."""
    return office.once(str(key)), signed_by(office, who, passphrase)


def _to(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)

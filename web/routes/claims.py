"""Claims: the inbox, one claim with its legs, flags and receipts, what is decided on it, and closing a month."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from mileage.periods import month_of
from office.mileage.claims import approve_claim, close_month, list_payroll, pay_claim, reject_claim
from office.mileage.expenses import read_receipt_file
from office.mileage.inbox import ClaimFile, list_claims, month_days, read_claim_file
from office.permissions import allowed
from office.signatures import asks_for_signatures
from reports.payroll import payroll_csv
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes
from web.signatures import signed_by

ROUTES = Routes()

MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"
Month = Annotated[str, Path(pattern=MONTH)]
AskedMonth = Annotated[str, Query(pattern=f"{MONTH}|^$")]
Text = Annotated[str, Form()]


@ROUTES.get("/claims", ("list_claims",))
def claims(request: Request, office: TheOffice, who: Who, month: AskedMonth = "") -> Response:
    """Show what waits for a decision, and the claims of a month: the last one that is over, if none is named."""
    today = office.clock().date()
    period = month or month_of(today.replace(day=1) - timedelta(days=1))
    days = month_days(period)
    around = month_of(days.first - timedelta(days=1)), month_of(days.last + timedelta(days=1))
    may = {
        "closes": allowed(who, "close_month") and period < month_of(today),
        "pays": allowed(who, "list_payroll"),
        "signs": asks_for_signatures(office),
    }
    inbox = list_claims(office, who, period)
    return page(request, "claims.html", period=period, inbox=inbox, around=around, **may)


@ROUTES.get("/claims/payroll/{month}.csv", ("list_payroll",))
def payroll(office: TheOffice, who: Who, month: Month) -> Response:
    """Send what payroll pays for a month."""
    text = payroll_csv(list_payroll(office, who, month))
    headers = {
        "Content-Disposition": f'attachment; filename="payroll-{month}.csv"',
        "Cache-Control": "private, no-store",
    }
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@ROUTES.post("/claims/close", ("close_month",))
def close(
    request: Request,
    office: TheOffice,
    who: Who,
    month: Annotated[str, Form(pattern=MONTH)],
    passphrase: Text = "",
) -> Response:
    """Close a month for everybody, and show the ledger's head, to be kept elsewhere."""
    head = close_month(office, signed_by(office, who, passphrase), month)
    return page(request, "claims_closed.html", month=month, head=head)


@ROUTES.get("/claims/receipts/{digest}", ("read_claim_file",))
def receipt(office: TheOffice, who: Who, digest: str) -> Response:
    """Send a receipt, to be looked at and never to be run."""
    media_type, content = read_receipt_file(office, who, digest)
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


@ROUTES.get("/claims/{rep_id}/{period}", ("read_claim_file",))
def claim(request: Request, office: TheOffice, who: Who, rep_id: str, period: Month) -> Response:
    """Show one claim whole."""
    file = read_claim_file(office, who, rep_id, period)
    may = {
        "decides": allowed(who, "approve_claim") and not _is_own(file, who.rep_id),
        "pays": allowed(who, "pay_claim") and not _is_own(file, who.rep_id),
        "own": _is_own(file, who.rep_id),
        "signs": asks_for_signatures(office),
    }
    by_trip: dict[str, list[tuple[str, str]]] = {}
    for flag in file.contents.flags:
        by_trip.setdefault(flag.trip_id, []).append((flag.code, flag.evidence))
    return page(request, "claim.html", file=file, claim=file.shown.totals.claim, by_trip=by_trip, **may)


def _is_own(file: ClaimFile, rep_id: str | None) -> bool:
    return file.shown.totals.claim.rep_id == rep_id


@ROUTES.post("/claims/{rep_id}/{period}/approve", ("approve_claim",))
def approve(
    request: Request, office: TheOffice, who: Who, rep_id: str, period: Month, passphrase: Text = ""
) -> Response:
    """Approve a claim."""
    approve_claim(office, signed_by(office, who, passphrase), rep_id, period)
    return _back(request, rep_id, period)


@ROUTES.post("/claims/{rep_id}/{period}/reject", ("reject_claim",))
def reject(
    request: Request, office: TheOffice, who: Who, rep_id: str, period: Month, reason: Text, passphrase: Text = ""
) -> Response:
    """Send a claim back with a comment."""
    reject_claim(office, signed_by(office, who, passphrase), rep_id, period, reason.strip())
    return _back(request, rep_id, period)


@ROUTES.post("/claims/{rep_id}/{period}/pay", ("pay_claim",))
def pay(request: Request, office: TheOffice, who: Who, rep_id: str, period: Month, passphrase: Text = "") -> Response:
    """Pay an approved claim."""
    pay_claim(office, signed_by(office, who, passphrase), rep_id, period)
    return _back(request, rep_id, period)


def _back(request: Request, rep_id: str, period: str) -> Response:
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/claims/{quote(rep_id, safe='')}/{period}", 303)

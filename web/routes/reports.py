"""Reports: mileage and expenses by month, rep, day and leg, and the files that a manager hands on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response

from mileage.handout import Contents
from mileage.periods import Days, month_of
from mileage.summaries import summarise
from office.mileage.inbox import month_days
from office.mileage.reports import Form, mileage_report, read_mileage
from office.names import list_names
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.claims import AskedMonth
from web.routes.table import Routes

ROUTES = Routes()

By = Literal["rep", "day", "territory", "account", "month"]
TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST = timedelta(days=3 * 366)


@ROUTES.get("/reports", ("read_mileage",))
def mileage(
    request: Request,
    office: TheOffice,
    who: Who,
    month: AskedMonth = "",
    rep: str = "",
    by: By = "rep",
    day: date | None = None,
) -> Response:
    """Show a month by rep, a rep by day, a day by leg; or a month by territory or account."""
    period = month or month_of(office.clock().date())
    days = Days(day, day) if day else month_days(period)
    found = read_mileage(office, who, days, rep or None)
    by = "day" if rep and by == "rep" else by
    month_first = days.first.replace(day=1)
    around = month_of(month_first - timedelta(days=1)), month_of(month_first + timedelta(days=32))
    shown: dict[str, Any] = {
        "lines": summarise(found.entries, by, found.values, found.expenses),
        "legs": found.entries if day else (),
        "spent": found.expenses if day else (),
        "names": _names(found),
        "reps": list_names(office, who).reps,
    }
    chosen: dict[str, Any] = {"period": period, "rep": rep, "by": by, "day": day, "days": days, "around": around}
    return page(request, "mileage.html", forms=list(Form), **chosen, **shown)


def _names(found: Contents) -> dict[str, str]:
    return {one.trip.account_id: one.account_name for one in found.entries if one.trip.account_id}


@ROUTES.get("/reports/mileage.{form}", ("mileage_report",))
def file(
    office: TheOffice,
    who: Who,
    form: Form,
    first: date,
    last: date,
    rep: str = "",
    by: Annotated[str, Query(pattern="^(rep|day|territory|account|month|trip|expenses|flags)$")] = "rep",
) -> Response:
    """Send the report of some days as a file; the ledger's head stands in it."""
    if not timedelta() <= last - first <= LONGEST:
        cause = sentence("{first} to {last} is not between a day and three years", first=first, last=last)
        raise BadInputError([Problem("days-impossible", "report", cause, "Choose other days.")])
    made = mileage_report(office, who, Days(first, last), rep or None, form, by)
    name = f"mileage-{first}-{last}.{form.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(made.content, media_type=TYPES[form], headers=headers)

"""Accounts: the table that is searched and filtered, one account whole, and what a planner edits of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.accounts.bulk import EDITABLE, edit_accounts, list_account_edits, preview_edit, undo_edit
from office.accounts.notebook import write_account_note
from office.accounts.search import Asked, list_accounts
from office.accounts.stories import AccountStory, change_account, read_account
from office.accounts.worth import read_worth
from office.people import Person
from office.permissions import allowed
from scheduler.demand.hours import UnreadableHoursError, day_windows
from territory.conditions import FIELDS
from web.beyond import whole
from web.guard import Retried, TheOffice, Who
from web.pages import Format, language_of, page
from web.routes.account_drawings import hours_drawing, months, sales_table, season_table
from web.routes.table import Routes

ROUTES = Routes()

RECENT = 20
"""So many visits of the past are shown at once, and the others on demand."""


@ROUTES.get("/accounts", ("list_accounts",))
def accounts(
    request: Request,
    office: TheOffice,
    who: Who,
    q: str = "",
    segment: str = "",
    kind: str = "",
    rep: str = "",
    overdue: bool = False,
    after: str = "",
    where: str = "",
) -> Response:
    """Show a page of accounts; what is asked for stands in the address."""
    asked = Asked(q, segment, kind, rep, overdue, after, where=where)
    found = list_accounts(office, who, asked)
    choice = {
        "q": q,
        "segment": segment,
        "kind": kind,
        "rep": rep,
        "overdue": "true" if overdue else "",
        "where": where,
    }
    kept = urlencode({name: value for name, value in choice.items() if value})
    edits = list_account_edits(office, who) if allowed(who, "edit_accounts") else None
    return page(
        request, "accounts.html", found=found, asked=asked, kept=kept, edits=edits, editable=list(EDITABLE),
        fields=FIELDS,
    )  # fmt: skip


@ROUTES.get("/accounts/edits", ("preview_edit",))
def preview(
    request: Request,
    office: TheOffice,
    who: Who,
    field: str,
    value: str = "",
    q: str = "",
    segment: str = "",
    kind: str = "",
    rep: str = "",
    overdue: bool = False,
    where: str = "",
) -> Response:
    """Show what setting a field of all accounts that fit would change; nothing is changed."""
    asked = Asked(q, segment, kind, rep, overdue, where=where)
    found = preview_edit(office, who, asked, _changes(field, value))
    return page(request, "accounts_edit.html", found=found, asked=asked, field=field, value=value)


@ROUTES.post("/accounts/edits", ("edit_accounts",))
def edit_many(
    request: Request,
    office: TheOffice,
    who: Who,
    seen: Annotated[int, Form()],
    field: Annotated[str, Form()],
    value: Annotated[str, Form()] = "",
    q: Annotated[str, Form()] = "",
    segment: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    rep: Annotated[str, Form()] = "",
    overdue: Annotated[bool, Form()] = False,
    where: Annotated[str, Form()] = "",
) -> Response:
    """Set the field of all accounts that fit, as they were seen."""
    edit_accounts(office, who, Asked(q, segment, kind, rep, overdue, where=where), _changes(field, value), seen)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/accounts", 303)


@ROUTES.post("/accounts/edits/{number:int}/undo", ("undo_edit",))
def undo_many(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Take an edit of many accounts back."""
    undo_edit(office, who, number)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/accounts", 303)


def _changes(field: str, value: str) -> dict[str, str | int | float]:
    """Return what is set: the length of a visit is written in minutes."""
    if field != "service_s":
        return {field: value.strip()}
    minutes = whole(value)
    return {field: value.strip() or "none" if minutes is None else str(60 * minutes)}


@ROUTES.get("/accounts/{account_id}", ("read_account", "read_worth"))
def account(request: Request, office: TheOffice, who: Who, account_id: str) -> Response:
    """Show one account whole."""
    story, worth = read_account(office, who, account_id), read_worth(office, who, account_id)
    hours, words = week_of_hours(story, office.clock().date()), Format(language_of(request))
    return page(
        request, "account_whole.html", story=story, hours=hours, week=hours_drawing(hours, words),
        season=season_table(story, words), worth=worth, sales=sales_table(worth, words), months=months(words),
        edits=allowed(who, "change_account"), calls=_calls(who), request_id=uuid4, recent=RECENT,
    )  # fmt: skip


def _calls(who: Person) -> bool:
    """Return whether the person calls on accounts as a rep."""
    return who.rep_id is not None and allowed(who, "begin_visit")


@ROUTES.post("/accounts/{account_id}", ("change_account",))
def edit(
    request: Request,
    office: Retried,
    who: Who,
    account_id: str,
    version: Annotated[int, Form()],
    name: Annotated[str, Form()],
    interval_days: Annotated[int, Form()],
    least_days: Annotated[int, Form()],
    most_days: Annotated[int, Form()],
    minutes: Annotated[int, Form()],
    address: Annotated[str, Form()] = "",
    contact: Annotated[str, Form()] = "",
    phone: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    opening_hours: Annotated[str, Form()] = "",
    visiting_hours: Annotated[str, Form()] = "",
) -> Response:
    """Change an account as it stands in the form."""
    wanted: dict[str, str | int] = {
        "name": name.strip(), "address": address.strip(), "contact": contact.strip(), "phone": phone.strip(),
        "email": email.strip(), "opening_hours": opening_hours.strip(), "visiting_hours": visiting_hours.strip(),
        "interval_days": interval_days, "least_days": least_days, "most_days": most_days, "service_s": 60 * minutes,
    }  # fmt: skip
    there = read_account(office, who, account_id).account
    changes = {field: value for field, value in wanted.items() if getattr(there, field) != value}
    if changes:
        change_account(office, who, account_id, changes, version)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/accounts/{account_id}", 303)


@ROUTES.post("/accounts/{account_id}/notes", ("write_account_note",))
def write(request: Request, office: Retried, who: Who, account_id: str, note: Annotated[str, Form()]) -> Response:
    """Write into the notebook of an account."""
    write_account_note(office, who, account_id, note)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/accounts/{account_id}#notebook", 303)


def week_of_hours(story: AccountStory, today: date) -> list[tuple[date, list[tuple[int, int]]]]:
    """Return when an account receives visits on each day of this week; nothing where its hours cannot be read."""
    monday = today - timedelta(days=today.weekday())
    try:
        week = day_windows(story.hours, monday, 7)
    except UnreadableHoursError:
        return []
    return [
        (monday + timedelta(days=number), [(window.opens_s, window.closes_s) for window in windows])
        for number, windows in enumerate(week)
    ]

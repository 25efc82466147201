"""Accounts: searched, shown, changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from office.accounts.rules import add_contact, change_rules
from office.accounts.search import AccountLine, Asked, list_accounts
from office.accounts.stories import AccountStory, change_account, read_account
from office.accounts.worth import AccountWorth, read_worth
from office.versions import Kind, Subject, version_now
from territory.accounts import Account, AccountKind
from web.api.conditions import Once, matching, shown
from web.api.cursors import Paged, listed
from web.api.model import Day, In, Key, Out, Page, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

ACCOUNTS = ApiRoutes("accounts")
Days = Annotated[int, Field(ge=1, le=3660)]


class AccountOut(Out):
    """An account: intervals in days, a visit's length in seconds.

    A second call on the same customer is an account of its own: `call_of` is the customer, `layer` whose call it is.
    """

    id: str
    name: str
    kind: str
    segment: str
    address: str
    lat: float
    lon: float
    contact: str
    phone: str
    email: str
    opening_hours: str
    visiting_hours: str
    interval_days: int
    least_days: int
    most_days: int
    service_s: int
    potential: str
    last_visit: date | None
    layer: str
    call_of: str
    tier: str

    @staticmethod
    def facts(account: Account) -> dict[str, object]:
        """Return an account's own fields as they are sent."""
        same = (
            "id", "name", "segment", "address", "lat", "lon", "contact", "phone", "email", "opening_hours",
            "visiting_hours", "interval_days", "least_days", "most_days", "service_s", "last_visit",
            "layer", "call_of", "tier",
        )  # fmt: skip
        more = {"kind": account.kind.value, "potential": f"{account.potential:.2f}"}
        return {name: getattr(account, name) for name in same} | more


class AccountLineOut(AccountOut):
    """An account in a list, with its owner and its next visit."""

    rep_id: str
    next_visit: date | None
    late_days: int

    @staticmethod
    def of(line: AccountLine) -> AccountLineOut:
        """Return a line as it is sent."""
        more = {"rep_id": line.rep_id, "next_visit": line.next_visit, "late_days": line.late_days}
        return AccountLineOut.model_validate(AccountOut.facts(line.account) | more)


class OwnerOut(Out):
    """Who owned an account from a day on."""

    rep_id: str
    name: str


class ClosedVisitOut(Out):
    """A visit that is over."""

    visit_id: str
    rep_id: str
    date: date
    status: str
    start_s: int | None
    end_s: int | None
    outcome: str
    notes: str
    reason: str
    recorded_at: str


class AccountStoryOut(AccountOut):
    """An account whole."""

    owners: list[OwnerOut]
    visits: list[ClosedVisitOut]
    planned: list[date]

    @staticmethod
    def of(story: AccountStory) -> AccountStoryOut:
        """Return an account as it is sent."""
        visits = [
            ClosedVisitOut(
                visit_id=one.visit_id, rep_id=one.rep_id, date=one.date, status=one.status.value, start_s=one.start_s,
                end_s=one.end_s, outcome=one.outcome, notes=one.notes, reason=one.reason,
                recorded_at=instant(one.recorded_at),
            )
            for one in story.visits
        ]  # fmt: skip
        owners = [OwnerOut(rep_id=owned.rep_id, name=name) for owned, name in story.owners]
        more = {"owners": owners, "visits": visits, "planned": [day for day, _, _ in story.planned]}
        return AccountStoryOut.model_validate(AccountOut.facts(story.account) | more)


class SaleOut(Out):
    """What an account bought in a month, `YYYY-MM`."""

    month: str
    amount: str
    currency: str


class DealOut(Out):
    """A deal with an account: open while `won` is null."""

    id: str
    name: str
    stage: str
    amount: str | None
    currency: str
    probability: float | None
    expected_close: date | None
    closed: date | None
    won: bool | None


class SatisfactionOut(Out):
    """What an account answered on a day, from 0 to 1."""

    date: date
    points: float


class AccountWorthOut(Out):
    """What an account is worth: `score` is `potential` x (1 - `share_of_wallet`) x `win_probability` x `years`.

    The score is null where one of `missing` is not known.
    """

    score: float | None
    missing: list[str]
    potential: float | None
    share_of_wallet: float | None
    win_probability: float | None
    growth: float | None
    satisfaction: float | None
    years: float
    sales: list[SaleOut]
    deals: list[DealOut]
    answers: list[SatisfactionOut]

    @staticmethod
    def of(one: AccountWorth) -> AccountWorthOut:
        """Return it as it is sent."""
        known = one.figures
        sales = [SaleOut(month=x.month, amount=str(x.amount), currency=x.currency) for x in one.sales]
        deals = [
            DealOut(
                id=x.id, name=x.name, stage=x.stage, amount=None if x.amount is None else str(x.amount),
                currency=x.currency, probability=x.probability, expected_close=x.expected_close, closed=x.closed,
                won=x.won,
            )
            for x in one.deals
        ]  # fmt: skip
        answers = [SatisfactionOut(date=x.date, points=x.points) for x in one.answers]
        return AccountWorthOut(
            score=one.score.value, missing=list(one.score.missing), potential=known.potential,
            share_of_wallet=known.share_of_wallet, win_probability=known.win_probability, growth=known.growth,
            satisfaction=known.satisfaction, years=one.years, sales=sales, deals=deals, answers=answers,
        )  # fmt: skip


class AccountChange(In):
    """What is to be another; what is not named stays."""

    name: Words | None = None
    address: Words | None = None
    contact: Words | None = None
    phone: Words | None = None
    email: Words | None = None
    opening_hours: Words | None = None
    visiting_hours: Words | None = None
    interval_days: Days | None = None
    least_days: Days | None = None
    most_days: Days | None = None
    service_s: Annotated[int, Field(ge=1, le=86_400)] | None = None


class RulesIn(In):
    """Rules beyond the interval; what is not named stays, and null takes a cap or a day away."""

    do_not_visit: Words = Field("", description="Why it may not be visited; empty where it may.")
    yearly_cap: Annotated[int, Field(ge=0, le=366)] | None = None
    yearly_minimum: Annotated[int, Field(ge=0, le=366)] = 0
    first_visit_by: Day | None = None
    not_before: Day | None = None
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = Field(
        default_factory=list, description="Preferred ones, Monday 0; none for any."
    )


class TakenOutOut(Out):
    """What an account that may not be visited was taken out of: days of visits, names of appointments."""

    visits: list[date]
    appointments: list[str]


class ContactIn(In):
    """A visit that no plan had."""

    date: Day
    met_by: Words


@ACCOUNTS.get("/accounts", ("list_accounts",), response_model=Page[AccountLineOut])
def accounts(
    request: Request,
    office: TheOffice,
    who: Who,
    asked: Paged,
    text: Annotated[Words, Query(description="Stands in the id, name, address or contact.")] = "",
    segment: Words = "",
    kind: AccountKind | None = None,
    rep: Annotated[Words, Query(description="The owner; - for accounts that nobody owns.")] = "",
    overdue: bool = False,
) -> Response:
    """List the accounts that one sees, by id."""
    wanted = Asked(text, segment, kind.value if kind else "", rep, overdue, asked.text(), asked.limit)
    found = list_accounts(office, who, wanted)
    return listed(request, [AccountLineOut.of(line) for line in found.lines], found.after or None)


@ACCOUNTS.get("/accounts/{account_id}", ("read_account",), response_model=AccountStoryOut)
def account(request: Request, office: TheOffice, who: Who, account_id: Key) -> Response:
    """Show one account whole."""
    story = read_account(office, who, account_id)
    return shown(request, AccountStoryOut.of(story), story.version)


@ACCOUNTS.get("/accounts/{account_id}/worth", ("read_worth",), response_model=AccountWorthOut)
def worth(request: Request, office: TheOffice, who: Who, account_id: Key) -> Response:
    """Show what an account is worth and why: sales, deals, answers, and its score with the parts of it."""
    return shown(request, AccountWorthOut.of(read_worth(office, who, account_id)))


@ACCOUNTS.patch("/accounts/{account_id}", ("change_account",), response_model=AccountStoryOut)
def change(request: Request, office: TheOffice, who: Who, account_id: Key, body: AccountChange) -> Response:
    """Change some of an account."""
    subject = Subject(Kind.ACCOUNT, account_id)
    there = matching(request, office, subject)
    changes = body.model_dump(exclude_none=True)
    change_account(there, who, account_id, changes, version_now(office, subject))
    story = read_account(office, who, account_id)
    return shown(request, AccountStoryOut.of(story), story.version)


@ACCOUNTS.patch("/accounts/{account_id}/rules", ("change_rules",), response_model=TakenOutOut)
def rules(request: Request, office: TheOffice, who: Who, account_id: Key, body: RulesIn) -> Response:
    """Change some rules of an account; where it may not be visited any more, that holds at once."""
    there = matching(request, office, Subject(Kind.ACCOUNT, account_id))
    changes = {name: getattr(body, name) for name in body.model_fields_set}
    if "weekdays" in changes:
        changes["weekdays"] = frozenset(changes["weekdays"])
    made = change_rules(there, who, account_id, changes)
    return shown(request, TakenOutOut(visits=[day for day, _ in made.visits], appointments=list(made.appointments)))


@ACCOUNTS.post("/accounts/{account_id}/contacts", ("add_contact",), status_code=204)
def contact(office: Once, who: Who, account_id: Key, body: ContactIn) -> Response:
    """Count a visit that no plan had: the account's interval runs from it on."""
    add_contact(office, who, account_id, body.date, body.met_by)
    return Response(status_code=204)

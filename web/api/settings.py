"""The workspace's own: settings, what its plans weigh, and how things stand today."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Annotated

from fastapi import Request, Response
from pydantic import Field

from office.counting_rule import read_counting_rule, set_counting_rule
from office.exceptions import list_exceptions
from office.plans.weights import change_weights, read_weights
from office.settings import change_settings, read_office_settings
from office.status import read_status
from office.values import Settings
from scheduler.counting_rule import Colleagues, CountingRule
from scheduler.demand.rules import Policy
from territory.exchange import read_exchange
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, In, Key, Out, Page, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

SETTINGS = ApiRoutes("settings")


class ExchangeRateOut(Out):
    """What one unit of a currency is worth in the company's own from a day on, and who says so."""

    currency: str
    rate: str
    since: date
    source: str


class ExchangeRateIn(In):
    """A rate of another currency: the last one by a day holds, before the first one the first."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    rate: Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9})?$")]
    since: Day
    source: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S[^\r\n]*$")]


class SettingsOut(Out):
    """What holds for the whole workspace; `travel` is how ways are measured."""

    name: str
    currency: str
    mileage_scheme: str
    travel: str
    exchange: list[ExchangeRateOut]

    @staticmethod
    def of(one: Settings) -> SettingsOut:
        """Return settings as they are sent."""
        rates = [
            ExchangeRateOut(currency=x.currency, rate=str(x.rate), since=x.since, source=x.source)
            for x in read_exchange(one.exchange, one.currency).rates
        ]
        return SettingsOut(
            name=one.name, currency=one.currency, mileage_scheme=one.mileage_scheme, travel=one.travel, exchange=rates
        )


class SettingsIn(In):
    """What is to be another; what is not named stays."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    mileage_scheme: Words | None = None
    exchange: Annotated[list[ExchangeRateIn], Field(max_length=1000)] | None = None


class WeightsOut(Out):
    """What plans weigh, by name; see docs/planning.md."""

    weights: dict[str, float | None]

    @staticmethod
    def of(policy: Policy) -> WeightsOut:
        """Return weights as they are sent."""
        numbers = {one.name: getattr(policy, one.name) for one in fields(policy)}
        return WeightsOut(weights={name: value for name, value in numbers.items() if not isinstance(value, bool)})


class WeightsIn(In):
    """Weights that are to be others, by name; null is what there is without one."""

    weights: Annotated[dict[str, Annotated[float, Field(ge=0, le=1e9)] | None], Field(min_length=1, max_length=20)]


class CountingOut(Out):
    """Which visits count towards an account's interval, beside those of whoever has it; see docs/planning.md."""

    colleagues: str
    also: list[str]
    joint: bool
    for_owner: list[str]
    for_layer: list[str]

    @staticmethod
    def of(rule: CountingRule) -> CountingOut:
        """Return a rule as it is sent."""
        return CountingOut(
            colleagues=rule.colleagues.value, also=list(rule.also), joint=rule.joint, for_owner=list(rule.for_owner),
            for_layer=list(rule.for_layer),
        )  # fmt: skip


class CountingIn(In):
    """The rule whole, in place of the one that holds."""

    colleagues: Colleagues = Colleagues.EVERYBODY
    also: Annotated[tuple[Key, ...], Field(max_length=200)] = ()
    joint: bool = True
    for_owner: Annotated[tuple[Key, ...], Field(max_length=100)] = ()
    for_layer: Annotated[tuple[Key, ...], Field(max_length=100)] = ()


class StatusOut(Out):
    """How things stand today: the plan in force, drafts, and how much waits for somebody."""

    day: date
    plan: int | None
    drafts: list[int]
    waiting: int
    unreported: int
    missing: int
    overdue: int
    ownerless: int


class ExceptionOut(Out):
    """What is not as it should be: whose it is, and since when."""

    kind: str
    rep_id: str
    since: date
    account_id: str
    text: str
    about: str


@SETTINGS.get("/settings", ("read_office_settings",), response_model=SettingsOut)
def settings(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what holds for the whole workspace."""
    return shown(request, SettingsOut.of(read_office_settings(office, who)))


@SETTINGS.patch("/settings", ("change_settings",), response_model=SettingsOut)
def change(request: Request, office: Once, who: Who, body: SettingsIn) -> Response:
    """Change what holds for the whole workspace."""
    stated = [f"{x.currency} {x.rate} {x.since} {x.source}" for x in body.exchange or ()]
    rates = None if body.exchange is None else "\n".join(stated)
    made = change_settings(
        office, who, currency=body.currency, mileage_scheme=body.mileage_scheme,
        exchange=rates,
    )  # fmt: skip
    return shown(request, SettingsOut.of(made))


@SETTINGS.get("/weights", ("read_weights",), response_model=WeightsOut)
def weights(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what plans weigh."""
    return shown(request, WeightsOut.of(read_weights(office, who)))


@SETTINGS.patch("/weights", ("change_weights",), response_model=WeightsOut)
def weigh(request: Request, office: Once, who: Who, body: WeightsIn) -> Response:
    """Change some of what plans weigh from now on."""
    return shown(request, WeightsOut.of(change_weights(office, who, body.weights)))


@SETTINGS.get("/counting", ("read_counting_rule",), response_model=CountingOut)
def counting(request: Request, office: TheOffice, who: Who) -> Response:
    """Show which visits count towards an account's interval."""
    return shown(request, CountingOut.of(read_counting_rule(office, who).rule))


@SETTINGS.put("/counting", ("set_counting_rule",), response_model=CountingOut)
def count(request: Request, office: Once, who: Who, body: CountingIn) -> Response:
    """Let another rule say which visits count, past ones, too."""
    rule = CountingRule(body.colleagues, body.also, body.joint, body.for_owner, body.for_layer)
    return shown(request, CountingOut.of(set_counting_rule(office, who, rule)))


@SETTINGS.get("/status", ("read_status",), response_model=StatusOut)
def status(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how things stand today, of what the person sees."""
    found = read_status(office, who)
    out = StatusOut(
        day=found.day, plan=found.in_force.number if found.in_force else None,
        drafts=[one.number for one in found.drafts], waiting=found.waiting,
        unreported=sum(one.visits for one in found.unreported), missing=len(found.missing),
        overdue=len(found.overdue), ownerless=found.ownerless,
    )  # fmt: skip
    return shown(request, out)


@SETTINGS.get("/exceptions", ("list_exceptions",), response_model=Page[ExceptionOut])
def exceptions(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what is not as it should be today, by kind."""
    lines = [
        ExceptionOut(
            kind=one.kind.value, rep_id=one.rep_id, since=one.since, account_id=one.account_id, text=one.text,
            about=one.about,
        )
        for one in list_exceptions(office, who).lines
    ]  # fmt: skip
    lines.sort(key=_key)
    page, after = cut(lines, _key, asked)
    return listed(request, list(page), after)


def _key(one: ExceptionOut) -> str:
    return f"{one.kind} {one.since} {one.rep_id} {one.account_id} {one.about}"

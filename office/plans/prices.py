"""What a visit costs on every day of its rep's horizon, and what it breaks there: seen as it is picked up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from office.door import Act, reads
from office.ownership.decisions import first_today
from office.plans.open_parts import OpenPart, open_part
from routing.dates import Day
from routing.findings import Finding
from routing.money import DrivingCost
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.explain.insertion import Priced
from scheduler.explain.judgement import LETTERS, finding_of
from scheduler.explain.prices import price_days
from scheduler.horizon import Horizon
from store.planned_visits import reps_meant
from store.plans import find_plan


@dataclass(frozen=True, slots=True)
class DayPrice:
    """One day for a visit: see `scheduler.explain.prices.PricedDay`; `price` is in seconds of driving."""

    date: Day
    price: float
    position: int
    start_s: int | None
    broken: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class VisitPrices:
    """All days on which the rep works, for one visit; `date` is where the plan has it, None where it is left out."""

    plan: int
    visit_id: str
    account_id: str
    rep_id: str
    date: Day | None
    days: tuple[DayPrice, ...]
    cost: DrivingCost | None = None


@reads
def price_visit(act: Act, engine: TravelEngine, visit: str, number: int | None = None) -> VisitPrices:
    """Price a visit (its id, or the first letters of it) on all days of its rep's horizon in a plan (the newest).

    Raises
    ------
    BadInputError
        If the plan has no such visit, or it is frozen there.
    """
    head = find_plan(act.connection, number)
    for rep_id in reps_meant(act.connection, head.id, visit, LETTERS):
        act.require_rep(rep_id)
        part = open_part(act.office, act.connection, engine, head, rep_id)
        due = part.part.assembled.due
        found = next((v for v, one in enumerate(due) if one.visit_id.startswith(visit)), None)
        if found is not None:
            return to_come(prices_of(part, found), first_today(act))
    cause = sentence("no visit {visit!r} can be moved in plan {head}", visit=visit, head=head.id)
    raise BadInputError([Problem("visit-unknown", visit, cause, "See: roundsman show plan --format csv.")])


def to_come(found: VisitPrices, today: Day) -> VisitPrices:
    """Return the prices without the days that are over: nobody can put a visit there; its own stays, to be seen."""
    return replace(found, days=tuple(one for one in found.days if one.date >= today or one.date == found.date))


def prices_of(part: OpenPart, visit: int, priced: Priced | None = None, horizon: Horizon | None = None) -> VisitPrices:
    """Return what a visit would cost on all days of an open part: as it was planned, or where people have left it."""
    priced = priced or part.priced
    assembled = part.part.assembled
    request, due, days = assembled.request, assembled.due[visit], assembled.horizon.rep_days
    prices = tuple(
        DayPrice(
            request.date_of(days[one.rep_day].day),
            one.price,
            one.position,
            one.start_s,
            tuple(finding_of(assembled, broken) for broken in one.broken),
        )
        for one in price_days(priced, visit, horizon)
    )
    day = priced.day_of.get(visit)
    situation = part.stored.situation
    cost = situation.policy.driving_cost(situation.currency)
    when = None if day is None else request.date_of(day)
    return VisitPrices(part.stored.head.id, due.visit_id, due.account_id, request.rep.id, when, prices, cost)

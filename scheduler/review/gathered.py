"""Everything that a review is made from, and what follows from it at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from routing.problems import Problem
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules
from scheduler.plan import Plan, VisitStatus
from scheduler.review.costs import Cost, RepDay
from scheduler.review.traits import Traits
from territory.accounts import Account, Rep
from territory.baseline import Baseline
from territory.capacity import shared_capacity
from territory.feedback import Feedback
from territory.opportunities import Opportunity
from territory.ownership.coverage import LayerCoverage
from territory.ownership.fitness import Unfit
from territory.ownership.values import Conflict, Region, Territory
from territory.policy import Policy
from territory.quality import Answer
from territory.review.inputs import Fate, VisitSeen
from territory.review.notes import Note
from territory.sales import Sales
from territory.targets import Target

DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns what on the day of the review: a territory is the rules', or a rep where rules name none."""

    territory: Mapping[str, str]
    reps: Mapping[str, str]
    fixed: frozenset[str] = frozenset()
    coverage: tuple[LayerCoverage, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    territories: tuple[Territory, ...] = ()
    regions: tuple[Region, ...] = ()
    problems: tuple[Problem, ...] = ()
    unfit: tuple[Unfit, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """What other programs and the books hold.

    Attributes
    ----------
    tour_h : mapping of (rep, day) to hours
        How long plans in force meant the day to last.
    visited : mapping of account to dates
        Visits that took place, the imported last one among them, in order.
    """

    deals: tuple[Opportunity, ...]
    feedback: tuple[Feedback, ...]
    costs: tuple[Cost, ...]
    tour_h: Mapping[RepDay, float]
    visited: Mapping[str, tuple[date, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What is known on the day of the review.

    Attributes
    ----------
    call_s : mapping of account to seconds
        Of one visit with its travel.
    travel_from : str
        What says how long the travel is; empty where nothing does and it counts as none.
    """

    today: date
    start: date
    currency: str
    accounts: tuple[Account, ...]
    owners: Owners
    reps: Mapping[str, Rep]
    call_s: Mapping[str, float]
    travel_from: str
    visits: tuple[VisitSeen, ...]
    log: tuple[ClosedVisit, ...]
    records: Records
    sales: Sales | None
    sales_problems: tuple[Problem, ...]
    traits: Traits
    rules: Mapping[str, AccountRules]
    policy: Policy
    targets: tuple[Target, ...]
    notes: tuple[Note, ...]
    answers: tuple[Answer, ...]
    baselines: tuple[Baseline, ...]

    @property
    def capacity(self) -> dict[str, float]:
        """Return the capacity of each territory: a rep who holds several is shared among them, a vacant one has 1."""
        return shared_capacity(self.owners.reps, {rep.id: rep.capacity for rep in self.reps.values()})


def days_visited(accounts: Sequence[Account], log: Sequence[ClosedVisit], today: date) -> dict[str, tuple[date, ...]]:
    """Return the days on which each account was visited, as imported and as the log knows, until today."""
    days = {one.id: {one.last_visit} if one.last_visit else set() for one in accounts}
    same: dict[date, date] = {}  # a year has few days: one value for each takes a fifth of the memory
    for visit in log:
        if visit.status is VisitStatus.DONE and visit.date <= today and visit.account_id in days:
            days[visit.account_id].add(same.setdefault(visit.date, visit.date))
    return {name: tuple(sorted(known)) for name, known in days.items()}


def call_seconds(accounts: Sequence[Account], plan: Plan | None) -> dict[str, float]:
    """Return the seconds of a visit with its travel: that of the account in the plan, else the plan's mean visit."""
    ways: dict[str, list[float]] = defaultdict(list)
    for tour in plan.tours if plan else ():
        home = tour.return_travel_s / max(len(tour.visits), 1)
        for visit in tour.visits:
            ways[visit.account_id].append(visit.travel_s + home)
    known = [way for listed in ways.values() for way in listed]
    usual = sum(known) / len(known) if known else 0.0
    return {
        one.id: one.service_s + (sum(ways[one.id]) / len(ways[one.id]) if one.id in ways else usual) for one in accounts
    }


def visits_seen(
    plan: Plan | None, log: Sequence[ClosedVisit], owners: Owners, start: date, today: date
) -> tuple[VisitSeen, ...]:
    """Return the visits closed in the period, and those of the plan in force that nobody has spoken of."""
    fates = {VisitStatus.DONE: Fate.DONE, VisitStatus.SKIPPED: Fate.SKIPPED, VisitStatus.DECLINED: Fate.DECLINED}
    seen = [
        VisitSeen(
            visit.account_id,
            owners.territory.get(visit.account_id, ""),
            visit.date,
            fates[visit.status],
            visit.reason,
        )
        for visit in log
        if start <= visit.date <= today and visit.status in fates
    ]
    closed = {visit.visit_id for visit in log}
    silent = [
        VisitSeen(visit.account_id, owners.territory.get(visit.account_id, ""), tour.date, Fate.OPEN)
        for tour in (plan.tours if plan else ())
        if start <= tour.date < today
        for visit in tour.visits
        if visit.visit_id not in closed
    ]
    return (*seen, *silent)

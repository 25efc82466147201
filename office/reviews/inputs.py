"""Everything a review needs, read from the workspace at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from office.ownership.rule_books import book_on
from office.reviews.traits import Traits, account_facts, known_sales
from routing.problems import Problem
from scheduler.demand.rules import AccountRules
from scheduler.plan import Plan, VisitStatus
from store.account_rules import read_rules
from store.accounts import read_accounts, read_reps
from store.costs import Cost, RepDay, read_costs, read_tour_hours
from store.database import Connection
from store.feedback import Feedback, read_feedback
from store.opportunities import read_opportunities
from store.ownership import row_on, timelines
from store.plans import plan_heads, published_plan, read_plan
from store.review import Note, file_on, read_answers, read_baselines, read_notes, read_traits
from store.settings import read_settings
from store.visits import ClosedVisit, read_visit_log
from territory.accounts import Account, Rep
from territory.baseline import Baseline
from territory.capacity import shared_capacity
from territory.manager_files import FileKind
from territory.opportunities import Opportunity
from territory.ownership.coverage import LayerCoverage, coverage
from territory.ownership.decide import decide
from territory.ownership.fitness import Unfit, unfit_owners
from territory.ownership.values import Conflict, Level, Region, Territory
from territory.policy import Policy, read_policy
from territory.presence import works
from territory.quality import Answer
from territory.review.inputs import Fate, VisitSeen
from territory.sales import Sales
from territory.targets import Target, read_targets

DAYS = 365.25
LOOK_BACK_DAYS = 3 * 366
"""How far back costs and tours are read: no target or year of the figures reaches farther."""


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


def gather(connection: Connection, today: date, weeks: int) -> Gathered:
    """Read what a review of the last `weeks` looks at."""
    log = read_visit_log(connection)
    known = read_accounts(connection)
    visited = _visited(known, log, today)
    accounts = tuple(replace(one, last_visit=max(visited[one.id], default=None)) for one in known)
    owners = _owners(connection, accounts, today)
    heads = plan_heads(connection)
    head = published_plan(connection)
    newest = read_plan(connection, head or heads[-1]) if heads else None
    start = today - timedelta(7 * weeks)
    policy = _policy(connection, today)
    sales, problems = known_sales(connection, absent_is_zero=policy.absent_months_are_zero)
    return Gathered(
        today,
        start,
        read_settings(connection).currency,
        accounts,
        owners,
        {rep.id: rep for rep in read_reps(connection)},
        _call_seconds(accounts, newest),
        "the newest plan" if newest else "",
        _visits(read_plan(connection, head) if head else None, log, owners, start, today),
        log,
        _records(connection, today, visited),
        sales,
        tuple(problems),
        read_traits(connection),
        read_rules(connection),
        policy,
        _targets(connection, today, owners.reps),
        read_notes(connection),
        read_answers(connection),
        read_baselines(connection),
    )


def territories_on(connection: Connection, day: date) -> tuple[dict[str, str], frozenset[str]]:
    """Return the territory of each account that has one on a day, and all territories of that day."""
    owners = _owners(connection, read_accounts(connection), day)
    return dict(owners.territory), frozenset(owners.reps)


def _visited(accounts: Sequence[Account], log: Sequence[ClosedVisit], today: date) -> dict[str, tuple[date, ...]]:
    """Return the days on which each account was visited, as imported and as the log knows, until today."""
    days = {one.id: {one.last_visit} if one.last_visit else set() for one in accounts}
    for visit in log:
        if visit.status is VisitStatus.DONE and visit.date <= today and visit.account_id in days:
            days[visit.account_id].add(visit.date)
    return {name: tuple(sorted(known)) for name, known in days.items()}


def _records(connection: Connection, today: date, visited: Mapping[str, tuple[date, ...]]) -> Records:
    since = today - timedelta(LOOK_BACK_DAYS)
    return Records(
        read_opportunities(connection),
        read_feedback(connection),
        read_costs(connection, since),
        read_tour_hours(connection, since, today),
        visited,
    )


def _owners(connection: Connection, accounts: Sequence[Account], today: date) -> Owners:
    """Return who owns what by the one timeline; rules tell the territories, and what they leave open."""
    book = book_on(connection, today)
    rows = {name: row for name, line in timelines(connection).items() if (row := row_on(line, today)) is not None}
    held = {name: row for name, row in rows.items() if row.rep_id}
    team = read_reps(connection)
    unfit = unfit_owners({name: own.rep_id for name, own in held.items()}, accounts, team)
    if book is None:
        reps = {rep.id: rep.id for rep in sorted(team, key=lambda one: one.id) if works(rep, today)}
        reps |= {own.rep_id: own.rep_id for own in held.values()}
        return Owners({name: own.rep_id for name, own in held.items()}, dict(sorted(reps.items())), unfit=unfit)
    ownership = decide(book, account_facts(connection, accounts), today)
    first = book.layers[0].id
    territories = [one for one in book.territories if one.layer == first and one.period.holds(today)]
    staffed = {one.id: holding.rep if (holding := one.holder(today)) else "" for one in territories}
    asked = ((name, row.territory if row.territory in staffed else row.rep_id) for name, row in rows.items())
    mine = {name: territory for name, territory in asked if territory}
    return Owners(
        mine,
        staffed | {name: name for name in sorted(set(mine.values()) - staffed.keys())},
        frozenset(
            own.account
            for own in ownership.owned
            if own.layer == first and own.territory and own.level is not None and own.level >= Level.NAMED
        ),
        coverage(book.layers, ownership, {one.id: one for one in accounts}),
        tuple(conflict for conflict in ownership.conflicts if conflict.ruling is None),
        tuple(territories),
        book.regions,
        (*ownership.problems, *(one.problem for one in unfit)),
        unfit,
    )


def _call_seconds(accounts: Sequence[Account], plan: Plan | None) -> dict[str, float]:
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


def _visits(
    plan: Plan | None, log: Sequence[ClosedVisit], owners: Owners, start: date, today: date
) -> tuple[VisitSeen, ...]:
    """Return the visits closed in the period, and those of the plan in force that nobody has spoken of."""
    fates = {VisitStatus.DONE: Fate.DONE, VisitStatus.SKIPPED: Fate.SKIPPED, VisitStatus.DECLINED: Fate.DECLINED}
    seen = [
        VisitSeen(
            visit.account_id, owners.territory.get(visit.account_id, ""), visit.date, fates[visit.status], visit.reason
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


def _policy(connection: Connection, today: date) -> Policy:
    file = file_on(connection, FileKind.POLICY, today)
    return read_policy(file.text, file.name) if file else Policy()


def _targets(connection: Connection, today: date, territories: Mapping[str, str]) -> tuple[Target, ...]:
    file = file_on(connection, FileKind.TARGETS, today)
    return read_targets(file.text, file.name, set(territories)) if file else ()

"""Everything a review needs, read from the workspace at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from office.exchange import exchange_of
from office.ownership.rule_books import book_on
from office.reviews.account_facts import account_facts, known_sales
from scheduler.review.gathered import Gathered, Owners, Records, call_seconds, days_visited, visits_seen
from store.account_rules import read_rules
from store.accounts import read_accounts, read_reps
from store.costs import read_costs, read_tour_hours
from store.counted_visits import log_counted
from store.database import Connection
from store.feedback import read_feedback
from store.opportunities import read_opportunities
from store.ownership import row_on, timelines
from store.plans import plan_heads, published_plan, read_plan
from store.review import file_on, read_answers, read_baselines, read_notes, read_traits
from store.settings import read_settings
from store.visits import read_visit_log
from territory.accounts import Account
from territory.manager_files import FileKind
from territory.ownership.coverage import coverage
from territory.ownership.decide import decide
from territory.ownership.fitness import unfit_owners
from territory.ownership.values import Level
from territory.policy import Policy, read_policy
from territory.presence import works
from territory.targets import Target, read_targets

LOOK_BACK_DAYS = 3 * 366
"""How far back costs and tours are read: no target or year of the figures reaches farther."""


def gather(connection: Connection, today: date, weeks: int) -> Gathered:
    """Read what a review of the last `weeks` looks at."""
    log = read_visit_log(connection)
    known = read_accounts(connection)
    visited = days_visited(known, log_counted(connection, log), today)
    accounts = tuple(replace(one, last_visit=max(visited[one.id], default=None)) for one in known)
    owners = _owners(connection, accounts, today)
    heads = plan_heads(connection)
    head = published_plan(connection)
    newest = read_plan(connection, head or heads[-1]) if heads else None
    start = today - timedelta(7 * weeks)
    policy = policy_on(connection, today)
    sales, problems = known_sales(connection, absent_is_zero=policy.absent_months_are_zero)
    return Gathered(
        today,
        start,
        read_settings(connection).currency,
        accounts,
        owners,
        {rep.id: rep for rep in read_reps(connection)},
        call_seconds(accounts, newest),
        "the newest plan" if newest else "",
        visits_seen(read_plan(connection, head) if head else None, log, owners, start, today),
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


def reps_on(connection: Connection, day: date) -> Mapping[str, str]:
    """Return the rep of each territory of a day."""
    return _owners(connection, read_accounts(connection), day).reps


def _records(connection: Connection, today: date, visited: Mapping[str, tuple[date, ...]]) -> Records:
    since = today - timedelta(LOOK_BACK_DAYS)
    return Records(
        exchange_of(connection).deals(read_opportunities(connection), today),
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
        book.regions_on(today),
        (*ownership.problems, *(one.problem for one in unfit)),
        unfit,
    )


def policy_on(connection: Connection, today: date) -> Policy:
    """Return the policy that is in force on a day."""
    file = file_on(connection, FileKind.POLICY, today)
    return read_policy(file.text, file.name) if file else Policy()


def _targets(connection: Connection, today: date, territories: Mapping[str, str]) -> tuple[Target, ...]:
    file = file_on(connection, FileKind.TARGETS, today)
    return read_targets(file.text, file.name, set(territories)) if file else ()

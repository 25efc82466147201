"""Which targets lack what by the end of a period, and the accounts whose visits would fill it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

import numpy as np

from office.reviews.account_facts import known_sales
from office.reviews.inputs import policy_on, territories_on
from scheduler.catch_up import NEVER, Behind, Why
from scheduler.plan import VisitStatus
from scheduler.review.gathered import days_visited
from scheduler.team.situation import Situation
from store.counted_visits import log_counted
from store.database import Connection
from store.review import file_on
from store.visits import read_visit_log, visits_closed_since
from territory.accounts import Account
from territory.after_visits import after_visits
from territory.manager_files import FileKind
from territory.sales import Sales
from territory.sales_lack import SalesLack, sales_lack
from territory.seasons.estimate import estimate
from territory.targets import FLAT, Target, read_targets

COVERAGE = "coverage"
"""The key figure whose target asks for visits at accounts that had none."""
REVENUE = "revenue"
"""The key figure whose target asks for sales."""


@dataclass(frozen=True, slots=True)
class TargetLack:
    """A territory's target of accounts visited: how many it asks by the day, and how many will have been visited."""

    territory: str
    asked: int
    reached: int


@dataclass(frozen=True, slots=True)
class Lacks:
    """What targets lack, of accounts visited and of sales, and the accounts that would fill it, the best first."""

    visited: tuple[TargetLack, ...] = ()
    sales: tuple[SalesLack, ...] = ()
    wanted: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all targets are looked at with: the accounts of each territory, those to come, and of which segment."""

    members: Mapping[str, Sequence[Account]]
    coming: frozenset[str]
    segment: str
    until: date

    def open_of(self, territory: str) -> list[Account]:
        """Return the accounts of a territory that no plan visits in the period, of the segment that is meant."""
        return [
            one for one in self.members[territory] if one.id not in self.coming and self.segment in {"", one.segment}
        ]


def target_lacks(connection: Connection, situation: Situation, period: tuple[date, date], segment: str) -> Lacks:
    """Return what the targets that hold in a period lack by its end; accounts of a segment alone, if one is given."""
    today = situation.span.today
    file = file_on(connection, FileKind.TARGETS, today)
    if file is None:
        return Lacks()
    territory, names = territories_on(connection, today)
    targets = [
        one
        for one in read_targets(file.text, file.name, names)
        if one.kpi in {COVERAGE, REVENUE} and one.start <= period[1] and period[0] <= one.end
    ]
    if not targets:
        return Lacks()
    members: dict[str, list[Account]] = defaultdict(list)
    for one in situation.accounts:
        if not one.call_of and one.id in territory:
            members[territory[one.id]].append(one)
    tours = situation.before.tours if situation.before else ()
    coming = {visit.account_id for one in tours if today <= one.date <= period[1] for visit in one.visits}
    ground = _Ground(members, frozenset(coming), segment, period[1])
    visited, wanted = _visits_lacking(connection, [one for one in targets if one.kpi == COVERAGE], ground)
    money = [one for one in targets if one.kpi == REVENUE]
    sales, also = _sales_lacking(connection, money, ground, today) if money else ((), ())
    taken = {one.account_id for one in wanted}
    return Lacks(visited, sales, (*wanted, *(one for one in also if one.account_id not in taken)))


def _visits_lacking(
    connection: Connection, targets: Sequence[Target], ground: _Ground
) -> tuple[tuple[TargetLack, ...], tuple[Behind, ...]]:
    if not targets:
        return (), ()
    visited = _visited(connection, min(one.start for one in targets))
    lacks, wanted = list[TargetLack](), list[Behind]()
    for target in targets:
        accounts = ground.members[target.territory]
        unvisited = {x.id for x in accounts if visited.get(x.id, date.min) < target.start and x.id not in ground.coming}
        asks = ceil(round(target.value * len(accounts), 6))
        lack = TargetLack(target.territory, asks, len(accounts) - len(unvisited))
        if lack.asked > lack.reached:
            lacks.append(lack)
            best = sorted(
                (one for one in ground.open_of(target.territory) if one.id in unvisited),
                key=lambda one: (-round(one.potential, 2), one.id),
            )
            wanted += [Behind(one.id, Why.TARGET, NEVER) for one in best[: lack.asked - lack.reached]]
    return tuple(lacks), tuple(wanted)


def _sales_lacking(
    connection: Connection, targets: Sequence[Target], ground: _Ground, today: date
) -> tuple[tuple[SalesLack, ...], tuple[Behind, ...]]:
    sales, _ = known_sales(connection, absent_is_zero=policy_on(connection, today).absent_months_are_zero)
    if sales is None:
        return (), ()
    accounts = [one for mine in ground.members.values() for one in mine]
    visited = days_visited(accounts, log_counted(connection, read_visit_log(connection)), today)
    told = after_visits(sales, visited)
    year, index = sales.last_year(), _seasons_by_territory(sales, ground)
    lacks, wanted = list[SalesLack](), list[Behind]()
    for target in targets:
        members = [one.id for one in ground.members[target.territory]]
        lack = sales_lack(target, sales, members, index.get(target.territory, FLAT), told)
        if lack is None:
            continue
        best = _most_left(ground.open_of(target.territory), year, visited, ground.until)
        lacks.append(replace(lack, candidates=len(best)))
        wanted += [Behind(one, Why.SALES, NEVER) for one in best[: lack.visits]]
    return tuple(lacks), tuple(wanted)


def _most_left(
    accounts: Sequence[Account], year: Mapping[str, float | None], visited: Mapping[str, Sequence[date]], until: date
) -> list[str]:
    """Return the accounts with potential that is not sold yet, the most of it first, whose spacing allows a visit."""
    left = {one.id: round(one.potential - (year.get(one.id) or 0.0), 2) for one in accounts}
    found = [
        one.id
        for one in accounts
        if left[one.id] > 0 and all(day + timedelta(one.least_days) <= until for day in visited[one.id])
    ]
    return sorted(found, key=lambda name: (-left[name], name))


def _seasons_by_territory(sales: Sales, ground: _Ground) -> dict[str, Sequence[float]]:
    """Return the mean season of each territory's accounts, as the page of targets reckons what is due."""
    segments = {one.id: one.segment for mine in ground.members.values() for one in mine}
    seasons, found = estimate(sales, segments), {}
    for territory, mine in ground.members.items():
        known = [index for one in mine if one.id in seasons.accounts and (index := seasons.of(one.id)) is not None]
        if known:
            found[territory] = np.mean(known, axis=0).tolist()
    return found


def _visited(connection: Connection, since: date) -> Mapping[str, date]:
    """Return the last day since a day on which each account had a visit that counts."""
    log = [one for one in visits_closed_since(connection, since) if one.status is VisitStatus.DONE]
    return {one.account_id: one.date for one in sorted(log_counted(connection, log), key=lambda one: one.date)}

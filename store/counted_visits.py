"""The visits that count towards each account's interval, by the rule that the workspace has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.closed_visits import ClosedVisit
from scheduler.counting_rule import Circle, Colleagues, CountingRule, rule_of, visits_counted
from scheduler.demand.rules import AccountState
from scheduler.demand.states import states_of
from store.accounts import read_reps
from store.ownership import timelines, timelines_among
from store.rows import BATCH
from store.tables.accounts import accounts
from store.tables.fixed_dates import fixed_dates
from store.tables.house import settings
from store.visits import (
    days_done,
    read_states,
    read_visit_log,
    visits_closed_among,
    visits_closed_at_any,
)
from store.words import FixedKind
from territory.accounts import Account
from territory.ownership.timeline import Timeline, owned_on


def read_counting(connection: Connection) -> CountingRule:
    """Return which visits count towards intervals."""
    text = connection.execute(sa.select(settings.c.value).where(settings.c.key == "counting")).scalar_one_or_none()
    return rule_of(text or "")


def log_counted(
    connection: Connection, log: Sequence[ClosedVisit], rule: CountingRule | None = None
) -> tuple[ClosedVisit, ...]:
    """Return those of some visits that count, each for every account that it counts for."""
    rule = read_counting(connection) if rule is None else rule
    return visits_counted(rule, log, _circle(connection, rule, log))


def states_counted(
    connection: Connection, among: Collection[str] | None = None, still_open: Collection[str] = ()
) -> dict[str, AccountState]:
    """Return what the visits that are over say of each account (of `among` alone, if given), by what counts.

    Visits of `still_open` count as open.
    """
    rule = read_counting(connection)
    if rule.is_usual:
        return _summed(connection, among, still_open)
    log = _log_of(connection, rule, among)
    log = tuple(one for one in log if one.visit_id not in still_open) if still_open else log
    found = states_of(log, log_counted(connection, log, rule))
    return found if among is None else {name: state for name, state in found.items() if name in among}


def _summed(
    connection: Connection, among: Collection[str] | None, still_open: Collection[str]
) -> dict[str, AccountState]:
    """Return states as the database sums them up; only accounts with a visit that is open are summed up here."""
    reopened = {one.account_id for one in visits_closed_among(connection, sorted(still_open))}
    reopened = reopened if among is None else reopened & set(among)
    left = [one for one in visits_closed_at_any(connection, reopened) if one.visit_id not in still_open]
    known = read_states(connection, None if among is None else sorted(set(among) - reopened))
    kept = {account: state for account, state in known.items() if account not in reopened}
    return kept | states_of(left)


def days_counted(
    connection: Connection, among: Collection[str] | None = None, rule: CountingRule | None = None
) -> dict[str, date]:
    """Return the day of the last visit that counts for each account (of `among` alone, if given) by the log."""
    rule = read_counting(connection) if rule is None else rule
    if rule.is_usual:
        return days_done(connection, among)
    log = log_counted(connection, _log_of(connection, rule, among), rule)
    last: dict[str, date] = {}
    for one in log:
        if among is None or one.account_id in among:
            last[one.account_id] = max(one.date, last.get(one.account_id, one.date))
    return last


def visits_counted_at(connection: Connection, ids: Collection[str], rule: CountingRule) -> tuple[ClosedVisit, ...]:
    """Return the visits that count towards the intervals of some accounts."""
    found = log_counted(connection, _log_of(connection, rule, ids), rule)
    return tuple(one for one in found if one.account_id in ids)


def as_counted(connection: Connection, known: Sequence[Account]) -> tuple[Account, ...]:
    """Return accounts with the day of their last visit that counts: the imported one, or a later one of the log."""
    last = days_counted(connection, None if len(known) > BATCH else {one.id for one in known})
    return tuple(as_visited(one, last.get(one.id)) for one in known)


def as_visited(account: Account, day: date | None) -> Account:
    """Return an account with a day as that of its last visit, where it is later than the one that it has."""
    if day is None or (account.last_visit is not None and account.last_visit >= day):
        return account
    return replace(account, last_visit=day)


def _log_of(connection: Connection, rule: CountingRule, among: Collection[str] | None) -> tuple[ClosedVisit, ...]:
    if among is None:
        return read_visit_log(connection)
    return visits_closed_at_any(connection, set(among) | _related(connection, rule, among))


def _related(connection: Connection, rule: CountingRule, among: Collection[str]) -> set[str]:
    """Return the calls made at some accounts, and the accounts at which some calls are made."""
    if not (rule.for_owner or rule.for_layer):
        return set()
    both = {(call, account) for call, (account, _) in _calls(connection).items()}
    return {call for call, account in both if account in among} | {account for call, account in both if call in among}


def _calls(connection: Connection) -> dict[str, tuple[str, str]]:
    query = sa.select(accounts.c.id, accounts.c.call_of, accounts.c.layer).where(accounts.c.call_of != "")
    return {row.id: (row.call_of, row.layer) for row in connection.execute(query)}


def _circle(connection: Connection, rule: CountingRule, log: Sequence[ClosedVisit]) -> Circle:
    calls = _calls(connection) if rule.for_owner or rule.for_layer else {}
    if rule.colleagues is Colleagues.EVERYBODY:
        return Circle(lambda *_: "", calls=calls)
    places = {one.account_id for one in log}
    lines = timelines(connection) if len(places) > BATCH else timelines_among(connection, places)
    reps = frozenset(one.id for one in read_reps(connection))
    return Circle(lambda account, day: _owner(lines, account, day), reps, calls, _joint(connection, lines))


def _owner(lines: dict[str, Timeline], account: str, day: date) -> str:
    held = owned_on(lines.get(account, ()), day)
    return held.rep_id if held else ""


def _joint(connection: Connection, lines: dict[str, Timeline]) -> set[tuple[str, date]]:
    """Return where and when an owner had an appointment, with whomever."""
    query = sa.select(fixed_dates.c.place_id, fixed_dates.c.first, fixed_dates.c.rep_id)
    rows = connection.execute(query.where(fixed_dates.c.kind == FixedKind.APPOINTMENT))
    return {(place, day) for place, day, rep in rows if rep and _owner(lines, place, day) == rep}

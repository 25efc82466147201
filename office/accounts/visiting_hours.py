"""Accounts as plans see them: with the visiting hours that a planner's rule gives them."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.demand.rules import as_ruled
from store.account_rules import rules_of_some
from store.database import Connection
from territory.accounts import Account


def with_ruled_hours(connection: Connection, accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return accounts with the visiting hours of their rules, where they have some."""
    wanted = tuple(accounts)
    rules = rules_of_some(connection, [one.id for one in wanted])
    return tuple(as_ruled(one, rules[one.id]) if one.id in rules else one for one in wanted)

"""What the workspace knows of its accounts' sales and traits, read for rules and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from office.exchange import exchange_of
from routing.problems import Problem
from scheduler.review.traits import facts_of
from store.database import Connection
from store.review import read_traits
from store.sales import read_sales
from territory.accounts import Account
from territory.ownership.facts import AccountFacts
from territory.sales import MonthlySale, Sales, gather


def known_sales(connection: Connection, *, absent_is_zero: bool = False) -> tuple[Sales | None, list[Problem]]:
    """Return the sales on record as months, with what is wrong with them; None where there are none."""
    day = cache(lambda month: date.fromisoformat(f"{month}-01"))
    rows = (
        MonthlySale(account, day(month), amount, currency)
        for account, month, amount, currency in read_sales(connection)
    )
    return gather(exchange_of(connection).sales(rows), absent_is_zero=absent_is_zero)


def account_facts(connection: Connection, accounts: Sequence[Account]) -> tuple[AccountFacts, ...]:
    """Return what ownership rules may ask of the accounts."""
    traits = read_traits(connection)
    sales, _ = known_sales(connection)
    year = sales.last_year() if sales else {}
    return tuple(facts_of(account, traits.get(account.id, {}), year.get(account.id)) for account in accounts)

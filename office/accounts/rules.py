"""Rules of accounts: what may never happen, what is promised, what is preferred; and contacts that no plan had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from office.door import Act, writes
from office.known import require_account
from routing.problems import BadInputError, Problem
from scheduler.demand.rules import AccountRules, rules_problem
from store.account_rules import read_rules, write_rules
from store.accounts import write_accounts
from store.changes import Kind, Subject


@writes
def change_rules(act: Act, account_id: str, changes: Mapping[str, Any]) -> AccountRules:
    """Change some rules of an account and return all of them; raises `BadInputError` for impossible ones."""
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    rules = replace(read_rules(act.connection).get(account_id, AccountRules()), **changes)
    problem = rules_problem(rules, account_id)
    if problem:
        raise BadInputError([problem])
    write_rules(act.connection, {account_id: rules})
    act.touch(Subject(Kind.ACCOUNT, account_id))
    act.note(f"rules of {account.name}: {', '.join(sorted(changes))}")
    return rules


@writes
def add_contact(act: Act, account_id: str, day: date, met_by: str) -> None:
    """Count a visit that no plan had, a colleague's for instance: the account's interval runs from it on.

    Raises
    ------
    BadInputError
        If the account is unknown, or the day is still to come.
    """
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    if day > act.now.date():
        cause = f"{day} is still to come"
        raise BadInputError([Problem("contact-future", account_id, cause, "Make an appointment of it.")])
    if account.last_visit is None or account.last_visit < day:
        write_accounts(act.connection, [replace(account, last_visit=day)])
    act.touch(Subject(Kind.ACCOUNT, account_id))
    act.note(f"{account.name} was visited on {day} by {met_by or act.who.name}")

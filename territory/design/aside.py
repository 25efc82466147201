"""Accounts that none of the reps can own are set aside and named: one impossible account stops nobody's territories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from routing.problems import Problem
from territory.accounts import Account
from territory.design.inputs import DesignInputs
from territory.design.rules import check_account_positions, check_fits, check_intervals, check_locks


def set_aside(inputs: DesignInputs) -> tuple[DesignInputs, dict[str, tuple[Problem, ...]]]:
    """Return the inputs without the accounts of which nobody can be the owner, and by account what is wrong.

    They keep the owner whom they have. What is wrong with reps or with the whole stays for `rules.faults`.
    """
    if not inputs.reps or not any(True for _ in _alone(inputs)):
        return inputs, {}
    judged = {account.id: tuple(_alone(_only(inputs, account))) for account in inputs.accounts}
    wrong = {account: problems for account, problems in judged.items() if problems}
    kept = tuple(account for account in inputs.accounts if account.id not in wrong)
    locks = tuple(lock for lock in inputs.locks if lock[0] not in wrong)
    return replace(inputs, accounts=kept, locks=locks), wrong


def _alone(inputs: DesignInputs) -> Iterable[Problem]:
    """Yield what is wrong with single accounts, whatever the others are."""
    yield from check_account_positions(inputs)
    yield from check_intervals(inputs)
    yield from check_locks(inputs)
    yield from check_fits(inputs)


def _only(inputs: DesignInputs, account: Account) -> DesignInputs:
    return replace(inputs, accounts=(account,), locks=tuple(lock for lock in inputs.locks if lock[0] == account.id))

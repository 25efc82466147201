"""Who may own whom: skills, languages and experience as a table of yes and no, each no with its reason; then locks."""

from __future__ import annotations

import numpy as np

from routing.sentences import joined, sentence
from territory.accounts import Account, Rep
from territory.design.inputs import DesignInputs
from territory.design.problem import Bools, Ints
from territory.fit import fits, misfits


def compatible(accounts: list[Account], reps: list[Rep]) -> Bools:
    """Return whether each rep fits each account, locks left out, shape (p, n)."""
    return np.array([[fits(account, rep) for account in accounts] for rep in reps], np.bool_)


def with_locks(allowed: Bools, inputs: DesignInputs, accounts: list[Account], reps: list[Rep]) -> Bools:
    """Return the table with every locked account left to its lock's rep alone."""
    locked = allowed.copy()
    seat = {rep.id: number for number, rep in enumerate(reps)}
    locks = all_locks(inputs)
    for unit, account in enumerate(accounts):
        for rep_id in locks.get(account.id, set()):
            locked[:, unit] &= np.arange(len(reps)) == seat[rep_id]
    return locked


def all_locks(inputs: DesignInputs) -> dict[str, set[str]]:
    """Return the reps to whom each account is locked: by itself and by the design's own locks."""
    locks: dict[str, set[str]] = {}
    for account in inputs.accounts:
        if account.owner_lock is not None:
            locks.setdefault(account.id, set()).add(account.owner_lock)
    for account_id, rep_id in inputs.locks:
        locks.setdefault(account_id, set()).add(rep_id)
    return locks


def hindered(
    owner: Ints, allowed: Bools, inputs: DesignInputs, accounts: list[Account], reps: list[Rep]
) -> dict[tuple[int, int], str]:
    """Return why each present owner who may not own an account may not, by seat and unit."""
    locks, found = all_locks(inputs), {}
    for unit in np.flatnonzero(owner >= 0):
        seat, account = int(owner[unit]), accounts[unit]
        if not allowed[seat, unit]:
            others = sorted(locks.get(account.id, set()) - {reps[seat].id})
            bound = [sentence("it is locked to {owner_lock}", owner_lock=rep_id) for rep_id in others]
            found[seat, int(unit)] = joined(", ", [*misfits(account, reps[seat]), *bound])
    return found

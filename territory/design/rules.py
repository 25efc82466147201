"""What may be wrong with the inputs of a design: one function for each rule, all asked before anything is solved."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Set

import numpy as np

from routing.problems import Problem
from routing.sentences import joined, sentence
from territory.accounts import Account, Rep
from territory.design.adjacency import islands
from territory.design.compatibility import all_locks
from territory.design.inputs import DesignInputs
from territory.fit import misfits


def faults(inputs: DesignInputs, known_places: Set[str]) -> list[Problem]:
    """Return everything wrong with the inputs; `known_places` are the ids that the travel table holds."""
    nobody = [*check_sizes(inputs), *check_duplicates(inputs)]
    if nobody:
        return nobody
    return [
        *check_tolerances(inputs),
        *check_account_positions(inputs),
        *check_account_travel(inputs, known_places),
        *check_homes(inputs, known_places),
        *check_capacities(inputs),
        *check_intervals(inputs),
        *check_potentials(inputs),
        *check_locks(inputs),
        *check_fits(inputs),
        *check_islands(inputs),
    ]


def check_sizes(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask for reps and accounts, and no more reps than accounts."""
    reps, accounts = len(inputs.reps), len(inputs.accounts)
    if not reps:
        yield Problem("no-reps", "reps", "nobody to own accounts", "Import at least one rep.")
    elif reps > accounts:
        cause = sentence("{reps} reps for {accounts} accounts", reps=reps, accounts=accounts)
        action = "Design for fewer reps, or import the missing accounts."
        yield Problem("more-reps-than-accounts", "reps", cause, action)


def check_duplicates(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that each id is used once."""
    for kind, ids in (("account", [a.id for a in inputs.accounts]), ("rep", [r.id for r in inputs.reps])):
        for name, count in sorted(Counter(ids).items()):
            if count > 1:
                yield Problem(
                    "duplicate-id", f"{kind} {name}", sentence("given {count} times", count=count), "Keep one of them."
                )


def check_tolerances(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that a tolerance is a part of the target: zero or more."""
    for name, tolerance in (("workload", inputs.workload_tolerance), ("potential", inputs.potential_tolerance)):
        if tolerance is not None and not (math.isfinite(tolerance) and tolerance >= 0):
            cause = sentence("a tolerance of {tolerance}", tolerance=tolerance)
            yield Problem("tolerance-negative", name, cause, "Give a part of the target, such as 0.05 for 5 %.")


def check_account_positions(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that each account has coordinates."""
    for account in inputs.accounts:
        if not _has_position(account):
            action = "Give it coordinates or an address that can be found."
            yield Problem(
                "account-without-position", sentence("account {account}", account=account.id), "no coordinates", action
            )


def check_account_travel(inputs: DesignInputs, known_places: Set[str]) -> Iterable[Problem]:
    """Ask that each account that has a position is in the travel table."""
    for account in inputs.accounts:
        if _has_position(account) and account.id not in known_places:
            action = "Compute the travel table with all accounts."
            yield Problem(
                "account-without-travel",
                sentence("account {account}", account=account.id),
                "not in the travel table",
                action,
            )


def check_homes(inputs: DesignInputs, known_places: Set[str]) -> Iterable[Problem]:
    """Ask that each rep has a home that is in the travel table."""
    for rep in inputs.reps:
        if not _has_position(rep):
            action = "Give the rep's home coordinates or an address."
            yield Problem("rep-without-home", sentence("rep {rep}", rep=rep.id), "no coordinates", action)
        elif rep.id not in known_places:
            action = "Compute the travel table with all homes."
            yield Problem(
                "rep-without-travel", sentence("rep {rep}", rep=rep.id), "home not in the travel table", action
            )


def check_capacities(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that each rep has some capacity."""
    for rep in inputs.reps:
        if not (math.isfinite(rep.capacity) and rep.capacity > 0):
            action = "Give 1 for full time, 0.5 for half, or leave the rep out of the design."
            yield Problem(
                "capacity-not-positive",
                sentence("rep {rep}", rep=rep.id),
                sentence("a capacity of {capacity}", capacity=rep.capacity),
                action,
            )


def check_intervals(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that each account is visited every so many days."""
    for account in inputs.accounts:
        if account.interval_days <= 0:
            cause = sentence("an interval of {interval_days} days", interval_days=account.interval_days)
            yield Problem(
                "interval-not-positive",
                sentence("account {account}", account=account.id),
                cause,
                "Give the days between two visits.",
            )


def check_potentials(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that a potential that is balanced is known: none below zero, and some above it."""
    if inputs.potential_tolerance is None:
        return
    action = "Estimate its potential, or design without a tolerance on potential."
    for account in inputs.accounts:
        if not (math.isfinite(account.potential) and account.potential >= 0):
            cause = sentence("a potential of {potential}", potential=account.potential)
            yield Problem("potential-not-positive", sentence("account {account}", account=account.id), cause, action)
    if not any(account.potential > 0 for account in inputs.accounts):
        yield Problem("potential-not-positive", "the design", "no account has a potential", action)


def check_locks(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that locks name a rep and an account that exist, one rep for each account, who can serve it."""
    reps = {rep.id: rep for rep in inputs.reps}
    accounts = {account.id: account for account in inputs.accounts}
    for account_id, locked in sorted(all_locks(inputs).items()):
        where = sentence("account {account_id}", account_id=account_id)
        if account_id not in accounts:
            yield Problem("lock-of-unknown-account", where, "locked but not among the accounts", "Remove the lock.")
            continue
        for rep_id in sorted(locked - reps.keys()):
            action = "Lock it to a rep of this design, or remove the lock."
            yield Problem(
                "lock-to-unknown-rep",
                where,
                sentence("locked to {rep_id}, who is not among the reps", rep_id=rep_id),
                action,
            )
        if len(locked) > 1:
            cause = sentence("locked to {names}", names=" and to ".join(sorted(locked)))
            yield Problem("locks-in-conflict", where, cause, "Keep one of the locks.")
        for rep_id in sorted(locked & reps.keys()):
            yield from _lock_against_fit(accounts[account_id], reps[rep_id])


def check_fits(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask that some rep offers each skill and language, and all that one account asks for."""
    skills = frozenset().union(*(rep.skills for rep in inputs.reps))
    languages = frozenset().union(*(rep.languages for rep in inputs.reps))
    for account in inputs.accounts:
        missing = sorted(account.skills - skills) + sorted(account.languages - languages)
        where = sentence("account {account}", account=account.id)
        for name in missing:
            action = "Train or hire a rep for it, or strike it from the account."
            yield Problem("skill-nobody-has", where, sentence("asks for {name}, which no rep has", name=name), action)
        if not missing and all(misfits(account, rep) for rep in inputs.reps):
            reasons = joined(
                "; ",
                (
                    sentence("{rep} {lacks}", rep=rep.id, lacks=joined(", ", misfits(account, rep)))
                    for rep in inputs.reps
                ),
            )
            yield Problem(
                "nobody-fits",
                where,
                sentence("no rep fits: {reasons}", reasons=reasons),
                "Relax what the account asks for.",
            )


def check_islands(inputs: DesignInputs) -> Iterable[Problem]:
    """Ask, where contiguity is wanted, that roads or ferries join all accounts."""
    if inputs.neighbours is None:
        return
    ids = sorted(account.id for account in inputs.accounts)
    row = {account_id: number for number, account_id in enumerate(ids)}
    pairs = [(row[a], row[b]) for a, b in inputs.neighbours if a in row and b in row]
    parts = islands(len(ids), np.array(pairs, np.int32).reshape(-1, 2))
    for part in parts[1:]:
        names = ", ".join(ids[unit] for unit in part[:5]) + (", ..." if len(part) > 5 else "")
        cause = sentence("{count} accounts that no road joins to the others: {names}", count=len(part), names=names)
        action = "Add the ferry or bridge that joins them, design the island apart, or ask for no contiguity."
        yield Problem("land-in-islands", "the road network", cause, action)


def _lock_against_fit(account: Account, rep: Rep) -> Iterable[Problem]:
    reasons = misfits(account, rep)
    if reasons:
        cause = sentence("locked to {rep}, who {names}", rep=rep.id, names=joined(" and ", reasons))
        action = "Remove the lock or what the account asks for."
        yield Problem("lock-against-fit", sentence("account {account}", account=account.id), cause, action)


def _has_position(who: Account | Rep) -> bool:
    return math.isfinite(who.lat) and math.isfinite(who.lon)

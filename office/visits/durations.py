"""How long visits really take: the median of what reps reported, drawn towards the plan while reports are few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from scheduler.plan import VisitStatus
from store.accounts import read_accounts, write_accounts
from store.database import Connection
from store.visits import read_visit_log

TRUST = 3
"""The planned duration counts like so many reported visits: one odd visit does not turn a plan round."""

ROUND_S = 300


@dataclass(frozen=True, slots=True)
class Duration:
    """What was learnt about an account's visits; durations in seconds."""

    account_id: str
    visits: int
    planned_s: int
    learnt_s: int


def learn_durations(connection: Connection) -> tuple[Duration, ...]:
    """Return what the reported times say, for each account that has some."""
    reported: dict[str, list[int]] = defaultdict(list)
    for visit in read_visit_log(connection):
        if visit.status is VisitStatus.DONE and visit.start_s is not None and visit.end_s is not None:
            reported[visit.account_id].append(visit.end_s - visit.start_s)
    accounts = {account.id: account for account in read_accounts(connection)}
    return tuple(
        Duration(name, len(seconds), accounts[name].service_s, learnt(accounts[name].service_s, seconds))
        for name, seconds in sorted(reported.items())
        if name in accounts
    )


def learnt(planned_s: int, reported_s: Sequence[int]) -> int:
    """Return the duration to plan with, in whole five minutes."""
    weighted = (planned_s * TRUST + median(reported_s) * len(reported_s)) / (TRUST + len(reported_s))
    return max(ROUND_S, round(weighted / ROUND_S) * ROUND_S)


def apply_durations(connection: Connection, durations: Sequence[Duration]) -> None:
    """Plan with what was learnt from now on."""
    known = {duration.account_id: duration.learnt_s for duration in durations}
    accounts = [account for account in read_accounts(connection) if account.id in known]
    write_accounts(connection, [replace(account, service_s=known[account.id]) for account in accounts])

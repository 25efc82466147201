"""How long visits really take: the median of what reps reported, drawn towards the plan while reports are few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from scheduler.plan import VisitStatus
from store.accounts import read_accounts, write_accounts
from store.database import Connection
from store.learnt_lengths import LearntLength, read_learnt_lengths, write_learnt_lengths
from store.visits import read_visit_log
from territory.accounts import Account

TRUST = 3
"""The planned duration counts like so many reported visits: one odd visit does not turn a plan round."""

ROUND_S = 300


@dataclass(frozen=True, slots=True)
class Duration:
    """What was learnt about an account's visits beside what people had planned; durations in seconds."""

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
    before = read_learnt_lengths(connection)
    return tuple(
        Duration(name, len(seconds), planned, learnt(planned, seconds))
        for name, seconds in sorted(reported.items())
        if name in accounts
        for planned in [_planned_s(accounts[name], before.get(name))]
    )


def _planned_s(account: Account, before: LearntLength | None) -> int:
    """Return what people planned: not what an earlier learning made of it, or the same visits would count again."""
    if before is not None and before.learnt_s == account.service_s:
        return before.planned_s
    return account.service_s


def learnt(planned_s: int, reported_s: Sequence[int]) -> int:
    """Return the duration to plan with, in whole five minutes."""
    weighted = (planned_s * TRUST + median(reported_s) * len(reported_s)) / (TRUST + len(reported_s))
    return max(ROUND_S, round(weighted / ROUND_S) * ROUND_S)


def apply_durations(connection: Connection, durations: Sequence[Duration]) -> None:
    """Plan with what was learnt from now on."""
    known = {duration.account_id: duration.learnt_s for duration in durations}
    accounts = [account for account in read_accounts(connection) if account.id in known]
    write_accounts(connection, [replace(account, service_s=known[account.id]) for account in accounts])
    kept = [LearntLength(one.account_id, one.planned_s, one.learnt_s) for one in durations]
    write_learnt_lengths(connection, kept)

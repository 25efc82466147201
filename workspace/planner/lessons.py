"""What the visits in the log propose to the planner."""

from __future__ import annotations

from scheduler.learning import Happened, Lesson, lessons
from workspace.database import reading
from workspace.opening import Workspace
from workspace.stores.accounts import read_accounts
from workspace.stores.visits import ClosedVisit, read_visit_log


def learn(workspace: Workspace, on_time: float = 0.5) -> tuple[Lesson, ...]:
    """Return all proposals; nothing is changed."""
    with reading(workspace.engine) as connection:
        accounts, log = read_accounts(connection), read_visit_log(connection)
    return lessons(accounts, [_happened(visit) for visit in log], on_time)


def _happened(visit: ClosedVisit) -> Happened:
    told = visit.start_s is not None and visit.end_s is not None
    length = (visit.end_s or 0) - (visit.start_s or 0) if told else None
    return Happened(visit.account_id, visit.status, visit.date, length, visit.reason)

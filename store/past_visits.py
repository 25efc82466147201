"""Visits that are over, as far as proposals are learnt from them: a company's years, read one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.plan import VisitStatus
from store.tables.plans import visit_log


class PastVisit(NamedTuple):
    """A closed visit; the fields are those of `ClosedVisit`."""

    visit_id: str
    account_id: str
    rep_id: str
    status: VisitStatus
    date: date
    start_s: int | None
    end_s: int | None
    reason: str


def past_visits(connection: Connection) -> Iterator[PastVisit]:
    """Yield all closed visits in the order of their dates.

    Accounts, reps, days and reasons, which many visits share, are held once. A server is asked for the rows in pieces:
    its driver would hold all of them otherwise.
    """
    held: dict[Any, Any] = {}

    def one(value: Any) -> Any:
        return held.setdefault(value, value)

    for visit, account, rep, status, day, start_s, end_s, reason in connection.execute(_PAST):
        yield PastVisit(visit, one(account), one(rep), VisitStatus(status), one(day), start_s, end_s, one(reason))


_LOG = visit_log.c
_PAST = (
    sa.select(*(_LOG[name] for name in PastVisit._fields))
    .order_by(_LOG.date, _LOG.rep_id, sa.func.coalesce(_LOG.start_s, 0), _LOG.visit_id)
    .execution_options(stream_results=True)
)

"""Why a plan has a visit no more that is over: what became of it, and the reason that was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from routing.findings import Finding
from scheduler.explain.diff import Change
from scheduler.plan import VisitStatus
from store.visits import visits_closed_among


def with_closings(connection: Connection, found: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes; those of visits that are over say which of done, skipped and declined, and why."""
    changes = tuple(found)
    wanted = [change.visit_id for change in changes if change.reason == "closed"]
    over = {one.visit_id: one for one in visits_closed_among(connection, wanted)}
    return tuple(
        replace(change, why=_why(over[change.visit_id].status, over[change.visit_id].reason))
        if change.visit_id in over
        else change
        for change in changes
    )


def _why(status: VisitStatus, reason: str) -> Finding:
    said = {"reason": reason} if reason else {}
    known = bool(reason) or status is VisitStatus.DONE
    return Finding.of(f"change-{status.value}" if known else "change-closed", **said)

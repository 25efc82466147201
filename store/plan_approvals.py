"""What was said of drafts that a manager is to approve, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.plans import plan_approvals
from store.words import Verdict

__all__ = ["PlanApproval", "Verdict", "add_approval", "approvals_of"]


@dataclass(frozen=True, slots=True)
class PlanApproval:
    """One thing that was said of a draft; see `store.tables.plans.plan_approvals`.

    Attributes
    ----------
    revision : int
        The last change when the draft was looked at: an approval holds for the draft as it was then.
    reps : tuple of str or None
        Whose tours it is about; None is everybody's.
    """

    verdict: Verdict
    text: str
    by: str
    at: str
    revision: int
    reps: tuple[str, ...] | None = None


def add_approval(connection: Connection, plan: int, one: PlanApproval) -> None:
    """Add what was said of a draft."""
    table = plan_approvals.c
    last = connection.execute(sa.select(sa.func.max(table.number)).where(table.plan_id == plan)).scalar()
    reps = None if one.reps is None else list(one.reps)
    row = asdict(one) | {"plan_id": plan, "number": (last or 0) + 1, "verdict": one.verdict.value, "reps": reps}
    connection.execute(plan_approvals.insert().values(row))


def approvals_of(connection: Connection, plan: int) -> tuple[PlanApproval, ...]:
    """Return what was said of a draft, in order."""
    table = plan_approvals.c
    query = sa.select(plan_approvals).where(table.plan_id == plan).order_by(table.number)
    return tuple(
        PlanApproval(row.verdict, row.text, row.by, row.at, row.revision, None if row.reps is None else tuple(row.reps))
        for row in connection.execute(query)
    )

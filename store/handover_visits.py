"""Joint visits of hand-overs: fixed dates of the giving and the taking rep, told from all others by their source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy.engine import Connection

from scheduler.demand.rules import Appointment
from store.fixed_dates import (
    FixedKind,
    Source,
    appointment_row,
    read_fixed_dates,
    remove_fixed_dates,
    write_fixed_dates,
)


def write_joint_visit(
    connection: Connection, visit: Appointment, reps: tuple[str, str], *, made_by: str, made_at: str
) -> None:
    """Fix a joint visit in both reps' demand."""
    parts = [(rep, replace(visit, id=f"{visit.id}:{rep}")) for rep in reps]
    made = {"group_id": visit.id, "made_by": made_by, "made_at": made_at}
    write_fixed_dates(connection, [appointment_row(rep, part, Source.HANDOVER, **made) for rep, part in parts])


def drop_joint_visits(connection: Connection, account_ids: Collection[str], since: date) -> None:
    """Forget the joint visits of the hand-overs of some accounts from a day on; whatever else is fixed stays."""
    known = read_fixed_dates(connection, kinds=[FixedKind.APPOINTMENT], sources=[Source.HANDOVER], since=since)
    remove_fixed_dates(connection, [one.id for one in known if one.first >= since and one.place_id in account_ids])

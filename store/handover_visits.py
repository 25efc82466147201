"""Joint visits of hand-overs: appointments of the giving and the taking rep, told from all others by their ids."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.demand.rules import Appointment
from store.accounts import read_reps
from store.fixed_dates import write_appointment
from store.tables.planning import appointments

_SOURCE = "handover"


def write_joint_visit(connection: Connection, visit: Appointment, reps: tuple[str, str]) -> None:
    """Fix a joint visit in both reps' demand."""
    for rep in reps:
        write_appointment(connection, rep, replace(visit, id=_id(visit.place_id, rep)))


def drop_joint_visits(connection: Connection, account_ids: Collection[str], since: date) -> None:
    """Forget the joint visits of the hand-overs of some accounts from a day on; whatever else is fixed stays."""
    reps = [rep.id for rep in read_reps(connection)]
    for account in sorted(account_ids):
        mine = appointments.c.id.in_([_id(account, rep) for rep in reps])
        connection.execute(sa.delete(appointments).where(mine, appointments.c.date >= since))


def _id(account_id: str, rep_id: str) -> str:
    return f"{_SOURCE}:{account_id}:{rep_id}"

"""Forgetting what has had its time, an hour apart: the worker does it beside everything else."""

from __future__ import annotations

from datetime import timedelta

from office.opening import Office
from store.database import reading, writing
from store.instants import written
from store.retention import any_old, remove_old

KEPT = timedelta(days=90)
"""So long a request's answer is given again, and so long it is seen what was sent: a phone may be off for weeks."""
EVERY = timedelta(hours=1)
LAST = "forgotten at"


def forget_old(office: Office) -> int:
    """Forget what is older than `KEPT`, once in an hour; return how many rows went."""
    now = office.clock()
    last = office.memory.get(LAST)
    if last is not None and timedelta(0) <= now - last < EVERY:
        return 0
    office.memory[LAST] = now
    before, at = written(now - KEPT), written(now)
    with reading(office.database) as connection:
        if not any_old(connection, before, at):
            return 0
    with writing(office.database) as connection:
        return remove_old(connection, before, at)

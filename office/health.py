"""Whether the workspace can be used, and how much waits in it."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads
from office.opening import Office
from routing.problems import WorldError
from store.changes import revision
from store.database import reading
from store.jobs import count_jobs
from store.outbox import count_waiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much was done and waits: `jobs` by state, `sending` by kind of what is to be sent."""

    revision: int
    jobs: dict[str, int]
    sending: dict[str, int]


def is_well(office: Office) -> bool:
    """Return whether the database answers."""
    try:
        with reading(office.database) as connection:
            revision(connection)
    except WorldError:
        return False
    return True


@reads
def read_figures(act: Act) -> Waiting:
    """Return how much was done and waits, for whoever watches the server."""
    return Waiting(revision(act.connection), count_jobs(act.connection), count_waiting(act.connection))

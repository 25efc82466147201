"""Whether the workspace can be used, and how much waits in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from office.door import Act, reads
from office.opening import Office
from routing.problems import WorldError
from store.changes import revision
from store.database import reading
from store.jobs import count_jobs, oldest_waiting
from store.outbox import count_failing, count_waiting
from store.schema import schema_found
from store.version import VERSION


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


@dataclass(frozen=True, slots=True)
class Health:
    """How the workspace is, for whoever keeps it.

    Attributes
    ----------
    version, schema : str
        Of roundsman, and of the database.
    database : str
        Its kind: ``sqlite`` or ``postgresql``.
    waiting : Waiting
        Jobs by state, and what is to be sent.
    oldest : str
        When the job was asked for that waits longest; empty where none waits.
    failing : int
        Things to be sent whose last try failed.
    free : int
        Octets that are free on the disk of the workspace's folder.
    """

    version: str
    schema: str
    database: str
    waiting: Waiting
    oldest: str
    failing: int
    free: int


@reads
def read_health(act: Act) -> Health:
    """Return how the workspace is."""
    connection, job = act.connection, oldest_waiting(act.connection)
    engine = act.office.database
    return Health(
        VERSION, schema_found(engine) or "", engine.dialect.name, read_figures.inside(act), job.asked_at if job else "",
        count_failing(connection), shutil.disk_usage(act.office.folder.path).free,
    )  # fmt: skip


@reads
def read_figures(act: Act) -> Waiting:
    """Return how much was done and waits, for whoever watches the server."""
    return Waiting(revision(act.connection), count_jobs(act.connection), count_waiting(act.connection))

"""Long work as rows: asked for, taken by one worker, beating while it runs, ended with a result or an error."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from store.database import write_statement
from store.rows import upsert
from store.tables.house import jobs, schedules
from store.words import JobState

__all__ = ["JobState"]


OVER = frozenset({JobState.DONE, JobState.STOPPED, JobState.FAILED, JobState.LOST})


@dataclass(frozen=True, slots=True)
class Job:
    """One job.

    Attributes
    ----------
    kind : str
        What is done, see `office.jobs.KINDS`; `order` is what was asked, as JSON.
    person_id : str
        Who asked, and as whom it is done.
    progress : dict
        ``done`` of ``total``, and ``text``: what was finished last.
    tries : int
        How often it was begun: a job whose worker died is begun again once.
    beat_at : str or None
        When its worker was last heard of.
    """

    id: int
    kind: str
    person_id: str
    state: JobState
    asked_at: str
    order: dict[str, Any] = field(default_factory=dict)
    progress: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    tries: int = 0
    stop_asked: bool = False
    started_at: str | None = None
    beat_at: str | None = None
    ended_at: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that is asked for on some weekdays (Monday 0) at a time of a zone's clock; `next_at` in UTC."""

    id: int
    name: str
    kind: str
    person_id: str
    weekdays: tuple[int, ...]
    at_s: int
    zone: str
    next_at: str
    order: dict[str, Any] = field(default_factory=dict)
    active: bool = True


def add_job(connection: Connection, job: Job) -> Job:
    """Store a new job under the next number (its own `id` is not asked)."""
    number = (connection.execute(sa.select(sa.func.max(jobs.c.id))).scalar() or 0) + 1
    connection.execute(jobs.insert().values(asdict(job) | {"id": number, "state": job.state.value}))
    return replace(job, id=number)


def write_job(connection: Connection, job: Job) -> None:
    """Store what changed of a job."""
    upsert(connection, jobs, [asdict(job) | {"state": job.state.value}])


def beat(engine: Engine, taken: Job, at: str, progress: dict[str, Any]) -> bool:
    """Note a worker's sign of life and its progress; return whether the job that it took is still its own."""
    ours = (jobs.c.id == taken.id, jobs.c.state == taken.state.value, jobs.c.tries == taken.tries)
    statement = jobs.update().where(*ours, jobs.c.started_at == taken.started_at)
    return write_statement(engine, statement.values(beat_at=at, progress=progress)) > 0


def find_job(connection: Connection, number: int) -> Job | None:
    """Return a job, None where there is none such."""
    row = connection.execute(sa.select(jobs).where(jobs.c.id == number)).mappings().one_or_none()
    return None if row is None else Job(**row)


def read_jobs(connection: Connection, *, states: frozenset[JobState] = frozenset(), most: int = 100) -> tuple[Job, ...]:
    """Return the newest jobs, newest first, of some states where they are named."""
    query = sa.select(jobs).order_by(jobs.c.id.desc()).limit(most)
    if states:
        query = query.where(jobs.c.state.in_([state.value for state in states]))
    return tuple(Job(**row) for row in connection.execute(query).mappings())


def read_jobs_of(connection: Connection, kind: str, state: JobState) -> tuple[Job, ...]:
    """Return all jobs of a kind in a state, newest first."""
    query = sa.select(jobs).where(jobs.c.kind == kind, jobs.c.state == state.value).order_by(jobs.c.id.desc())
    return tuple(Job(**row) for row in connection.execute(query).mappings())


def oldest_waiting(connection: Connection) -> Job | None:
    """Return the job whose turn it is."""
    query = sa.select(jobs).where(jobs.c.state == JobState.WAITING.value).order_by(jobs.c.id).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Job(**row)


def count_jobs(connection: Connection) -> dict[str, int]:
    """Return how many jobs there are in each state."""
    query = sa.select(jobs.c.state, sa.func.count()).group_by(jobs.c.state)
    counted = {row[0]: row[1] for row in connection.execute(query)}
    return {state.value: counted.get(state.value, 0) for state in JobState}


def read_schedules(connection: Connection) -> tuple[Schedule, ...]:
    """Return all schedules by number."""
    rows = connection.execute(sa.select(schedules).order_by(schedules.c.id)).mappings()
    return tuple(_schedule(dict(row)) for row in rows)


def write_schedule(connection: Connection, schedule: Schedule) -> None:
    """Store a schedule."""
    weekdays = "|".join(str(day) for day in schedule.weekdays)
    upsert(connection, schedules, [asdict(schedule) | {"weekdays": weekdays}])


def remove_schedule(connection: Connection, number: int) -> bool:
    """Forget a schedule; return whether there was one."""
    return connection.execute(schedules.delete().where(schedules.c.id == number)).rowcount > 0


def next_schedule_number(connection: Connection) -> int:
    """Return the number of a new schedule."""
    return (connection.execute(sa.select(sa.func.max(schedules.c.id))).scalar() or 0) + 1


def _schedule(row: dict[str, Any]) -> Schedule:
    days = tuple(int(day) for day in str(row["weekdays"]).split("|") if day)
    return Schedule(**row | {"weekdays": days})

"""What a job proposed, as its result holds it: kept whole, looked at, put in force once, or dropped."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from office.door import Act, reads, writes
from office.jobs import list_jobs, require_job
from office.kept_answers import as_text, from_text
from office.ownership.decisions import decided_since
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.database import Connection
from store.jobs import Job, write_job
from store.ownership import undone_decisions
from store.words import Work

T = TypeVar("T")

PROPOSAL = "proposal"
"""Where a job's result holds the proposal itself."""
DECISION = "decision"
"""Where it holds the number of the decision that put it in force, 0 where that changed nothing."""
DROPPED = "dropped_at"
"""Where it says when somebody dropped it."""


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """What a job proposed.

    Attributes
    ----------
    stale : bool
        Somebody decided about owners since: it cannot be put in force.
    in_force_as : int or None
        The decision that put it in force; None where none did, or it was taken back.
    """

    made: T
    stale: bool
    in_force_as: int | None


@dataclass(frozen=True, slots=True)
class Ordered:
    """A job that proposes something, among others: whether that is in force, or was dropped."""

    job: Job
    in_force: bool
    dropped: bool


def kept_proposal(kind: type[T], proposal: T) -> dict[str, Any]:
    """Return a proposal as a part of a job's result."""
    return {PROPOSAL: json.loads(as_text(kind, proposal))}


def proposal_of(job: Job, work: Work, kind: type[T], otherwise: str) -> T:
    """Return what a job proposed; `otherwise` says of a job of another kind what it does not do.

    Raises
    ------
    BadInputError
        If it is a job of another kind, has not ended well, or was dropped.
    """
    where = sentence("job {job}", job=job.id)
    if job.kind != work:
        raise BadInputError([Problem("design-unknown", where, otherwise, "List the jobs.")])
    _require_there(job)
    made: T = from_text(kind, json.dumps(job.result[PROPOSAL]))
    return made


def has_proposal(job: Job) -> bool:
    """Return whether a job has proposed something that was not dropped."""
    return PROPOSAL in job.result


def seen_proposal(act: Act, job: Job, made: T, revision: int) -> Seen[T]:
    """Return what a job proposed at a revision, and whether it is in force or can be put there."""
    decision = _in_force_as(act.connection, job)
    return Seen(made, decision is None and decided_since(act, revision), decision)


def _in_force_as(connection: Connection, job: Job) -> int | None:
    number: int | None = job.result.get(DECISION)
    return None if number in undone_decisions(connection) else number


def is_dropped(job: Job) -> bool:
    """Return whether somebody dropped what a job proposed."""
    return DROPPED in job.result


def mark_in_force(act: Act, job: Job, decision: int) -> None:
    """Note at a job which decision put in force what it proposed."""
    write_job(act.connection, replace(job, result={**job.result, DECISION: decision}))


@reads
def list_proposals(act: Act, work: Work, most: int) -> tuple[Ordered, ...]:
    """Return the newest jobs that propose of one kind, newest first."""
    jobs = [job for job in list_jobs.inside(act) if job.kind == work][:most]
    return tuple(Ordered(job, bool(_in_force_as(act.connection, job)), is_dropped(job)) for job in jobs)


@writes
def drop_proposal(act: Act, number: int) -> Job:
    """Drop what a job proposed: it stays in the list of orders, and can be put in force no more.

    Raises
    ------
    BadInputError
        If there is no such job, it proposed nothing, or it is in force: that is taken back among the decisions.
    """
    job = require_job(act, number)
    _require_there(job)
    decision = _in_force_as(act.connection, job)
    if decision:
        cause = sentence("it is in force as decision {number}", number=decision)
        raise BadInputError(
            [Problem("proposal-in-force", sentence("job {job}", job=number), cause, "Take the decision back.")]
        )
    act.note(sentence("dropped what job {number} proposed", number=number))
    left = {name: value for name, value in job.result.items() if name != PROPOSAL}
    dropped = replace(job, result={**left, DROPPED: act.at})
    write_job(act.connection, dropped)
    return dropped


def _require_there(job: Job) -> None:
    if has_proposal(job):
        return
    if is_dropped(job):
        cause: str = sentence("it was dropped")
    else:
        cause = sentence("it is {value}", value=job.state.value)
    action = "Wait for it, or ask again."
    raise BadInputError([Problem("design-not-ready", sentence("job {job}", job=job.id), cause, action)])

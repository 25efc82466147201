"""What a job proposed, as its result holds it: kept whole, looked at, put in force once, or dropped."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, TypeVar

from office.door import Act, writes
from office.jobs import require_job
from office.kept_answers import as_text, from_text
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.jobs import Job, write_job
from store.words import Work

T = TypeVar("T")

PROPOSAL = "proposal"
"""Where a job's result holds the proposal itself."""
DECISION = "decision"
"""Where it holds the number of the decision that put it in force, 0 where that changed nothing."""
DROPPED = "dropped_at"
"""Where it says when somebody dropped it."""


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


def in_force_as(job: Job) -> int | None:
    """Return the number of the decision that put in force what a job proposed, None where it is not in force."""
    return job.result.get(DECISION)


def is_dropped(job: Job) -> bool:
    """Return whether somebody dropped what a job proposed."""
    return DROPPED in job.result


def mark_in_force(act: Act, job: Job, decision: int) -> None:
    """Note at a job which decision put in force what it proposed."""
    write_job(act.connection, replace(job, result={**job.result, DECISION: decision}))


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
    if in_force_as(job):
        cause = sentence("it is in force as decision {number}", number=in_force_as(job))
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

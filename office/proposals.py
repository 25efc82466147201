"""What a job proposed, as its result holds it: kept whole, and read to be looked at or put in force."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from office.kept_answers import as_text, from_text
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.jobs import Job
from store.words import Work

T = TypeVar("T")

PROPOSAL = "proposal"
"""Where a job's result holds the proposal itself."""


def kept_proposal(kind: type[T], proposal: T) -> dict[str, Any]:
    """Return a proposal as a part of a job's result."""
    return {PROPOSAL: json.loads(as_text(kind, proposal))}


def proposal_of(job: Job, work: Work, kind: type[T], otherwise: str) -> T:
    """Return what a job proposed; `otherwise` says of a job of another kind what it does not do.

    Raises
    ------
    BadInputError
        If it is a job of another kind, or has not ended well.
    """
    where = sentence("job {job}", job=job.id)
    if job.kind != work:
        raise BadInputError([Problem("design-unknown", where, otherwise, "List the jobs.")])
    if PROPOSAL not in job.result:
        cause, action = sentence("it is {value}", value=job.state.value), "Wait for it, or ask again."
        raise BadInputError([Problem("design-not-ready", where, cause, action)])
    made: T = from_text(kind, json.dumps(job.result[PROPOSAL]))
    return made

"""The experiments that the policy states, and what one of them has shown by a day."""

from __future__ import annotations

from datetime import date

from office.reviews.inputs import gather, policy_on
from scheduler.review.series import compared, series_of
from store.database import Connection
from territory.experiment import Experiment, shown_by
from territory.experiment_outcome import Shown


def experiments_on(connection: Connection, day: date) -> tuple[Experiment, ...]:
    """Return the experiments of the policy that is in force on a day."""
    return policy_on(connection, day).experiments


def what_showed(connection: Connection, day: date, experiment: Experiment) -> Shown:
    """Return what an experiment showed, by the figures of the review of a day; unknown without sales."""
    known = gather(connection, day, 1)
    for one, found in zip(known.policy.experiments, compared(known, series_of(known)), strict=False):
        if one == experiment:
            return shown_by(found)
    return Shown.UNKNOWN

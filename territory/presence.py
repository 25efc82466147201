"""Which reps are there on the days that are decided about: who has left or not started is given nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from routing.problems import Problem
from routing.sentences import sentence
from territory.accounts import Rep

YEAR = timedelta(days=365)
"""What a design weighs: a year of visits from its day on."""


def works(rep: Rep, first: date, last: date | None = None) -> bool:
    """Tell whether a rep is employed from a day on: through `last`, or on the first day where no last one is given."""
    return (rep.starts is None or rep.starts <= first) and (rep.ends is None or rep.ends >= (last or first))


def present(reps: Sequence[Rep], first: date, last: date | None = None) -> tuple[Rep, ...]:
    """Return the reps who are employed."""
    return tuple(rep for rep in reps if works(rep, first, last))


def absentees(reps: Sequence[Rep], first: date) -> tuple[Problem, ...]:
    """Name the reps who are given nothing, and why."""
    found = []
    for rep in reps:
        if rep.ends is not None and rep.ends < first:
            cause, action = (
                sentence("{rep_name} left on {ends}", rep_name=rep.name, ends=rep.ends),
                "Nothing is given to a rep who has left.",
            )
            found.append(Problem("rep-has-left", sentence("rep {rep}", rep=rep.id), cause, action))
        elif rep.starts is not None and rep.starts > first:
            cause = sentence("{rep_name} starts on {starts}", rep_name=rep.name, starts=rep.starts)
            found.append(
                Problem(
                    "rep-not-started", sentence("rep {rep}", rep=rep.id), cause, "Let the new owners begin on that day."
                )
            )
    return tuple(found)


def leavers(reps: Sequence[Rep], first: date) -> tuple[Problem, ...]:
    """Name the reps who are given accounts and leave within the year that a design weighs."""
    action = "Give the accounts to others from then on: roundsman territory retire."
    return tuple(
        Problem(
            "rep-leaves",
            sentence("rep {rep}", rep=rep.id),
            sentence("{rep_name} is there until {ends} only", rep_name=rep.name, ends=rep.ends),
            action,
        )
        for rep in reps
        if rep.ends is not None and first <= rep.ends < first + YEAR
    )

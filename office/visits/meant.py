"""Which visit of the plan in force is meant: named by its id, its first letters, or its account."""

from __future__ import annotations

from datetime import date

from office.door import Act
from office.visits.memory import find_visit
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.planned_visits import Placed, visits_named
from store.visits import statuses_of

FEWEST_LETTERS = 6
"""Fewer letters name no visit."""


def visit_meant(act: Act, text: str, day: date | None = None) -> Placed:
    """Return the visit that is named; by its account, the one nearest to a day that is not over yet.

    Parameters
    ----------
    day : date or None
        Where the visit is looked for; the day it is where the act is done if it is None.

    Raises
    ------
    BadInputError
        If there is none such, it is another rep's, or several visits begin with these letters.
    """
    found = visits_named(act.connection, text, FEWEST_LETTERS)
    if not found:
        return find_visit(act, text)
    exact = [one for one in found if one.visit_id == text]
    if exact:
        meant = exact[0]
    elif any(one.account_id == text for one in found):
        meant = _nearest(act, [one for one in found if one.account_id == text], day or act.now.date())
    elif len(found) == 1:
        meant = found[0]
    else:
        cause = sentence("{count} visits begin with these letters", count=len(found))
        raise BadInputError([Problem("visit-ambiguous", text, cause, "Write more of its id.")])
    act.require_rep(meant.rep_id)
    return meant


def _nearest(act: Act, found: list[Placed], day: date) -> Placed:
    """Return the visit nearest to a day, of those that are not over where there are such; the earlier of two."""
    over = statuses_of(act.connection, [one.visit_id for one in found])
    still = [one for one in found if one.visit_id not in over] or found
    return min(still, key=lambda one: (abs(one.date - day), one.date, one.visit_id))

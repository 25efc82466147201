"""Where a visit may lie: the rules that a move is held against."""

from __future__ import annotations

from datetime import date, timedelta

from calendars.moves import move_problems
from office.accounts.visiting_hours import with_ruled_hours
from office.known import require_rep
from routing.problems import Problem
from store.accounts import find_account
from store.database import Connection
from store.fixed_dates import FixedKind, read_company_days, read_fixed_dates
from store.plans import Placed
from store.visits import last_done

FURTHEST_DAYS = 1100
"""Nobody moves a visit further away than three years."""


def place_problems(
    connection: Connection, visit: Placed, day: date, start_s: int | None, today: date
) -> tuple[Problem, ...]:
    """Return every rule that keeps a visit from lying on a day (at a time): then a move is a question to the planner.

    Parameters
    ----------
    start_s : int or None
        Seconds after the rep's midnight; None asks for the day alone.
    today : date
        The rep's own day: nothing is moved to one that is past.
    """
    rep, account = require_rep(connection, visit.rep_id), find_account(connection, visit.account_id)
    if account is None:
        return ()
    done = last_done(connection, account.id)
    known = [when for when in (done, account.last_visit) if when]
    away = read_fixed_dates(connection, kinds=[FixedKind.ABSENCE], rep_id=rep.id, since=day)
    (ruled,) = with_ruled_hours(connection, [account])
    found = move_problems(
        ruled,
        rep,
        day,
        start_s,
        last_contact=done or max(known, default=None),
        absences=[one.as_absence() for one in away if one.first <= day],
        company_days=[one for one in read_company_days(connection) if one.date == day],
    )
    past = Problem("date-past", f"{account.name} on {day}", f"{day} is past", "Ask whether it took place then.")
    return (past, *found) if day < today else found


def day_problem(visit_id: str, day: date, today: date) -> Problem | None:
    """Return why a day is none that anybody means, or None."""
    if abs(day - today) <= timedelta(days=FURTHEST_DAYS):
        return None
    cause = f"{day} is more than {FURTHEST_DAYS} days away"
    return Problem("date-far", visit_id, cause, "Correct the year.")

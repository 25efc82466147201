"""What the first request of a day would wait for is made ready where there is something to make ready."""

from __future__ import annotations

from office.opening import Office
from office.readiness import make_ready
from scheduler.demand.holiday_regions import _years
from scheduler.demand.workdays import rep_problems
from store.accounts import read_reps, write_accounts
from store.changes import revision
from store.database import reading, writing
from tests.calendars.week import account
from tests.office.carried_week import fill_due


def test_it_changes_nothing(sqlite_workspace: Office) -> None:
    fill_due(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(connection, [account("d")])
    with reading(sqlite_workspace.database) as connection:
        before = revision(connection)
    assert make_ready(sqlite_workspace)
    with reading(sqlite_workspace.database) as connection:
        assert revision(connection) == before


def test_the_holidays_of_the_reps_are_known_before_the_first_request(sqlite_workspace: Office) -> None:
    fill_due(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(connection, [account("d")])
    with reading(sqlite_workspace.database) as connection:
        reps = read_reps(connection)
    _years.cache_clear()
    assert make_ready(sqlite_workspace)
    asked = _years.cache_info().misses
    assert asked
    for rep in reps:
        rep_problems(rep, rep.id)
    assert _years.cache_info().misses == asked


def test_an_empty_workspace_needs_nothing(sqlite_workspace: Office) -> None:
    assert not make_ready(sqlite_workspace)

"""What the first request of a day would wait for is made ready where there is something to make ready."""

from __future__ import annotations

from office.opening import Office
from office.readiness import make_ready
from store.accounts import write_accounts
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


def test_an_empty_workspace_needs_nothing(sqlite_workspace: Office) -> None:
    assert not make_ready(sqlite_workspace)

"""Nobody waits for a lock under which somebody reckons: what is long is done before, and written in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from calendars.events import EventKind, event_uid
from office import jobs
from office.calendars import events
from office.jobs import KINDS, Watch, ask_job, work_once
from office.opening import Office
from office.outbox import ATTEMPTS, deliver
from office.people import Person, owner
from office.visits.visits import accept_visit
from store import database
from store.database import reading, writing
from store.events import read_kept
from store.outbox import count_waiting
from tests.calendars.week import NOW, REP
from tests.office.carried_week import at, fill


@pytest.fixture
def week(sqlite_workspace: Office) -> Office:
    fill(sqlite_workspace)
    return at(sqlite_workspace, NOW)


class Composer:
    """Composes events as the office does, and lets somebody act meanwhile."""

    def __init__(self, office: Office, meanwhile: Iterator[str]) -> None:
        self.office, self.meanwhile = office, meanwhile
        self.compose = events.compose_events
        self.locked: list[bool] = []

    def __call__(self, *arguments: Any) -> Any:
        self.locked.append(database._TURNS[self.office.database].locked())
        composed = self.compose(*arguments)
        visit = next(self.meanwhile, None)
        if visit is not None:
            accept_visit(self.office, owner(), visit)
        return composed


def test_events_are_composed_while_everybody_may_write_also_where_somebody_did(
    week: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer = Composer(week, iter(["v2"]))
    monkeypatch.setattr(events, "compose_events", composer)
    accept_visit(week, owner(), "v1")
    assert deliver(week) == 2
    assert composer.locked == [False, False], "composed anew, as what it rests on was changed, and never under the lock"
    with reading(week.database) as connection:
        kept = read_kept(connection, REP.id)
        assert count_waiting(connection) == {}
    said = [kept[event_uid(EventKind.VISIT, name)].record.status.value for name in ("v1", "v2", "v3")]
    assert said == ["CONFIRMED", "CONFIRMED", "TENTATIVE"]


def test_what_others_do_to_another_rep_is_no_reason_to_compose_again(
    week: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer = Composer(week, iter([]))
    monkeypatch.setattr(events, "compose_events", composer)
    accept_visit(week, owner(), "v1")

    def act_elsewhere(*arguments: Any) -> Any:
        composed = composer(*arguments)
        with writing(week.database) as connection:
            connection.execute(sa.text("UPDATE reps SET name = 'Rita' WHERE id = 'r2'"))
        return composed

    monkeypatch.setattr(events, "compose_events", act_elsewhere)
    assert deliver(week) == 1
    assert composer.locked == [False]


def test_a_rep_who_acts_all_the_time_is_left_to_whoever_delivers_next(
    week: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = events.compose_events
    monkeypatch.setattr(events, "compose_events", Composer(week, iter(["v1", "v2"] * ATTEMPTS)))
    accept_visit(week, owner(), "v3")
    assert deliver(week) == 0
    monkeypatch.setattr(events, "compose_events", plain)
    assert deliver(week) == ATTEMPTS + 1


def test_a_worker_beats_by_one_statement_that_is_its_own_transaction(
    sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement.split(" SET ", maxsplit=1)[0].split("\n", maxsplit=1)[0].strip())

    def run(_at: Office, _who: Person, _order: dict[str, Any], watch: Watch) -> dict[str, Any]:
        watch.tell(1, 2, "half")
        event.listen(sqlite_workspace.database, "before_cursor_execute", hear)
        try:
            with reading(sqlite_workspace.database) as connection:
                (taken,) = jobs.read_jobs(connection)
            for _ in range(2):
                assert not jobs._beat(sqlite_workspace, taken, {"done": 1})
        finally:
            event.remove(sqlite_workspace.database, "before_cursor_execute", hear)
        with reading(sqlite_workspace.database) as connection:
            (beaten,) = jobs.read_jobs(connection)
        assert beaten.progress == {"done": 1}
        assert not jobs.note_beat(sqlite_workspace.database, replace(taken, tries=7), taken.asked_at, {})
        return {}

    monkeypatch.setitem(KINDS, "remind", jobs.JobKind("list_people", run))
    ask_job(sqlite_workspace, owner(), "remind", {})
    done = work_once(sqlite_workspace)
    assert done is not None
    assert done.error == ""
    writes = [one for one in said if not one.startswith(("SELECT", "BEGIN"))]
    assert writes == ["UPDATE jobs"] * 2
    assert "BEGIN IMMEDIATE" not in said


def test_a_worker_that_looks_for_work_takes_no_lock(sqlite_workspace: Office) -> None:
    said: list[str] = []
    event.listen(sqlite_workspace.database, "before_cursor_execute", lambda *told: said.append(told[2]))
    assert work_once(sqlite_workspace) is None
    assert "BEGIN IMMEDIATE" not in said

"""Every kind of job, its worker killed before and after each commit of its work: what it is for happens once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from office import door, jobs
from office.door import USE_CASES
from office.jobs import (
    KINDS,
    SILENT,
    JobKind,
    Watch,
    ask_job,
    ask_scheduled,
    list_jobs,
    read_job,
    save_schedule,
    work_once,
)
from office.kept_backups import keep_backup
from office.kinds import load_kinds
from office.opening import Office
from office.outside.mails import save_mail_server
from office.outside.reminders import remind_reps
from office.people import Grant, Person, Reach, Role, owner
from office.plans import order
from office.plans.drafts import PlanOrder
from office.staff import save_person
from office.visits.visits import Report, report_visit
from store.database import Connection, Engine, reading, writing
from store.jobs import JobState, Schedule, find_job, write_job
from store.outside import MailServer
from store.tables.whole import METADATA
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import fill_due

load_kinds()
ORDERS: dict[str, dict[str, Any]] = {
    "plan": {"start": MONDAY.isoformat(), "weeks": 1, "seconds": 0.1},
    "design": {"day": MONDAY.isoformat(), "steps": 2, "workload_tolerance": 1.0},
    "realign": {"day": MONDAY.isoformat(), "steps": 2, "tolerance": 1.0},
    "by-routes": {"day": MONDAY.isoformat(), "weeks": 1, "steps": 1, "tolerance": 10.0},
    "remind": {},
    "backup": {},
    "try-backup": {"name": "2026-03-24T163000Z.backup"},
}
"""What is asked of each kind of job here."""
WHO = Person("ada", "Ada", (Grant(Role.ADMINISTRATOR), Grant(Role.PLANNER), Grant(Role.MANAGER)))
INCREMENTAL = {
    "roll-out": "a stage begins once, and a second job finds none: its use case is killed with the other verbs",
    "roads": "a network is kept by its key, and the same one not a second time",
    "sync-crm": "records and visits are kept one by one, each by its own id",
}
"""Kinds that keep a little at a time, and why each of it is kept once: the tests of their own files hold it."""
TOLD = {"jobs", "requests"}


class _Killed(BaseException):
    """The worker is no more: nothing that it would have done after this is done."""


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    """A week to plan, a team to divide, a rep with a day to attest."""
    office = replace(sqlite_workspace, clock=lambda: NOW + timedelta(days=4))
    ids = fill_due(office)
    save_person(office, owner(), WHO.id, WHO.name, WHO.grants)
    save_person(office, WHO, "rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1", email="rita@example.org")
    save_mail_server(office, WHO, MailServer("127.0.0.1", 25, "none", "", "", "a@example.org", "http://127.0.0.1"))
    keep_backup(office, WHO)
    report_visit(replace(office, clock=lambda: NOW + timedelta(days=3)), WHO, ids["v1"], Report(MONDAY))
    return office


def made(office: Office) -> dict[str, int]:
    """Return how many rows there are of everything but what is said of the jobs themselves."""
    with reading(office.database) as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in METADATA.tables.items()
            if name not in TOLD
        }


def grown(office: Office, before: dict[str, int]) -> dict[str, int]:
    """Return by how many rows each table has grown."""
    return {name: count - before[name] for name, count in made(office).items()}


@contextmanager
def killed_at(place: str, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kill the worker in the first transaction of its work: before the commit, or right after it."""

    @contextmanager
    def deadly(engine: Engine) -> Iterator[Connection]:
        with writing(engine) as connection:
            yield connection
            if place == "before":
                raise _Killed
        raise _Killed

    with patch.context() as inside:
        inside.setattr(door, "writing", deadly)
        yield


def test_every_kind_of_job_is_tried_here() -> None:
    assert {*ORDERS, *INCREMENTAL} == set(KINDS), "say in ORDERS what is asked of a new kind of job"


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search in this process: where it is searched has no part in what is kept."""
    monkeypatch.setattr(order, "PlanOrder", partial(PlanOrder, workers=1))


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("kind", sorted(ORDERS))
def test_a_job_is_done_once_wherever_its_worker_dies(
    house: Office, kind: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_job(house, WHO, kind, ORDERS[kind])
    before = made(house)
    undisturbed = work_once(house)
    assert undisturbed is not None
    assert undisturbed.state is JobState.DONE, undisturbed.error
    effect = grown(house, before)
    writes = USE_CASES[KINDS[kind].verb].kind in {"writes", "works"}
    assert writes == (effect["changes"] == 1)
    asked = ask_job(house, WHO, kind, ORDERS[kind])
    before = made(house)
    with killed_at(place, monkeypatch), pytest.raises(_Killed) if writes else nullcontext():
        work_once(house)
    later = replace(house, clock=lambda: house.clock() + SILENT + timedelta(seconds=1))
    work_once(later)
    assert work_once(later) is None
    done = read_job(later, WHO, asked.id)
    assert (done.state, done.error, set(done.result)) == (JobState.DONE, "", set(undisturbed.result))
    assert grown(house, before) == effect


def test_a_worker_that_slept_keeps_nothing_of_a_job_that_another_has_begun(house: Office) -> None:
    asked = ask_job(house, WHO, "remind", {})

    def slept(office: Office, who: Person, _: dict[str, Any], watch: Watch) -> dict[str, Any]:
        with writing(office.database) as connection:
            job = find_job(connection, asked.id)
            assert job is not None
            write_job(connection, replace(job, tries=2, started_at=(office.clock() + SILENT).isoformat()))
        return {"letters": remind_reps(watch.ending(office, lambda count: {"letters": count}), who)}

    before = made(house)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "remind", JobKind("remind_reps", slept))
        left = work_once(house)
    assert left is not None
    assert (left.state, left.tries) == (JobState.RUNNING, 2), "it is the other worker's to end"
    assert made(house) == before


def test_two_workers_ask_once_for_what_a_schedule_asks(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    save_schedule(house, WHO, "days", "remind", {}, weekdays=(0,), at_s=6 * 3600, zone="UTC")
    later = replace(house, clock=lambda: NOW + timedelta(days=21))
    first = jobs._ask

    def both(office: Office, due: Schedule, now: datetime) -> int:
        return first(office, due, now) + first(office, due, now)

    monkeypatch.setattr(jobs, "_ask", both)
    assert ask_scheduled(later) == 1
    assert [job.kind for job in list_jobs(later, WHO)] == ["remind"]

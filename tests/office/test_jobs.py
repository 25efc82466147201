"""Jobs: taken once, watched, stopped, begun again where a worker died, and asked for by the clock."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from office import jobs
from office.jobs import KINDS, Watch, ask_job, ask_scheduled, list_jobs, read_job, save_schedule, stop_job, work_once
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.permissions import NotAllowedError
from routing.problems import BadInputError
from store.database import reading, writing
from store.jobs import Job, JobState, find_job, write_job

MONDAY = datetime(2027, 2, 15, 6, 30, tzinfo=UTC)
ORDER = {"n": 3}


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A kind of job that counts, as long as the test lasts; it fails where its order says so."""
    counted: list[int] = []

    def run(at: Office, who: Person, order: dict[str, int], watch: Watch) -> dict[str, object]:
        if order.get("bad"):
            raise ValueError(order)
        for number in range(order["n"]):
            counted.append(number)
            watch.tell(number + 1, order["n"], who.id)
            if order.get("slow"):
                (mine,) = (job for job in list_jobs(at, owner()) if job.state is JobState.RUNNING)
                stop_job(at, owner(), mine.id)
                time.sleep(30)
        return {"counted": order["n"]}

    monkeypatch.setitem(KINDS, "remind", jobs.JobKind("list_people", run))
    return counted


def test_a_job_is_done_once_and_its_result_kept(office: Office, count: list[int]) -> None:
    asked = ask_job(office, owner(), "remind", ORDER)
    done = work_once(office)
    assert done is not None
    assert (done.id, done.state, done.result, done.tries) == (asked.id, JobState.DONE, {"counted": 3}, 1)
    assert work_once(office) is None
    assert count == [0, 1, 2]
    assert list_jobs(office, owner()) == (read_job(office, owner(), asked.id),)


@pytest.mark.usefixtures("count")
def test_jobs_are_done_in_their_turn(office: Office) -> None:
    first, second = (ask_job(office, owner(), "remind", {"n": n}) for n in (1, 2))
    done = [job.id for _ in range(2) if (job := work_once(office))]
    assert done == [first.id, second.id]


def test_a_job_that_waits_is_stopped_before_it_begins(office: Office, count: list[int]) -> None:
    asked = ask_job(office, owner(), "remind", ORDER)
    assert stop_job(office, owner(), asked.id).state is JobState.STOPPED
    assert work_once(office) is None
    assert count == []


@pytest.fixture(params=["default_int_handler", "SIG_IGN"])
def ears(request: pytest.FixtureRequest) -> Iterator[None]:
    """A worker of a terminal hears Ctrl-C; one that a script began in its background does not."""
    before = signal.signal(signal.SIGINT, getattr(signal, request.param))
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ears")
def test_a_job_that_runs_is_interrupted(
    sqlite_workspace: Office, count: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BEAT_S", 0.01)
    ask_job(sqlite_workspace, owner(), "remind", ORDER | {"slow": 1})
    ended = work_once(sqlite_workspace)
    assert ended is not None
    assert ended.state is JobState.STOPPED
    assert count == [0]


@pytest.mark.usefixtures("count")
def test_a_fault_fails_the_job_and_not_the_next(sqlite_workspace: Office) -> None:
    ask_job(sqlite_workspace, owner(), "remind", {"n": 1, "bad": 1})
    ask_job(sqlite_workspace, owner(), "remind", {"n": 1})
    with pytest.raises(ValueError, match="bad"):
        work_once(sqlite_workspace)
    assert [job.state for job in list_jobs(sqlite_workspace, owner())] == [JobState.WAITING, JobState.FAILED]
    assert work_once(sqlite_workspace) is not None


@pytest.mark.usefixtures("count")
def test_a_job_whose_worker_died_is_begun_again_once(office: Office) -> None:
    asked = ask_job(office, owner(), "remind", ORDER)
    for tries, state in ((1, JobState.DONE), (2, JobState.LOST)):
        silent = (office.clock() - timedelta(minutes=5)).isoformat(timespec="seconds")
        with writing(office.database) as connection:
            write_job(connection, replace(asked, state=JobState.RUNNING, beat_at=silent, tries=tries))
        work_once(office)
        with reading(office.database) as connection:
            found = find_job(connection, asked.id)
        assert found is not None
        assert found.state is state


@pytest.mark.usefixtures("count")
def test_only_who_may_do_it_may_ask_and_see(office: Office) -> None:
    rep = Person("r", "R", (Grant(Role.REP, Reach.OWN),), "r1")
    planner = Person("p", "P", (Grant(Role.PLANNER),))
    with pytest.raises(NotAllowedError):
        ask_job(office, planner, "remind", ORDER)
    with pytest.raises(BadInputError, match="job-kind-unknown"):
        ask_job(office, owner(), "nothing", {})
    asked = ask_job(office, owner(), "remind", ORDER)
    assert list_jobs(office, planner) == ()
    with pytest.raises(NotAllowedError):
        ask_job(office, rep, "remind", ORDER)
    with pytest.raises(BadInputError, match="job-unknown"):
        read_job(office, planner, asked.id)


@pytest.mark.usefixtures("count")
def test_a_schedule_asks_on_its_weekday_by_its_own_clock(sqlite_workspace: Office) -> None:
    at = replace(sqlite_workspace, clock=lambda: MONDAY)
    made = save_schedule(at, owner(), "monday", "remind", ORDER, weekdays=(0,), at_s=7 * 3600, zone="Europe/Vienna")
    assert made.next_at == "2027-02-22T06:00:00+00:00"
    assert ask_scheduled(at) == 0
    weeks_later = replace(at, clock=lambda: MONDAY + timedelta(days=21))
    assert ask_scheduled(weeks_later) == 1, "what was missed is asked for once"
    assert ask_scheduled(weeks_later) == 0


@pytest.mark.parametrize(
    ("days", "at_s", "zone"), [((), 0, "UTC"), ((7,), 0, "UTC"), ((0,), 90_000, "UTC"), ((0,), 0, "Mars")]
)
def test_an_impossible_schedule_is_named(sqlite_workspace: Office, days: tuple[int, ...], at_s: int, zone: str) -> None:
    with pytest.raises(BadInputError):
        save_schedule(sqlite_workspace, owner(), "x", "remind", ORDER, weekdays=days, at_s=at_s, zone=zone)


@pytest.mark.usefixtures("count")
def test_a_job_keeps_what_was_asked(office: Office) -> None:
    asked = ask_job(office, owner("ann"), "remind", ORDER)
    assert asked == Job(1, "remind", "ann", JobState.WAITING, asked.asked_at, ORDER)

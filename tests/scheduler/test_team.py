"""A team is planned the same on every crew; deaths, Ctrl-C and the time limit keep what has been found."""

from __future__ import annotations

import os
from concurrent.futures import CancelledError, Executor, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from routing.problems import WorldError
from routing.stopping import Seconds, Steps, Stop
from scheduler.moves import MoveBudget
from scheduler.team.answer import Task, answer, bound_effort, rounded_down
from scheduler.team.cluster import ClusterCrew, cluster_crew
from scheduler.team.crew import FileFlag, Flag, LocalCrew, UntilFlag, local_crew
from scheduler.team.side_by_side import Progress, plan_team
from tests.scheduler import team_work
from tests.scheduler.line_horizons import NOON, all_days, due, line_horizon

FEW, FOREVER = Steps(200), Steps(10**9)


def tasks(count: int = 3) -> list[Task]:
    visits = [due(f"{name}{k}", place=1 + (k % 5), minutes=60, last=4) for k, name in enumerate("abcdefgh")]
    horizons = [all_days(line_horizon(*visits[: 4 + k]), lunch=NOON) for k in range(count)]
    return [Task(f"rep{k}", replace(horizon), seed=1) for k, horizon in enumerate(horizons)]


def test_the_answers_are_the_same_in_one_process_and_in_several() -> None:
    alone, beside = (plan_team(tasks(), FEW, LocalCrew(width)) for width in (1, 2))
    assert alone == beside
    assert [answer.violations for answer in alone.answers.values()] == [(), (), ()]


@pytest.mark.parametrize(
    ("stop", "steps"),
    [
        (Steps(0), 30),
        (Steps(600), 30),
        (Steps(2000), 100),
        (Steps(18_000), 900),
        (Steps(10**9), 900),
        (Seconds(1), 900),
    ],
)
def test_a_short_search_is_not_followed_by_a_long_bound(stop: Stop, steps: int, tmp_path: Path) -> None:
    assert bound_effort(stop) == bound_effort(UntilFlag(stop, FileFlag(tmp_path / "stop"))) == Steps(steps)


def test_a_bound_does_not_hang_on_the_last_bits() -> None:
    assert rounded_down(12299.999999999998) == rounded_down(12300.000000000002) == 12300.0
    assert rounded_down(12299.9999) == 12299.999


def test_the_answers_do_not_depend_on_the_order_of_the_reps() -> None:
    assert plan_team(tasks(), FEW, LocalCrew()) == plan_team(tasks()[::-1], FEW, LocalCrew())


def test_the_worth_is_told_of_a_schedule_that_keeps_its_budget_of_moves_alone() -> None:
    (task,) = tasks(1)
    on_no_day = MoveBudget({0: 99}, 0)
    assert answer(replace(task, budget=on_no_day), FEW).otherwise is None
    assert answer(replace(task, budget=replace(on_no_day, most=1)), FEW) == answer(task, FEW)
    assert answer(task, FEW).otherwise is not None


def test_progress_is_told_for_every_rep() -> None:
    told: list[Progress] = []
    plan_team(tasks(), FEW, LocalCrew(), on_progress=told.append)
    assert [(p.done, p.total) for p in told] == [(1, 3), (2, 3), (3, 3)]
    assert [p.rep_id for p in told] == ["rep2", "rep1", "rep0"]  # the longest first


def test_few_reps_fill_many_workers_and_of_many_each_is_told_soon() -> None:
    """Three reps on two workers: three searches, then their worths; of six each is told soon."""
    few, many = (_pieces_in_order(count, width=2) for count in (3, 6))
    assert few == ["search"] * 3 + ["worth"] * 3
    assert many[:4] == ["search", "search", "worth", "worth"]
    assert sorted(many) == ["search"] * 6 + ["worth"] * 6


def test_whoever_tells_the_searches_to_end_waits_for_no_worth() -> None:
    team = plan_team(tasks(3), FEW, LocalCrew(), limit_s=0.0)
    assert (team.cut_short, len(team.answers)) == ("time limit", 3)
    assert not any(answer.owes_worth for answer in team.answers.values())


def _pieces_in_order(count: int, width: int) -> list[str]:
    """Return which pieces of a team are handed to an executor that answers each in turn."""
    handed: list[str] = []

    class InTurn(Executor):
        def submit(self, fn: Any, /, *args: Any, **_kwargs: Any) -> Future[Any]:
            handed.append("search" if args[1].found is None else "worth")
            future: Future[Any] = Future()
            future.set_result(fn(*args))
            return future

    @dataclass(frozen=True)
    class Crew:
        width: int

        def open(self) -> AbstractContextManager[Executor]:
            return InTurn()

        def flag(self) -> AbstractContextManager[Flag]:
            return LocalCrew().flag()

        def died(self, error: BaseException) -> bool:
            raise error

        def look(self) -> None:
            pass

    plan_team(tasks(count), FEW, Crew(width))
    return handed


def test_a_worker_that_dies_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_WORK_FOLDER", str(tmp_path))
    team = plan_team(tasks(2), FEW, LocalCrew(2), work=team_work.die_once)
    assert (tmp_path / "rep0").exists()
    assert team == plan_team(tasks(2), FEW, LocalCrew())


def test_a_rep_whose_worker_always_dies_is_given_up_and_named() -> None:
    team = plan_team(tasks(2), FEW, LocalCrew(2), work=team_work.die_always)
    assert list(team.answers) == ["rep1"]
    assert "died 3 times" in team.given_up["rep0"]


@pytest.mark.parametrize("width", [1, 2])
def test_the_time_limit_keeps_what_has_been_found_and_says_so(width: int) -> None:
    team = plan_team(tasks(2), FOREVER, LocalCrew(width), limit_s=0.1, work=team_work.until_told)
    assert (team.cut_short, list(team.answers)) == ("time limit", ["rep0", "rep1"])


def test_a_plan_within_its_time_is_not_said_to_be_cut_short() -> None:
    assert plan_team(tasks(1), FEW, LocalCrew(), limit_s=600).cut_short == ""


def test_ctrl_c_keeps_what_has_been_found_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    team = plan_team(tasks(1), FOREVER, LocalCrew(), work=team_work.press_ctrl_c)
    assert (team.cut_short, list(team.answers)) == ("interrupted", ["rep0"])


def test_ctrl_c_reaches_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    children = [replace(task, rep_id=f"child{k}") for k, task in enumerate(tasks(1))]
    team = plan_team(children, FOREVER, LocalCrew(2), work=team_work.press_ctrl_c)
    assert (team.cut_short, list(team.answers)) == ("interrupted", ["child0"])


def test_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ArithmeticError, match="rep0") as caught:
        plan_team(tasks(1), FEW, LocalCrew(), work=team_work.fail)
    assert caught.value.__notes__ == ["while planning rep rep0"]


def test_two_reps_cannot_have_one_id() -> None:
    with pytest.raises(ValueError, match="same rep id"):
        plan_team(tasks(1) * 2, FEW, LocalCrew())


def test_a_crew_has_at_least_one_worker_and_no_more_than_tasks() -> None:
    with pytest.raises(ValueError, match="at least one"):
        LocalCrew(0)
    assert local_crew(1, FOREVER) == LocalCrew(1)


def test_little_search_is_done_in_this_process() -> None:
    most = local_crew(8, FOREVER)
    assert local_crew(4, Steps(1000)) == LocalCrew()
    assert local_crew(5, Steps(1000)).width == min(5, most.width)
    assert local_crew(2, Steps(1001)).width == local_crew(2, Seconds(1)).width == min(2, most.width)


def test_a_flag_ends_a_budget_at_once(tmp_path: Path) -> None:
    flag = FileFlag(tmp_path / "stop")
    stop = UntilFlag(Steps(100), flag)
    before = stop.progress(10)
    flag.hoist()
    assert (before, stop.progress(10)) == (0.1, 1.0)


@pytest.mark.slow
def test_the_answers_are_the_same_on_a_cluster() -> None:
    distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")
    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None)
    with cluster, cluster_crew(cluster.scheduler_address) as crew:
        assert isinstance(crew, ClusterCrew)
        assert plan_team(tasks(), FEW, crew) == plan_team(tasks(), FEW, LocalCrew())
        cut = plan_team(tasks(1), FOREVER, crew, limit_s=0.1, work=team_work.until_told)
        assert cut.cut_short == "time limit"


def test_a_cluster_that_does_not_answer_is_named_with_the_remedy() -> None:
    with pytest.raises(WorldError, match=r"check the address|pip install"), cluster_crew("tcp://127.0.0.1:9", 1):
        pass


@dataclass
class Client:
    """A cluster's client as far as a look at it goes."""

    status: str = "running"
    workers: int = 1
    error: Exception | None = None
    status_then: str = "running"

    def nthreads(self) -> dict[str, int]:
        if self.error is not None:
            self.status = self.status_then
            raise self.error
        return {f"worker {k}": 1 for k in range(self.workers)}


def test_a_cluster_with_a_worker_is_worked_with() -> None:
    ClusterCrew(Client(), "there", patience_s=0).look()


def test_a_cluster_without_workers_is_given_up_when_patience_ends() -> None:
    crew = ClusterCrew(Client(workers=0), "there", patience_s=0)
    with pytest.raises(WorldError, match="no workers left"):
        crew.look()


def test_a_worker_that_comes_back_in_time_is_waited_for() -> None:
    client = Client(workers=0)
    crew = ClusterCrew(client, "there", patience_s=600)
    crew.look()
    client.workers = 1
    crew.look()
    assert crew.alone_since is None


def test_a_scheduler_that_is_gone_is_named_at_once() -> None:
    with pytest.raises(WorldError, match="is gone"):
        ClusterCrew(Client(status="closed"), "there", patience_s=600).look()


@pytest.mark.parametrize("error", [OSError(), TimeoutError(), RuntimeError("pool is closed"), CancelledError()])
def test_a_scheduler_that_goes_during_a_look_is_named(error: Exception) -> None:
    with pytest.raises(WorldError, match="is gone"):
        ClusterCrew(Client(error=error), "there", patience_s=600).look()


@pytest.mark.parametrize("status", ["connecting", "closing", "closed"])
def test_whatever_a_client_that_lost_its_scheduler_raises_the_scheduler_is_named(status: str) -> None:
    client = Client(error=AttributeError("None has no attribute ncores"), status_then=status)
    with pytest.raises(WorldError, match="is gone"):
        ClusterCrew(client, "there", patience_s=600).look()


def test_a_fault_of_our_own_during_a_look_stays_one() -> None:
    with pytest.raises(AttributeError, match="a typo"):
        ClusterCrew(Client(error=AttributeError("a typo")), "there", patience_s=600).look()


def test_a_crew_is_as_wide_as_its_last_look_counted() -> None:
    client = Client(workers=3)
    crew = ClusterCrew(client, "there")
    before = crew.width
    crew.look()
    client.error = OSError()
    assert (before, crew.width) == (1, 6)


def test_a_flag_that_nobody_keeps_names_the_scheduler_and_is_put_away_in_silence() -> None:
    pytest.importorskip("distributed", reason="the cluster extra is not installed")
    with ClusterCrew(Client(), "there").flag() as flag:
        with pytest.raises(WorldError, match="there is gone"):
            flag.hoist()
        with pytest.raises(WorldError, match="there is gone"):
            flag.up()


class Lost(Executor):
    """What is left of a cluster whose scheduler died: it refuses searches, or takes them back."""

    def __init__(self, refusal: Exception | None) -> None:
        self.refusal = refusal

    def submit(self, *_: object, **__: object) -> Future[Any]:
        if self.refusal is not None:
            raise self.refusal
        future: Future[Any] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


@dataclass
class LostCrew:
    """A crew that is lost between one look and the next."""

    executor: Executor
    looks: int = 0
    width: int = 1

    def open(self) -> Executor:
        return self.executor

    def flag(self) -> AbstractContextManager[Flag]:
        return LocalCrew(1).flag()

    def died(self, error: BaseException) -> bool:
        return isinstance(error, CancelledError)

    def look(self) -> None:
        self.looks += 1
        if self.looks > 1:
            raise WorldError("all are gone")


@pytest.mark.parametrize("refusal", [None, RuntimeError("closed"), AttributeError("None has no attribute send")])
def test_a_crew_that_is_lost_while_searches_are_given_or_taken_says_so(refusal: Exception | None) -> None:
    with pytest.raises(WorldError, match="all are gone"):
        plan_team(tasks(1), FEW, LostCrew(Lost(refusal)))


def test_searches_in_processes_of_their_own_stand_back() -> None:
    with LocalCrew(2).open() as workers:
        assert workers.submit(os.getpriority, os.PRIO_PROCESS, 0).result() > os.getpriority(os.PRIO_PROCESS, 0)

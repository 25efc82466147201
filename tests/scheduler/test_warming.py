"""The search is compiled beside other work, and what is compiled is a plan like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.stopping import Steps
from scheduler.team.answer import Task, answer
from scheduler.team.crew import LocalCrew
from scheduler.team.ready import ReadyCrew, ready_crew
from scheduler.team.side_by_side import plan_team
from scheduler.team.warming import small_horizon, warming
from tests.scheduler import team_work


def test_the_small_horizon_is_planned_without_a_violation() -> None:
    found = answer(Task("nobody", small_horizon(), 1), Steps(10))
    assert [sorted(tour) for tour in found.schedule.tours] == [[0, 1]]
    assert found.violations == ()


def test_work_goes_on_meanwhile() -> None:
    done = []
    with warming():
        done.append("work")
    assert done == ["work"]


def test_workers_that_are_ready_answer_as_others_do_and_stay() -> None:
    tasks = [Task(name, small_horizon(), 1) for name in ("one", "two")]
    with ready_crew(2) as crew:
        first, executor = plan_team(tasks, Steps(10), crew), crew.executor
        assert plan_team(tasks, Steps(10), crew) == first == plan_team(tasks, Steps(10), LocalCrew())
        assert executor is not None
        assert crew.executor is executor


def test_a_ready_worker_that_dies_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_WORK_FOLDER", str(tmp_path))
    monkeypatch.setattr("scheduler.team.ready.processors", lambda most: most)  # a crew of one is this process
    tasks = [Task(name, small_horizon(), 1) for name in ("rep0", "rep1")]
    with ready_crew(2) as crew:
        executor = crew.start()
        team = plan_team(tasks, Steps(10), crew, work=team_work.die_once)
        assert (list(team.answers), team.given_up) == (["rep0", "rep1"], {})
        assert crew.executor is not executor


def test_nothing_is_begun_before_the_search_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each worker would compile it for itself; the crew waits for the one process that does."""
    monkeypatch.setattr("scheduler.search.run.is_compiled", lambda: False)
    monkeypatch.setattr("scheduler.search.is_compiled", lambda: False)
    with ready_crew(2) as crew:
        assert isinstance(crew, ReadyCrew)
        assert crew.executor is None
        assert plan_team([Task("one", small_horizon(), 1)], Steps(10), crew).given_up == {}

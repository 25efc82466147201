"""The search is compiled beside other work, and what is compiled is a plan like any other."""

from __future__ import annotations

from routing.stopping import Steps
from scheduler.team.answer import Task, answer
from scheduler.team.warming import small_horizon, warming


def test_the_small_horizon_is_planned_without_a_violation() -> None:
    found = answer(Task("nobody", small_horizon(), 1), Steps(10))
    assert found.schedule.tours == ((0,),)
    assert found.violations == ()


def test_work_goes_on_meanwhile() -> None:
    done = []
    with warming():
        done.append("work")
    assert done == ["work"]

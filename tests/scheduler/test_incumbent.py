"""A search that is listened to tells its best, falls in cost, and finds what it finds when nobody listens."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from routing.stopping import Seconds, Steps
from scheduler.incumbent import Incumbent, heard_by
from scheduler.search import solve
from scheduler.team.crew import LocalCrew
from scheduler.team.side_by_side import plan_team
from tests.scheduler.test_team import tasks


def test_who_listens_hears_the_best_fall_and_changes_nothing() -> None:
    horizon = tasks(1)[0].horizon
    heard: list[Incumbent] = []
    with heard_by(heard.append):
        found = solve(horizon, Steps(3000), 1)
    assert found == solve(horizon, Steps(3000), 1)
    costs = [one.cost for one in heard]
    assert len(heard) > 10
    assert costs == sorted(costs, reverse=True)
    assert heard[-1].served == sum(map(len, found.tours))
    assert heard[-1].cost == pytest.approx(found.cost)


def test_a_team_tells_how_far_each_search_is() -> None:
    heard: list[Mapping[str, Incumbent]] = []
    asked = tasks(2)
    plan_team(asked, Seconds(3.5), LocalCrew(2), on_search=heard.append)
    named = {rep_id for told in heard for rep_id in told}
    assert named == {task.rep_id for task in asked}

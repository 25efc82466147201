"""What each move of a realignment brings, and which cannot stay undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from routing.stopping import Steps
from territory.design import DesignProblem, build_problem, solve
from territory.design.check import check
from territory.design.costs import blended
from territory.design.gains import weigh_moves
from territory.design.metrics import measure, measure_seats
from territory.design.problem import Design
from territory.design.realign import MoveBudget, realign
from tests.territory.design.test_realign import drifted  # noqa: F401 - its fixture


def test_a_move_is_needed_exactly_where_leaving_it_undone_breaks_a_rule(drifted: DesignProblem) -> None:  # noqa: F811
    loose = replace(drifted, edges=None)
    assert loose.owner is not None
    answer = realign(loose, Steps(90), 1, MoveBudget())
    owner, seconds = answer.design.owner, blended(loose, answer.design.centres)
    gains = weigh_moves(loose, loose.owner, owner, seconds)
    assert [one.account_id for one in gains] == [move.account_id for move in answer.moves]
    assert {bool(one.needed) for one in gains} == {True, False}
    for one in gains:
        unit = loose.unit_ids.index(one.account_id)
        undone = owner.copy()
        undone[unit] = loose.owner[unit]
        broken = check(loose, Design(undone, answer.design.centres, 0.0, 0, 1))
        assert bool(one.needed) == bool(broken), (one, broken)


def test_who_has_no_owner_or_may_not_stay_is_needed_and_says_why(country: Any) -> None:
    problem = build_problem(country.inputs, country.table)
    after = solve(problem, Steps(20), 1).owner
    before, allowed = after.copy(), problem.allowed.copy()
    before[0], before[1] = -1, (after[1] + 1) % 3
    allowed[before[1], 1] = False
    seconds = blended(problem, np.zeros(len(problem.seat_ids), np.int32))
    found = {one.account_id: one for one in weigh_moves(replace(problem, allowed=allowed), before, after, seconds)}
    assert found[problem.unit_ids[0]].needed == "nobody owns it"
    assert found[problem.unit_ids[0]].nearer_s == 0
    assert "may not own it" in found[problem.unit_ids[1]].needed
    assert found[problem.unit_ids[1]].nearer_s == seconds[before[1], 1] - seconds[after[1], 1]
    assert weigh_moves(problem, after, after, seconds) == ()


def test_what_nobody_owns_is_held_by_no_seat(country: Any) -> None:
    problem = build_problem(country.inputs, country.table)
    owner = solve(problem, Steps(20), 1).owner
    seconds = blended(problem, np.zeros(len(problem.seat_ids), np.int32))
    assert measure_seats(problem, owner, seconds) == measure(problem, owner, seconds).seats
    free = owner.copy()
    free[owner == 0] = -1
    first, *others = measure_seats(problem, free, seconds)
    assert (first.units, first.travel_s, first.totals["workload"], first.deviation["workload"]) == (0, 0.0, 0.0, -1.0)
    assert tuple(others) == measure(problem, owner, seconds).seats[1:]

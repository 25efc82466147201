"""From the present alignment into the bounds: only what must flow flows, over borders, and nothing falls apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.stopping import Steps
from territory.design import DesignProblem, build_problem, check, solve
from territory.design.land import loads, make_land, make_state
from territory.design.problem import Design
from territory.design.search import careful_design, everybody_owns
from territory.design.transfer import least_flows, settled
from tests.territory.design.conftest import Country


@pytest.fixture
def drifted(country: Country) -> DesignProblem:
    """A land in balance, in which the first rep's accounts then grow by 40 %."""
    problem = build_problem(country.inputs, country.table)
    owner = solve(problem, Steps(30), 1).owner
    measures = problem.measures.copy()
    measures[0, owner == 0] *= 1.4
    targets = problem.targets * (measures.sum(axis=1) / problem.measures.sum(axis=1))[:, None]
    bounds = {"lower": problem.lower.copy(), "upper": problem.upper.copy()}
    bounds["lower"][0], bounds["upper"][0] = 0.95 * targets[0], 1.05 * targets[0]
    return replace(problem, owner=owner, measures=measures, targets=targets, stay_s=600.0, **bounds)


def test_the_transfer_halves_what_is_out_of_bounds_and_keeps_territories_whole(drifted: DesignProblem) -> None:
    _, owner = careful_design(drifted)
    assert drifted.owner is not None
    before, after = (np.abs(loads(drifted, one)[0] / drifted.targets[0] - 1).max() for one in (drifted.owner, owner))
    assert after < before / 2
    found = check(drifted, Design(owner, np.zeros(0, np.int32), 0.0, 0, 0))
    assert not [one for one in found if "piece" in one.detail or "contig" in one.rule]


def test_nothing_flows_where_all_is_within_bounds(country: Country) -> None:
    problem = build_problem(country.inputs, country.table)
    problem = replace(problem, owner=solve(problem, Steps(30), 1).owner, stay_s=600.0)
    assert problem.owner is not None
    land = make_land(problem, np.zeros(problem.allowed.shape))
    wide = replace(problem, lower=0.5 * problem.lower, upper=2 * problem.upper)
    assert least_flows(wide, land, make_state(wide, problem.owner, 0)) == {}
    assert (careful_design(wide)[1] == problem.owner).all()


def test_flows_pass_over_borders_alone(drifted: DesignProblem) -> None:
    assert drifted.owner is not None
    land = make_land(drifted, np.zeros(drifted.allowed.shape))
    flows = least_flows(drifted, land, make_state(drifted, drifted.owner, 0))
    assert flows
    assert drifted.edges is not None
    borders = {tuple(pair) for edge in drifted.edges for pair in (drifted.owner[edge], drifted.owner[edge[::-1]])}
    assert flows.keys() <= borders


def test_an_account_without_owner_goes_to_the_cheapest_who_may_own_it(drifted: DesignProblem) -> None:
    assert drifted.owner is not None
    owner, allowed = drifted.owner.copy(), drifted.allowed.copy()
    owner[3], allowed[1, 3] = -1, False
    cost = np.repeat(np.array([[2.0], [0.0], [1.0]])[: len(allowed)], len(owner), axis=1)
    assert settled(replace(drifted, owner=owner, allowed=allowed), cost)[3] == (2 if len(allowed) > 2 else 0)


def test_a_rep_who_owns_nothing_yet_makes_a_fresh_start_necessary(drifted: DesignProblem) -> None:
    assert everybody_owns(drifted)
    assert drifted.owner is not None
    assert not everybody_owns(replace(drifted, owner=np.where(drifted.owner == 0, 1, drifted.owner)))

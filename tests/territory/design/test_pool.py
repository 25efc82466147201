"""Territories met in different designs are put together to a better one, and only to sound ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.stopping import Steps
from territory.design import build_problem, check
from territory.design.pool import Pool, interchangeable
from territory.design.problem import Design, DesignProblem
from territory.design.search import Search, attempt
from territory.design.travel import TableTravel
from tests.territory.design.conftest import Country


def line(bounds: tuple[float, float] = (2.0, 2.0)) -> DesignProblem:
    """Return six units on a line, to be divided into three territories of two."""
    place = np.array([0.0, 1.0, 10.0, 11.0, 20.0, 21.0])
    return DesignProblem(
        unit_ids=tuple("abcdef"),
        seat_ids=("x", "y", "z"),
        positions=np.stack([place, place], axis=1),
        visits=np.ones(6),
        measures=np.ones((1, 6)),
        measure_names=("workload",),
        targets=np.full((1, 3), 2.0),
        lower=np.full((1, 3), bounds[0]),
        upper=np.full((1, 3), bounds[1]),
        allowed=np.ones((3, 6), np.bool_),
        travel=TableTravel(np.abs(place[:, None] - place[None]), np.zeros((3, 6))),
    )


def met(pool: Pool, owner: list[int], costs: list[float]) -> None:
    owners = np.array(owner, np.int32)
    pool.add(owners, np.array(costs), np.bincount(owners, minlength=3)[None, :].astype(float))


def test_territories_of_two_designs_make_a_better_one() -> None:
    pool = Pool(line())
    met(pool, [0, 0, 1, 2, 1, 2], [1, 10, 10])
    met(pool, [0, 1, 0, 1, 2, 2], [10, 10, 1])
    met(pool, [0, 1, 2, 2, 0, 1], [20, 20, 1])
    best = pool.best(21.0)
    assert best is not None
    assert [len(set(best[pair].tolist())) for pair in (slice(0, 2), slice(2, 4), slice(4, 6))] == [1, 1, 1]


def test_nothing_is_put_together_that_is_not_cheaper() -> None:
    pool = Pool(line())
    met(pool, [0, 0, 1, 1, 2, 2], [1, 1, 1])
    met(pool, [0, 1, 0, 1, 2, 2], [10, 10, 1])
    assert pool.best(3.0) is None


def test_a_territory_outside_its_bounds_is_not_taken_up() -> None:
    pool = Pool(line())
    met(pool, [0, 0, 0, 1, 2, 2], [1, 1, 1])
    met(pool, [0, 0, 1, 2, 1, 2], [1, 10, 10])
    assert pool.best(100.0) is not None
    assert len(pool._met) == 4


def test_seats_with_bounds_of_their_own_keep_their_territories(country: Country) -> None:
    problem = build_problem(country.inputs, country.table)
    assert not interchangeable(problem)
    assert interchangeable(line())
    locked = line().allowed.copy()
    locked[0, 5] = False
    problem = replace(line(), allowed=locked)
    pool = Pool(problem)
    met(pool, [0, 0, 1, 2, 1, 2], [1, 10, 10])
    met(pool, [1, 2, 1, 2, 0, 0], [10, 10, 1])
    assert pool.best(100.0) is not None
    assert pool.best(12.5) is None


def test_searches_side_by_side_give_the_same_design_again(country: Country) -> None:
    problem = build_problem(country.inputs, country.table)
    twice = [attempt(problem, Steps(40), 3, Search(abreast=2, anneals=2)) for _ in range(2)]
    assert (twice[0].owner == twice[1].owner).all()
    assert isinstance(twice[0], Design)
    assert check(problem, twice[0]) == []

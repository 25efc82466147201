"""Reps to territories: the best pairs, forbidden ones left out, blocking territories named."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.problems import BadInputError
from territory.design.assignment import Pairing, Weights, assign_reps, blocking, prices


def pairing(commute: list[list[float]], **changes: object) -> Pairing:
    size = len(commute)
    values: dict[str, object] = {
        "rep_ids": tuple(f"r{n}" for n in range(size)),
        "territory_ids": tuple(f"t{n}" for n in range(size)),
        "commute_h": np.array(commute, float),
        "kept_h": np.zeros((size, size)),
        "experience": np.ones(size),
        "value": np.ones(size),
        "forbidden": {},
    }
    return Pairing(**{**values, **changes})  # type: ignore[arg-type]


def test_the_shortest_commutes_win() -> None:
    assert assign_reps(pairing([[1, 9], [9, 1]])).pairs == (("t0", "r0"), ("t1", "r1"))


def test_relationships_outweigh_a_commute() -> None:
    known = pairing([[1, 2], [2, 1]], kept_h=np.array([[0.0, 50.0], [50.0, 0.0]]))
    assert assign_reps(known).pairs == (("t0", "r1"), ("t1", "r0"))


def test_the_experienced_get_the_valuable_where_it_is_asked() -> None:
    land = pairing([[1, 1.2], [1, 1]], experience=np.array([3.0, 1.0]), value=np.array([0.5, 1.5]))
    assert assign_reps(land).pairs == (("t0", "r0"), ("t1", "r1"))
    assert assign_reps(land, Weights(experience=10)).pairs == (("t0", "r1"), ("t1", "r0"))


def test_a_forbidden_pair_is_left_out_with_its_reason() -> None:
    answer = assign_reps(pairing([[1, 9], [9, 1]], forbidden={(0, 0): "does not speak fr"}))
    assert answer.pairs == (("t0", "r1"), ("t1", "r0"))
    assert answer.forbidden == (("r0", "t0", "does not speak fr"),)


def test_territories_that_share_too_few_reps_are_named() -> None:
    nobody = {(r, t): "lacks welding" for r in (1, 2) for t in (0, 1)}
    with pytest.raises(BadInputError, match="t0, t1 can be taken by r0 only"):
        assign_reps(pairing([[1.0] * 3] * 3, forbidden=nobody))


@given(st.integers(0, 10**6), st.integers(1, 5))
def test_the_assignment_is_the_best_of_all(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    possible = rng.random((size, size)) < 0.7
    forbidden = {(int(r), int(t)): "no" for r, t in zip(*np.nonzero(~possible), strict=True)}
    land = pairing(rng.random((size, size)).tolist(), forbidden=forbidden)
    table = np.where(possible, prices(land, Weights()), np.inf)
    best = min(sum(table[rep, territory] for territory, rep in enumerate(order)) for order in permutations(range(size)))
    if np.isinf(best):
        inside = blocking(possible)
        assert possible[:, inside].any(axis=1).sum() < len(inside)
    else:
        assert assign_reps(land).price == pytest.approx(best)

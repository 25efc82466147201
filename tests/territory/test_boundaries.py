"""Areas have no overlap and no hole, and hold their accounts before and after simplification."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.boundaries import boundaries, faults, feature_collection

Case = tuple[np.ndarray, list[str], np.ndarray]


def town(seed: int, count: int = 300, reps: int = 4) -> Case:
    """Return junctions and accounts, each owned by the nearest of some homes."""
    rng = np.random.default_rng(seed)
    points = np.stack([47 + rng.random(count) * 0.2, 9.5 + rng.random(count) * 0.3], axis=1)
    homes = points[rng.choice(count, reps, replace=False)]
    nearest = np.argmin(((points[:, None] - homes[None]) ** 2).sum(axis=2), axis=1)
    return points, [f"r{seat}" for seat in nearest], np.arange(count) < count // 5


def accounts_of(case: Case) -> list[tuple[str, str, float, float]]:
    points, owners, account = case
    return [(f"a{n}", owners[n], *points[n]) for n in np.flatnonzero(account)]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.sampled_from([0.0, 100.0, 2000.0]))
def test_areas_are_a_coverage_that_holds_every_account(seed: int, reps: int, tolerance: float) -> None:
    case = town(seed, reps=reps)
    made = boundaries(*case, tolerance_m=tolerance)
    assert faults(made.areas, accounts_of(case)) == []
    assert made.tolerance_m <= tolerance


def test_borders_are_simplified() -> None:
    case = town(1)
    raw, simple = (boundaries(*case, tolerance_m=metres) for metres in (0.0, 50.0))
    assert simple.tolerance_m > 0
    assert sum(map(shapely.get_num_coordinates, simple.areas.values())) < sum(
        map(shapely.get_num_coordinates, raw.areas.values())
    )


def test_an_account_outside_and_an_overlap_are_seen() -> None:
    case = town(2)
    areas = dict(boundaries(*case).areas)
    areas["r0"] = areas["r0"].buffer(0.01)
    name, territory, _, _ = accounts_of(case)[0]
    assert faults(areas, [(name, territory, 50.0, 9.5)]) == [
        "areas overlap or do not meet along their border",
        f"account {name} lies outside {territory}",
    ]


def test_geojson_carries_the_facts() -> None:
    made = boundaries(*town(3))
    written = feature_collection(made.areas, {"r0": {"accounts": 7}})
    assert written["type"] == "FeatureCollection"
    assert written["features"][0]["properties"] == {"territory": "r0", "accounts": 7}
    assert shapely.geometry.shape(written["features"][0]["geometry"]).is_valid


def test_one_point_is_a_territory() -> None:
    made = boundaries(np.array([[47.0, 9.5]]), ["r0"], np.array([True]))
    assert made.areas["r0"].area == pytest.approx(made.areas["r0"].area)
    assert faults(made.areas, [("a0", "r0", 47.0, 9.5)]) == []

"""Where customers came from, where they lie together, and where potential lies."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from routing.travel import UNREACHABLE_S, TravelTable
from territory.accounts import Account, AccountKind
from territory.value.clusters import clusters, near_by_metres, near_by_travel
from territory.value.origin import Arrival, cohorts
from territory.value.potential import cells, to_geojson
from tests.territory.ownership.small import account


def test_cohorts_count_by_quarter_source_and_region() -> None:
    arrivals = [
        Arrival("old", date(2023, 12, 31), "fair"),
        Arrival("a", date(2024, 1, 1), "fair", "north", "gold", 100.0),
        Arrival("b", date(2024, 3, 31), "web", "north"),
        Arrival("c", date(2024, 2, 1), "web"),
        Arrival("d", date(2025, 4, 1)),
    ]
    first, last = cohorts(arrivals, since=date(2024, 2, 1))
    assert (first.year, first.quarter, first.customers, first.mean_sales) == (2024, 1, 3, 100.0)
    assert first.by_source == (("web", 2), ("fair", 1))
    assert first.by_region == (("north", 2), ("(not known)", 1))
    assert (last.year, last.quarter, last.mean_sales) == (2025, 2, None)


def village(name: str, lat: float, count: int, **fields: float) -> list[Account]:
    return [account(f"{name}{n}", lon=9.5 + n * 0.001, lat=lat, category=name, **fields) for n in range(count)]


def test_villages_are_clusters_and_a_hermit_is_none() -> None:
    people = [
        *village("inn", 47.0, 6, potential=1.0),
        *village("shop", 47.2, 5, potential=9.0),
        account("hermit", lat=48),
    ]
    shops, inns = clusters(people, near_by_metres(people, 300))
    assert (shops.accounts, shops.potential, shops.categories) == (
        tuple(f"shop{n}" for n in range(5)),
        45.0,
        (("shop", 5),),
    )
    assert len(inns.accounts) == 6
    assert clusters(people, near_by_metres(people, 300), least=7) == ()


def test_a_river_parts_what_metres_would_join() -> None:
    people = village("inn", 47.0, 6)
    travel = np.full((6, 6), 60, np.int32)
    travel[:3, 3:], travel[3:, :3] = UNREACHABLE_S, 60
    table = TravelTable(tuple(one.id for one in people), travel, travel, "test")
    assert len(clusters(people, near_by_metres(people, 5000), least=3)) == 1
    assert len(clusters(people, near_by_travel(table, 120), least=3)) == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=25, unique=True), st.integers(1, 4))
def test_clusters_are_those_of_the_definition(spots: list[tuple[int, int]], least: int) -> None:
    people = [account(f"A{n:02}", lon=9.5 + x * 0.001, lat=47 + y * 0.001) for n, (x, y) in enumerate(spots)]
    pairs = near_by_metres(people, 160)
    around = {n: {n} for n in range(len(people))}
    for one, other in pairs.tolist():
        around[one].add(other)
        around[other].add(one)
    core = {n for n in around if len(around[n]) >= least}
    clustered = [set(cluster.accounts) for cluster in clusters(people, pairs, least)]
    assert {name for group in clustered for name in group} == {people[n].id for c in core for n in around[c]}
    for n in core:
        (group,) = [group for group in clustered if people[n].id in group]
        assert {people[other].id for other in around[n] & core} <= group


def test_a_cell_holds_what_lies_in_it() -> None:
    people = [
        account("A", 9.5, 47.1, potential=5.0),
        account("B", 9.5001, 47.1001, potential=7.0, kind=AccountKind.PROSPECT),
        account("C", 9.9, 47.5, potential=1.0),
    ]
    rich, poor = cells(people, 1000)
    assert (rich.accounts, rich.potential, rich.potential_prospects) == (2, 12.0, 7.0)
    assert poor.accounts == 1
    assert cells([], 1000) == ()
    with pytest.raises(ValueError, match="above zero"):
        cells(people, 0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-60, 60), st.floats(0, 99)), min_size=1, max_size=20))
def test_cells_part_the_potential_without_loss(spots: list[tuple[float, float, float]]) -> None:
    people = [account(f"A{n}", lon, lat, potential=worth) for n, (lon, lat, worth) in enumerate(spots)]
    found = cells(people, 5000)
    assert sum(cell.potential for cell in found) == pytest.approx(sum(worth for _, _, worth in spots))
    assert sum(cell.accounts for cell in found) == len(spots)


def test_the_geojson_is_read_back_by_another_library() -> None:
    found = cells([account("A", 9.5, 47.1, potential=5.0)], 1000)
    document = json.loads(json.dumps(to_geojson(found)))
    area = shape(document["features"][0]["geometry"])
    assert area.contains(Point(9.5, 47.1))
    assert area.exterior.is_ccw
    assert document["features"][0]["properties"]["potential"] == 5.0

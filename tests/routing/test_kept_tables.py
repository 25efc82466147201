"""Tables of roads on disk: the same answers without a search, each network and time of day its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from routing.hierarchy import HierarchySearch
from routing.network import RoadNetwork
from routing.places import Place
from routing.roads import FEWEST_KEPT, RoadEngine
from routing.travel import TravelTable

PLACES = [Place(f"p{k}", 47.001 + k % 5 * 0.0009, 9.002 + k // 5 * 0.0011) for k in range(FEWEST_KEPT)]


def same(one: TravelTable, other: TravelTable) -> bool:
    equal = np.array_equal(one.travel_s, other.travel_s) and np.array_equal(one.distance_m, other.distance_m)
    return equal and one.place_ids == other.place_ids


def unable(network: RoadNetwork, folder: Path) -> RoadEngine:
    """Return an engine that keeps tables and cannot search."""
    engine = RoadEngine(network, folder=folder)
    engine.__dict__["_search"] = None  # whoever asks it fails
    return engine


def test_a_kept_table_is_the_same_and_needs_no_search(grid: RoadNetwork, tmp_path: Path) -> None:
    found = RoadEngine(grid, folder=tmp_path).table(PLACES)
    assert same(found, RoadEngine(grid).table(PLACES))
    assert same(unable(grid, tmp_path).table(PLACES), found)
    renamed = [replace(place, id=f"x{place.id}") for place in PLACES]
    assert unable(grid, tmp_path).table(renamed).place_ids == tuple(place.id for place in renamed)


def test_another_network_or_time_of_day_has_tables_of_its_own(grid: RoadNetwork, tmp_path: Path) -> None:
    engine = RoadEngine(grid, folder=tmp_path)
    found = engine.table(PLACES)
    slow = engine.at_pace(2 * grid.arc_ms)
    assert same(slow.table(PLACES), RoadEngine(grid, arc_ms=2 * grid.arc_ms).table(PLACES))
    assert not same(slow.table(PLACES), found)
    other = replace(grid, arc_ms=3 * grid.arc_ms, meta=grid.meta | {"key": "another"})
    assert same(RoadEngine(other, folder=tmp_path).table(PLACES), RoadEngine(other).table(PLACES))
    assert same(engine.table(PLACES), found)


def test_a_table_of_a_day_is_not_kept(grid: RoadNetwork, tmp_path: Path) -> None:
    RoadEngine(grid, folder=tmp_path).table(PLACES[1:])
    assert not list(tmp_path.glob("*.npz"))


def test_to_be_quoted_no_search_is_made(grid: RoadNetwork) -> None:
    engine = RoadEngine(grid)
    assert HierarchySearch.name in engine.source
    assert "_search" not in engine.__dict__

"""Times from a few junctions to all others are those of a plain search of the same arcs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import dijkstra

from routing.network import RoadNetwork
from routing.reach import Reach
from territory.design.roadland import drive_graph
from tests.routing.conftest import network_of


def agrees(network: RoadNetwork, sources: list[int]) -> None:
    goals = np.arange(len(network.node_lat), dtype=np.int32)
    found = Reach(network).seconds(np.array(sources, np.int32), goals)
    wanted = dijkstra(drive_graph(network), indices=sources)
    assert (np.isfinite(found) == np.isfinite(wanted)).all()
    np.testing.assert_allclose(found[np.isfinite(found)], wanted[np.isfinite(wanted)], atol=1e-6)


def test_a_grid_of_streets_is_reached_as_by_a_plain_search(grid: RoadNetwork) -> None:
    agrees(grid, list(range(len(grid.node_lat))))


def test_one_way_streets_and_junctions_that_nobody_reaches_are_kept(extract_file: Path) -> None:
    network = network_of(extract_file)
    agrees(network, list(range(0, len(network.node_lat), 97)))

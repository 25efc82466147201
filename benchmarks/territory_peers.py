"""One map divided by this product, k-means-constrained, spopt and plain k-means: balance, pieces, travel and time.

Usage: ``python -m benchmarks.territory_peers FILE.osm.pbf --accounts 1000 --reps 5``

All are judged alike: workload against an even share, pieces over the roads, mean way from each territory's best centre.
A peer that is not installed is left out with the reason; none is needed by the product.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.cluster.vq import kmeans2
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks.territory_roads import road_problem
from routing.keeping import network_from_file
from routing.profile import load_profile
from routing.stopping import Seconds
from territory.design.costs import blended, recentred
from territory.design.metrics import measure
from territory.design.problem import DesignProblem, Floats, Ints
from territory.design.solve import solve

Divide = Callable[[DesignProblem], Ints]


def main() -> None:
    """Divide the same map by each and print a table."""
    asked = parse()
    with tempfile.TemporaryDirectory() as folder:
        network = network_from_file(asked.file, load_profile(), Path(folder))
    problem = road_problem(network, asked.accounts, asked.reps, asked.tolerance, asked.seed)
    solve(road_problem(network, 200, 4, 0.1, asked.seed), Seconds(0.1), 1)  # compiled before the clock starts
    peers: dict[str, Divide] = {
        "roundsman": lambda land: solve(land, Seconds(asked.seconds), asked.seed).owner,
        "k-means": lambda land: by_k_means(land, asked.seed),
        "k-means-constrained": lambda land: by_constrained(land, asked.seed),
        "spopt region k-means": lambda land: by_region_k_means(land, asked.seed),
        "spopt Ward": by_ward,
        "spopt max-p": lambda land: by_max_p(land, asked.seed),
    }
    print(f"{'':22}{'territories':>12}{'worst off %':>12}{'extra pieces':>13}{'min to centre':>14}{'CPU s':>8}")
    for name, divide in peers.items():
        if name in asked.without:
            print(f"{name:22}left out")
            continue
        began = time.process_time()
        try:
            owner = divide(problem)
        except ImportError as error:
            print(f"{name:22}not installed: {error}")
            continue
        told(name, problem, owner, time.process_time() - began)


def told(name: str, problem: DesignProblem, owner: Ints, spent: float) -> None:
    """Print one row, measured on the roads."""
    held = np.bincount(owner, weights=problem.measures[0])
    worst = float(np.abs(held / held.mean() - 1).max())
    seats = len(held)
    minutes = float("nan")
    if seats == len(problem.seat_ids):
        minutes = measure(problem, owner, blended(problem, recentred(problem, owner))).travel_s / 60
    print(f"{name:22}{seats:>12}{100 * worst:>12.1f}{pieces(problem, owner) - seats:>13}{minutes:>14.2f}{spent:>8.1f}")


def pieces(problem: DesignProblem, owner: Ints) -> int:
    """Return in how many pieces the territories lie over the roads."""
    assert problem.edges is not None  # noqa: S101 - the benchmark's own problem
    inside = problem.edges[owner[problem.edges[:, 0]] == owner[problem.edges[:, 1]]]
    graph = coo_array((np.ones(len(inside)), (inside[:, 0], inside[:, 1])), shape=(len(owner), len(owner)))
    return int(connected_components(graph.tocsr(), directed=False)[0])


def metres(problem: DesignProblem) -> Floats:
    """Return positions on a plane, in metres."""
    scale = np.array([111_195.0, 111_195.0 * np.cos(np.radians(problem.positions[:, 0].mean()))])
    return np.asarray(problem.positions * scale)


def by_k_means(problem: DesignProblem, seed: int) -> Ints:
    """Return the nearest of as many means as reps."""
    return np.asarray(kmeans2(metres(problem), len(problem.seat_ids), minit="++", rng=seed)[1], np.int32)


def by_constrained(problem: DesignProblem, seed: int) -> Ints:
    """Return clusters of even counts: the library knows no weights."""
    library = importlib.import_module("k_means_constrained")
    even, seats = len(problem.unit_ids) / len(problem.seat_ids), len(problem.seat_ids)
    size = {"size_min": int(0.97 * even), "size_max": int(1.03 * even) + 1}
    found = library.KMeansConstrained(seats, random_state=seed, n_init=3, **size).fit_predict(metres(problem))
    return np.asarray(found, np.int32)


def by_region_k_means(problem: DesignProblem, seed: int) -> Ints:
    """Return as many regions in one piece as reps, alike in where they lie: the library knows no balance."""
    region = importlib.import_module("spopt.region")
    np.random.seed(seed)  # noqa: NPY002 - the peer draws from numpy's global state
    made = region.RegionKMeansHeuristic(metres(problem), len(problem.seat_ids), borders(problem))
    made.solve()
    return np.asarray(made.labels_, np.int32)


def by_ward(problem: DesignProblem) -> Ints:
    """Return regions in one piece, joined from neighbours by Ward's variance: no balance, and no chance in it."""
    region = importlib.import_module("spopt.region")
    made = region.WardSpatial(frame_of(problem), borders(problem), ["x", "y"], len(problem.seat_ids))
    made.solve()
    return np.asarray(made.labels_, np.int32)


def borders(problem: DesignProblem) -> Any:
    """Return which accounts share a road, as the spatial weights of the peer."""
    graph = importlib.import_module("libpysal.weights")
    assert problem.edges is not None  # noqa: S101 - the benchmark's own problem
    near: dict[int, list[int]] = {unit: [] for unit in range(len(problem.unit_ids))}
    for a, b in problem.edges.tolist():
        near[a].append(b)
        near[b].append(a)
    return graph.W(near, silence_warnings=True)


def frame_of(problem: DesignProblem) -> Any:
    """Return the accounts' places and work as a table of the peer."""
    geopandas = importlib.import_module("geopandas")
    x, y = metres(problem).T
    columns = {"x": x, "y": y, "work": problem.measures[0]}
    return geopandas.GeoDataFrame(columns, geometry=geopandas.points_from_xy(x, y))


def by_max_p(problem: DesignProblem, seed: int) -> Ints:
    """Return regions over the roads' borders that each reach a least workload; how many there are is its own choice."""
    region = importlib.import_module("spopt.region")
    np.random.seed(seed)  # noqa: NPY002 - the peer draws from numpy's global state
    threshold = 0.97 * problem.measures[0].sum() / len(problem.seat_ids)
    tries = {"max_iterations_construction": 5, "max_iterations_sa": 2}
    frame, near = frame_of(problem), borders(problem)
    made = region.MaxPHeuristic(frame, near, ["x", "y"], "work", threshold, 2, **tries)
    made.solve()
    return np.asarray(np.unique(made.labels_, return_inverse=True)[1], np.int32)


def parse() -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.territory_peers", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="an .osm.pbf or .osm extract")
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--tolerance", type=float, default=0.03)
    parser.add_argument("--seconds", type=float, default=1.0, help="budget of this product's search")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], help="peers to leave out, such as 'spopt max-p'")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Territories of many accounts on a real road network: time, memory, balance, pieces and travel.

Usage: ``python -m benchmarks.territory_roads FILE.osm.pbf --accounts 15000 --reps 50 --tolerance 0.03 --seconds 25``

Accounts stand at drawn junctions, reps' seats are chosen freely. With ``--drift 0.3`` the workload of the accounts in
one region then grows by as much, and a realignment is measured beside a clean sheet.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import connected_components

from routing.keeping import network_from_file
from routing.network import RoadNetwork
from routing.profile import load_profile
from routing.reach import Reach
from routing.stopping import Seconds
from territory.design.adjacency import road_adjacency
from territory.design.check import check
from territory.design.costs import blended
from territory.design.metrics import measure
from territory.design.problem import Design, DesignProblem
from territory.design.realign import MoveBudget, realign
from territory.design.roadland import drive_graph
from territory.design.solve import solve
from territory.design.travel import NetworkTravel
from territory.design.unavoidable import unavoidable


def main() -> None:
    """Design, and realign if asked."""
    asked = parse()
    with tempfile.TemporaryDirectory() as folder:
        network = network_from_file(asked.file, load_profile(country="PT"), Path(folder))
    tiny = road_problem(network, 200, 4, 0.1, asked.seed)
    solve(tiny, Seconds(0.1), 1)  # compiled before the clock starts
    wall, cpu = time.perf_counter(), time.process_time()
    problem = road_problem(network, asked.accounts, asked.reps, asked.tolerance, asked.seed)
    design = solve(problem, Seconds(asked.seconds), asked.seed)
    tell(f"design of {asked.accounts} / {asked.reps}", problem, design, (wall, cpu))
    if asked.drift:
        drifted(problem, design, asked)


def drifted(problem: DesignProblem, design: Design, asked: argparse.Namespace) -> None:
    """Let one region grow; realign, and design from a clean sheet."""
    middle = problem.positions[design.centres[0]]
    near = np.argsort(((problem.positions - middle) ** 2).sum(axis=1))[: asked.accounts // 4]
    measures = problem.measures.copy()
    measures[0, near] *= 1 + asked.drift
    targets = np.full_like(problem.targets, measures.sum() / asked.reps)
    grown = replace(
        problem, measures=measures, targets=targets, lower=0.95 * targets, upper=1.05 * targets, owner=design.owner
    )
    wall, cpu = time.perf_counter(), time.process_time()
    clean = solve(replace(grown, owner=None), Seconds(asked.seconds), asked.seed)
    tell("clean sheet after drift", grown, clean, (wall, cpu))
    least = unavoidable(grown)
    wall, cpu = time.perf_counter(), time.process_time()
    share = 2 * least.amount / measures.sum()
    answer = realign(grown, Seconds(asked.seconds * 3), asked.seed, MoveBudget(share=share))
    tell("realignment", grown, answer.design, (wall, cpu))
    print(f"unavoidable: {100 * least.amount / measures.sum():.2f} % of the workload, {least.units} accounts")


def road_problem(network: RoadNetwork, accounts: int, reps: int, tolerance: float, seed: int) -> DesignProblem:
    """Return accounts at drawn junctions of the network's main part, with skewed workloads, seats chosen freely."""
    rng = np.random.default_rng(seed)
    graph = drive_graph(network)
    _, part = connected_components(graph, connection="strong")
    main = np.flatnonzero(part == np.bincount(part).argmax())
    nodes = np.sort(rng.choice(main, accounts, replace=len(main) < accounts)).astype(np.int32)
    positions = np.stack([network.node_lat[nodes], network.node_lon[nodes]], axis=1)
    visits = rng.choice([4.0, 8.0, 13.0, 26.0], accounts)
    measures = (visits * rng.choice([0.5, 0.75, 1.0, 1.5], accounts))[None, :]
    targets = np.full((1, reps), measures.sum() / reps)
    return DesignProblem(
        unit_ids=tuple(f"{number:05d}" for number in range(accounts)),
        seat_ids=tuple(f"{number:03d}" for number in range(reps)),
        positions=positions,
        visits=visits,
        measures=measures,
        measure_names=("workload",),
        targets=targets,
        lower=(1 - tolerance) * targets,
        upper=(1 + tolerance) * targets,
        allowed=np.ones((reps, accounts), np.bool_),
        travel=NetworkTravel(Reach(network), nodes, np.zeros(0, np.int32), positions),
        edges=road_adjacency(graph, nodes),
    )


def tell(what: str, problem: DesignProblem, design: Design, began: tuple[float, float]) -> None:
    """Print one line of figures, judged by the independent check."""
    wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    metrics = measure(problem, design.owner, blended(problem, design.centres))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    moved = (
        f", moved {metrics.moved_units} accounts, {100 * metrics.moved['workload']:.2f} %"
        if problem.owner is not None
        else ""
    )
    print(
        f"{what}: {wall:.1f} s wall, {cpu:.1f} s CPU, {memory:.0f} MB, violations {len(check(problem, design))}, "
        f"worst {100 * metrics.worst['workload']:.2f} %, travel {metrics.travel_s / 60:.2f} min, steps {design.steps}"
        f"{moved}",
        flush=True,
    )


def parse() -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.territory_roads", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="an .osm.pbf or .osm extract")
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--tolerance", type=float, default=0.03)
    parser.add_argument("--drift", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=1.0, help="budget of the search")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()

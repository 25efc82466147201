"""Territory design on published instances and on road networks.

Usage: ``python -m benchmarks.territories DIR --kind cpmp|2du --seconds N --seed S --out DIR``

Reads every instance of the directory, writes ``NAME.json`` with ``{"assignment": [centre of each unit]}`` and prints
a line each. `cpmp` are capacitated p-median instances (``n p``, rows ``x y capacity demand``; distances are truncated
in a folder called ``orlib_cpmp``; one capacity for all units, as in both published families), `2du` balanced contiguous
territories (three activities, edges, tolerance).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.instances import found, numbers_first
from routing.stopping import Seconds
from territory.design.land import loads, total_excess
from territory.design.problem import Design, DesignProblem
from territory.design.search import Search, attempt
from territory.design.travel import TableTravel

SEARCHES = {
    "cpmp": Search(anneals=6, hot=1.0, abreast=2),
    "2du": Search(anneals=20, hot=3.0, dear_start=0.3, dear_end=10.0, abreast=2),
}


def main() -> None:
    """Solve every instance of a directory; those that cannot be read are named at the end, with exit code 2."""
    arguments = parse()
    arguments.out.mkdir(parents=True, exist_ok=True)
    paths = found(arguments.directory, recognised, f"{arguments.kind} instance", None)
    refused = [said for path in paths if (said := solved(path, arguments))]
    for said in refused:
        print(said, file=sys.stderr)
    sys.exit(2 if refused else 0)


def recognised(path: Path) -> bool:
    """Say whether a file is to be read: by its name, or since it begins with numbers."""
    return path.suffix in {".dat", ".txt"} or numbers_first(path)


def solved(path: Path, arguments: argparse.Namespace) -> str:
    """Solve one instance, write its solution and print its line; return why it cannot be read, empty if it can."""
    try:
        problem = {"cpmp": read_cpmp, "2du": read_2du}[arguments.kind](path)
    except (ValueError, IndexError, KeyError) as error:
        return f"{path.name} is no {arguments.kind} instance: {error}"
    began = time.process_time()
    design = attempt(problem, Seconds(arguments.seconds), arguments.seed, SEARCHES[arguments.kind])
    write(arguments.out / f"{path.stem}.json", design)
    over = total_excess(problem, loads(problem, design.owner))
    spent = time.process_time() - began
    print(
        f"{path.stem:24} cost {design.cost:12.2f}  excess {over:.4f}  steps {design.steps}  cpu {spent:.1f} s",
        flush=True,
    )
    return ""


def parse() -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.territories", description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path, help="directory of instances")
    parser.add_argument("--kind", choices=["cpmp", "2du"], required=True)
    parser.add_argument("--seconds", type=float, default=10.0, help="budget for each instance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="directory for NAME.json")
    return parser.parse_args()


def write(path: Path, design: Design) -> None:
    """Write the centre of each unit."""
    path.write_text(json.dumps({"assignment": [int(design.centres[seat]) for seat in design.owner]}) + "\n")


def rows_of(path: Path) -> list[list[str]]:
    """Return the words of each line that has any."""
    return [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_cpmp(path: Path) -> DesignProblem:
    """Return a capacitated p-median instance as a design without contiguity and lower bounds."""
    rows = rows_of(path)
    n, seats = int(rows[0][0]), int(rows[0][1])
    x, y, capacity, demand = np.array([row[:4] for row in rows[1 : n + 1]], float).T
    if len(set(capacity.tolist())) > 1:
        raise ValueError("capacities differ between units, and the published families have one for all")
    between = distances(x, y)
    if path.parent.name == "orlib_cpmp":
        between = np.floor(between)
    return paper_problem(
        np.stack([x, y], axis=1),
        between,
        demand[None, :],
        (np.zeros((1, seats)), np.full((1, seats), capacity[0])),
        None,
    )


def read_2du(path: Path) -> DesignProblem:
    """Return a territory instance: three activities within the tolerance of the mean, contiguous over the edges."""
    rows = rows_of(path)
    n = int(rows[0][0])
    units = np.array([row[1:6] for row in rows[1 : n + 1]], float)
    row = {unit[0]: number for number, unit in enumerate(rows[1 : n + 1])}
    count = int(rows[n + 1][0])
    edges = np.array([[row[a], row[b]] for a, b in (pair[:2] for pair in rows[n + 2 : n + 2 + count])], np.int32)
    header = rows[n + 2 + count]
    seats, tolerance = int(header[0]), float(header[2])
    measures = units[:, 2:].T
    mean = np.repeat(measures.sum(axis=1)[:, None] / seats, seats, axis=1)
    bounds = ((1 - tolerance) * mean, (1 + tolerance) * mean)
    return paper_problem(units[:, :2], distances(units[:, 0], units[:, 1]), measures, bounds, edges)


def distances(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return straight distances between all pairs."""
    return np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])


def paper_problem(
    positions: np.ndarray,
    between: np.ndarray,
    measures: np.ndarray,
    bounds: tuple[np.ndarray, np.ndarray],
    edges: np.ndarray | None,
) -> DesignProblem:
    """Return an instance of the literature, its distances in the place of seconds, one visit to each unit."""
    n, (k, seats) = len(positions), bounds[0].shape
    return DesignProblem(
        unit_ids=tuple(f"{number:05d}" for number in range(n)),
        seat_ids=tuple(f"{number:03d}" for number in range(seats)),
        positions=positions,
        visits=np.ones(n),
        measures=np.ascontiguousarray(measures),
        measure_names=tuple(f"activity {number + 1}" for number in range(k)),
        targets=np.repeat(measures.sum(axis=1)[:, None] / seats, seats, axis=1),
        lower=bounds[0],
        upper=bounds[1],
        allowed=np.ones((seats, n), np.bool_),
        travel=TableTravel(between, np.zeros((seats, n))),
        edges=edges,
    )


if __name__ == "__main__":
    main()

"""Travel tables between accounts by this product and its peers, on networks made from OpenStreetMap files.

    python -m benchmarks.travel FILE.osm.pbf|DIR --out OUT

Every engine answers the same question: seconds between all pairs of some accounts that stand beside the road, turns
included. Slow engines search from a sample of the accounts, and their time is scaled up to all of them; errors are
measured against networkx on that sample. `OUT/travel.json` holds one row for each engine, network and number of
accounts; `OUT/roads.json` what making, loading and serving the network took.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.travel_peers import PEERS, DoorGraph, door_graph
from routing.build import build_network
from routing.extract import ExtractBuilder
from routing.network import RoadNetwork, load, save
from routing.osm import read_file
from routing.places import Place
from routing.profile import load_profile
from routing.roads import RoadEngine

Row = dict[str, Any]
OURS = "roundsman (contraction hierarchy, seconds and metres)"


def cpu_s(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor seconds that some work takes, and its result."""
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def accounts_of(network: RoadNetwork, count: int, seed: int) -> list[Place]:
    """Return accounts some metres off the main part's roads."""
    rng = np.random.default_rng(seed)
    points = np.flatnonzero(
        np.isin(np.repeat(np.arange(len(network.edge_start) - 1), np.diff(network.edge_start)), _main(network))
    )
    rows = rng.choice(points, count)
    lat, lon = (axis[rows] + rng.normal(0, 0.0002, count) for axis in (network.line_lat, network.line_lon))
    return [Place(f"A{k}", float(lat[k]), float(lon[k])) for k in range(count)]


def _main(network: RoadNetwork) -> np.ndarray[Any, Any]:
    return np.flatnonzero(network.edge_meets)


def grid(junctions: int) -> RoadNetwork:
    """Return a made-up city: a square grid of streets 150 m apart, every tenth a main road."""
    across = round(junctions**0.5)
    builder = ExtractBuilder()
    nodes = [[(row * across + k, 45 + row * 0.00135, 9 + k * 0.0019) for k in range(across)] for row in range(across)]
    for line in range(across):
        tags = {"highway": "secondary" if line % 10 == 0 else "residential"}
        builder.add_way(line, tags, list(nodes[line]))
        builder.add_way(across + line, tags, [row[line] for row in nodes])
    return build_network(builder.extract(), load_profile(), {"source": f"grid of {across * across}", "key": "grid"})


def making(source: Path, country: str) -> tuple[RoadNetwork, Row]:
    """Make a network of a file, keep it and load it again."""
    made_s, network = cpu_s(
        lambda: build_network(read_file(source), load_profile(country=country), {"source": source.name})
    )
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "roads.npz"
        save(network, kept)
        loaded_s, _ = cpu_s(lambda: load(kept))
        size = kept.stat().st_size
    return network, {"made_s": round(made_s, 2), "loaded_s": round(loaded_s, 3), "kept_mb": round(size / 1e6, 1)}


def compare(network: RoadNetwork, name: str, count: int, asked: argparse.Namespace) -> list[Row]:
    """Return a row for each engine."""
    engine, places = RoadEngine(network), accounts_of(network, count, asked.seed)
    engine.table(places[:2])
    ours_s, table = cpu_s(lambda: engine.table(places))
    doors = door_graph(network, engine, places)
    sample = np.linspace(0, count - 1, min(asked.sample, count)).astype(int)
    measured = {peer: _peer(peer, doors, sample) for peer in PEERS}
    reference_s, truth = measured["networkx Dijkstra"] or (0.0, table.travel_s)
    known = {"network": name, "nodes": len(network.node_lat), "accounts": count}
    rows = [_row(OURS, known, ours_s, reference_s, table.travel_s[sample] - np.ceil(truth - 1e-6))]
    found = {peer: result for peer, result in measured.items() if result}
    return rows + [_row(peer, known, took_s, reference_s, row - truth) for peer, (took_s, row) in found.items()]


def _peer(name: str, doors: DoorGraph, sample: Any) -> tuple[float, Any] | None:
    """Return a peer's seconds, scaled up from the sample, and its rows; None if it is not installed."""
    try:
        prepared = PEERS[name](doors)
    except ImportError:
        return None
    prepared(sample[:1])
    seconds, rows = cpu_s(lambda: prepared(sample))
    return seconds * doors.places / len(sample), rows


def _row(engine: str, known: Row, seconds: float, reference_s: float, off_s: Any) -> Row:
    figures = {"seconds": round(seconds, 4), "ratio_to_networkx": round(reference_s / max(seconds, 1e-6), 1)}
    return {"engine": engine} | known | figures | {"max_error_s": round(float(np.abs(off_s).max()), 3)}


def serving(network: RoadNetwork, asked: argparse.Namespace) -> Row:
    """Measure a company: some territories of accounts, one table each; and the distance of single legs."""
    engine = RoadEngine(network)
    groups = [accounts_of(network, asked.territory, seed) for seed in range(asked.territories)]
    first_s, _ = cpu_s(lambda: engine.table(groups[0][:2]))
    tables_s, _ = cpu_s(lambda: [engine.table(group) for group in groups])
    legs = groups[0][:101]
    leg_s, _ = cpu_s(lambda: [engine.leg(a, b) for a, b in pairwise(legs)])
    return {
        "hierarchy_s": round(first_s, 2),
        "territories": asked.territories,
        "accounts": asked.territories * asked.territory,
        "tables_s": round(tables_s, 2),
        "leg_with_line_ms": round(leg_s * 10, 2),
        "distance_us": round(tables_s / (asked.territories * asked.territory**2) * 1e6, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.travel", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="an .osm.pbf, or a folder of them")
    parser.add_argument("--out", type=Path, required=True, help="folder for travel.json and roads.json")
    parser.add_argument("--accounts", type=int, nargs="+", default=[500, 2000], help="sizes of the tables")
    parser.add_argument("--sample", type=int, default=20, help="accounts that slow engines search from")
    parser.add_argument("--territories", type=int, default=30, help="tables of the company that is served")
    parser.add_argument("--territory", type=int, default=500, help="accounts in each of them")
    parser.add_argument("--grid", type=int, default=0, help="also a made-up grid of so many junctions")
    parser.add_argument("--country", default="", help="ISO code, for implicit limits and the side of the road")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    files = sorted(asked.source.glob("*.osm.pbf")) if asked.source.is_dir() else [asked.source]
    rows, roads = [], []
    for path in files:
        network, made = making(path, asked.country)
        roads.append({"network": path.name} | made | serving(network, asked))
        print(json.dumps(roads[-1]))
        rows += measure(network, path.name.removesuffix(".osm.pbf"), asked)
    if asked.grid:
        rows += measure(grid(asked.grid), "grid", asked)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "travel.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    (asked.out / "roads.json").write_text(json.dumps(roads, indent=1) + "\n", encoding="utf-8")


def measure(network: RoadNetwork, name: str, asked: argparse.Namespace) -> list[Row]:
    """Compare on one network for every number of accounts, and print the rows."""
    rows = [row for count in asked.accounts for row in compare(network, name, count, asked)]
    for row in rows:
        print(json.dumps(row))
    return rows


if __name__ == "__main__":
    main()

"""OSRM beside this product, on the same extract: many-to-many tables of seconds and metres.

    python -m benchmarks.travel_osrm FILE.osm.pbf --programs DIR --out OUT

`DIR` holds OSRM's programs (`bin/osrm-extract`, ...) and `share/profiles/car.lua`, as the
Python package `osrm-bindings` brings them. OSRM's seconds are the processor time of its server, which also writes
the answer as JSON; ours are those of `RoadEngine.table`. `OUT/osrm.json` holds a row for each number of accounts.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.travel import accounts_of, cpu_s
from routing.build import build_network
from routing.network import RoadNetwork
from routing.osm import read_file
from routing.osrm import OsrmEngine
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.server import RoutingServer, RoutingServerError

Row = dict[str, str | int | float]


def prepare(source: Path, programs: Path, folder: Path) -> Path:
    """Let OSRM extract and contract a file; return its data."""
    shutil.copy(source, folder)
    data = folder / source.name.replace(".osm.pbf", ".osrm")
    profile = programs / "share" / "profiles" / "car.lua"
    with (folder / "log").open("w") as log:
        for words in (
            [programs / "bin" / "osrm-extract", "-t", "1", "-p", profile, folder / source.name],
            [programs / "bin" / "osrm-contract", "-t", "1", data],
        ):
            subprocess.run([str(word) for word in words], check=True, stdout=log, stderr=log)
    return data


@contextmanager
def routed(data: Path, programs: Path) -> Iterator[tuple[int, str]]:
    """Run OSRM's server on the loopback; yield its process id and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    words = [str(programs / "bin" / "osrm-routed"), "-t", "1", "-i", "127.0.0.1", "-p", port]
    server = subprocess.Popen([*words, "--max-table-size", "10000", str(data)], stdout=subprocess.DEVNULL)
    try:
        yield server.pid, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def ready(url: str, network: RoadNetwork) -> None:
    """Wait until a server answers."""
    places = accounts_of(network, 2, 0)
    for _ in range(600):
        try:
            OsrmEngine(RoutingServer("OSRM", url, retries=0)).table(places)
        except RoutingServerError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def process_s(pid: int) -> float:
    """Return the processor seconds that a process has used, on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def compare(network: RoadNetwork, name: str, count: int, pid: int, url: str) -> Row:
    """Ask both for one table."""
    places, engine = accounts_of(network, count, 1), RoadEngine(network)
    engine.table(places[:2])
    ours_s, ours = cpu_s(lambda: engine.table(places))
    begun = process_s(pid)
    theirs = OsrmEngine(RoutingServer("OSRM", url, timeout_s=600), limit=2 * count).table(places)
    osrm_s = process_s(pid) - begun
    both = (ours.travel_s < 10**6) & (theirs.travel_s < 10**6) & (ours.distance_m > 1000)
    apart = ours.distance_m[both] / np.maximum(theirs.distance_m[both], 1)
    slower = ours.travel_s[both] / np.maximum(theirs.travel_s[both], 1)
    return {
        "network": name,
        "accounts": count,
        "roundsman_s": round(ours_s, 3),
        "osrm_s": round(osrm_s, 3),
        "ratio_to_osrm": round(ours_s / osrm_s, 2),
        "median_distance_ratio": round(float(np.median(apart)), 3),
        "median_time_ratio": round(float(np.median(slower)), 3),
    }


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.travel_osrm", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("source", type=Path, help="an .osm.pbf")
    parser.add_argument("--programs", type=Path, required=True, help="folder of OSRM's bin and share")
    parser.add_argument("--out", type=Path, required=True, help="folder for osrm.json")
    parser.add_argument("--accounts", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--country", default="", help="ISO code, for implicit limits and the side of the road")
    asked = parser.parse_args()
    network = build_network(read_file(asked.source), load_profile(country=asked.country), {"source": asked.source.name})
    name = asked.source.name.removesuffix(".osm.pbf")
    with tempfile.TemporaryDirectory() as folder:
        data = prepare(asked.source, asked.programs, Path(folder))
        with routed(data, asked.programs) as (pid, url):
            ready(url, network)
            rows = [compare(network, name, count, pid, url) for count in asked.accounts]
    print("\n".join(json.dumps(row) for row in rows))
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "osrm.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

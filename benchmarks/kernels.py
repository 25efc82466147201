"""Micro-benchmarks of the search's kernels, apart from the quality of plans.

    python -m benchmarks.kernels DIR

For each rep horizon of the folder: CPU seconds of preparing and of the first plan, steps per CPU second hot and cold.
"""

from __future__ import annotations

import argparse
import time
from math import inf
from pathlib import Path

from benchmarks.rep_horizons import instances, read
from scheduler.horizon import Horizon
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.prepare import empty_state, prepare
from scheduler.search.run import COLD, HOT

STEPS = 20_000


def measure(horizon: Horizon) -> tuple[float, float, float, float]:
    """Return CPU seconds to prepare and to plan greedily, and steps per CPU second while hot and while cold."""
    began = time.process_time()
    prepared = prepare(horizon)
    state = empty_state(prepared.facts, 1)
    ready = time.process_time()
    load(prepared, state, None)
    anneal(prepared.facts, state, 1, 1.0, 1.0, inf)
    planned = time.process_time()
    unit = float(state.drive.sum()) / len(horizon.visits)
    speeds = []
    for share in (HOT, COLD):
        anneal(prepared.facts, state, STEPS, share * unit, share * unit, inf)
        begun = time.process_time()
        anneal(prepared.facts, state, STEPS, share * unit, share * unit, inf)
        speeds.append(STEPS / (time.process_time() - begun))
    return ready - began, planned - ready, speeds[0], speeds[1]


def main() -> None:
    """Measure each instance, the first one twice so that compiling does not count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, help="folder of rep horizons")
    paths = instances(parser.parse_args().dir, None)
    for path in [*paths[:1], *paths]:
        prepared, planned, hot, cold = measure(read(path))
        print(
            f"{path.stem} prepare {prepared:.3f} s, first plan {planned:.3f} s, steps/s {hot:.0f} hot {cold:.0f} cold"
        )


if __name__ == "__main__":
    main()

"""What the benchmarks of the search share: their arguments, and running each instance of a folder."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from routing.stopping import Seconds, Steps, Stop
from scheduler.horizon import Horizon, Schedule
from scheduler.search.together import solve_together


@dataclass(slots=True)
class CpuSeconds:
    """Stop after CPU seconds of this process."""

    seconds: float
    began: float | None = None

    def progress(self, steps: int) -> float:  # noqa: ARG002 - part of the protocol
        """Return the share of the seconds spent."""
        now = time.process_time()
        self.began = now if self.began is None else self.began
        return (now - self.began) / self.seconds


def arguments(description: str, seconds: float) -> argparse.ArgumentParser:
    """Return the parser of a benchmark that plans the horizons of a folder."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, help="folder of the instances")
    parser.add_argument("--seconds", type=float, default=seconds, help="wall seconds for each instance")
    parser.add_argument("--cpu", action="store_true", help="seconds are CPU seconds of each process: for busy machines")
    parser.add_argument("--steps", type=int, help="steps instead of seconds: the same plans every time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes that search with seeds of their own")
    parser.add_argument("--effort", type=float, default=0.0, help="of the seconds, those for recombining tours")
    parser.add_argument("--out", type=Path, required=True, help="folder for the solutions")
    parser.add_argument("--only", nargs="*", help="names of instances; all if not given")
    return parser


def chosen(paths: Iterable[Path], only: list[str] | None) -> list[Path]:
    """Return the paths in order, or those of them that are named."""
    return [path for path in sorted(paths) if only is None or path.stem in only]


def run(given: argparse.Namespace, path: Path, read: Callable[[Path], Horizon]) -> tuple[Horizon, Schedule]:
    """Plan one instance and print a line about it."""
    horizon = read(path)
    seconds = given.seconds - given.effort
    stop: Stop = CpuSeconds(seconds) if given.cpu else Seconds(seconds)
    if given.steps is not None:
        stop = Steps(given.steps)
    began = time.monotonic()
    schedule = solve_together(horizon, stop, given.seed, given.workers, effort=given.effort)
    took = time.monotonic() - began
    print(f"{path.stem} cost {schedule.cost:.2f} unserved {len(schedule.unserved)} steps {schedule.steps} {took:.1f} s")
    return horizon, schedule

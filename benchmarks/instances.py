"""What the benchmarks of the search share: their arguments, and running each instance of a folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

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


def found(folder: Path, recognised: Callable[[Path], bool], kind: str, only: list[str] | None) -> list[Path]:
    """Return the files of a format in a folder, whatever their names, in order; of them those that are named.

    Raises
    ------
    SystemExit
        With status 2, if the folder is none or holds no such file, or one that is named is not there.
    """
    if not folder.is_dir():
        refuse(f"{folder} is no folder")
    paths = [path for path in sorted(folder.iterdir()) if path.is_file() and recognised(path)]
    if not paths:
        refuse(f"{folder} holds no {kind}")
    if missing := sorted(set(only or ()) - {name for path in paths for name in (path.stem, path.name)}):
        refuse(f"{folder} holds no {kind} called {', '.join(missing)}")
    return [path for path in paths if only is None or path.stem in only or path.name in only]


def numbers_first(path: Path) -> bool:
    """Say whether a file begins with a line of numbers alone."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        head = next((line.split() for line in lines if line.strip()), [])
    return bool(head) and all(field.replace(".", "", 1).isdigit() for field in head)


def refuse(text: str) -> NoReturn:
    """Say on standard error why nothing is measured, and end with status 2."""
    print(text, file=sys.stderr)
    raise SystemExit(2)


def readable(paths: Iterable[Path], read: Callable[[Path], Horizon]) -> tuple[dict[Path, Horizon], bool]:
    """Read instances; name those that are cut off or broken first, and say whether there were any."""
    horizons: dict[Path, Horizon] = {}
    broken = False
    for path in paths:
        try:
            horizons[path] = read(path)
        except (ValueError, LookupError, TypeError, OverflowError) as error:
            broken = True
            print(f"{path}: cut off or broken ({type(error).__name__}: {error})", file=sys.stderr)
    return horizons, broken


def plan_all(
    given: argparse.Namespace,
    paths: Iterable[Path],
    read: Callable[[Path], Horizon],
    write: Callable[[Path, Horizon, Schedule], None],
    plan: Callable[[Horizon, Stop], Schedule] | None = None,
) -> None:
    """Plan instances and write their schedules; ends with status 2 after the rest where some could not be read."""
    given.out.mkdir(parents=True, exist_ok=True)
    horizons, broken = readable(paths, read)
    for path, horizon in horizons.items():
        write(path, horizon, run(given, path, horizon, plan))
    if broken:
        raise SystemExit(2)


def run(
    given: argparse.Namespace, path: Path, horizon: Horizon, plan: Callable[[Horizon, Stop], Schedule] | None = None
) -> Schedule:
    """Plan one instance and print a line about it."""
    seconds = given.seconds - given.effort
    stop: Stop = CpuSeconds(seconds) if given.cpu else Seconds(seconds)
    if given.steps is not None:
        stop = Steps(given.steps)
    began = time.monotonic()
    if plan is None:
        schedule = solve_together(horizon, stop, given.seed, given.workers, effort=given.effort)
    else:
        schedule = plan(horizon, stop)
    took = time.monotonic() - began
    left = len(schedule.unserved)
    print(f"{path.stem} cost {schedule.cost:.2f} unserved {left} steps {schedule.steps} {took:.1f} s", flush=True)
    return schedule

"""Many reps at once on a real road network: travel tables, search, order of days, bound and check for all of them.

    python -m benchmarks.scale FILE.osm.pbf --country PT --reps 50 --accounts 300 --weeks 13 --seconds 6

Accounts stand beside roads around each rep's home; intervals, service times and half-day hours are drawn. Prints
wall and CPU seconds by stage, the most memory that all processes held together, and what was served. With `--dask` the
workers are those of a Dask cluster on this machine, each a process of one thread, as `plan --cluster` would use them.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from benchmarks.memory import Memory
from benchmarks.travel import accounts_of, making
from routing.network import RoadNetwork
from routing.places import Place
from routing.roads import RoadEngine
from routing.stopping import Seconds, Steps
from routing.tour import Lunch, Window
from routing.travel import TravelTable
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights
from scheduler.team.answer import Task
from scheduler.team.cluster import cluster_crew
from scheduler.team.crew import Crew, LocalCrew
from scheduler.team.side_by_side import Progress, plan_team

HOUR = 3600
INTERVALS = (28, 42, 91)


def neighbourhoods(network: RoadNetwork, reps: int, accounts: int, seed: int) -> list[list[Place]]:
    """Return for each rep the home and the accounts nearest to it, out of places all over the network."""
    places = accounts_of(network, reps * accounts, seed)
    positions = np.array([(place.lat, place.lon) for place in places])
    homes = np.random.default_rng(seed).choice(len(places), reps, replace=False)
    around = [np.argsort(((positions - positions[home]) ** 2).sum(axis=1), kind="stable") for home in homes]
    return [
        [replace(places[row], id=f"R{rep}P{k}") for k, row in enumerate(rows[: accounts + 1])]
        for rep, rows in enumerate(around)
    ]


def horizon_of(table: TravelTable, weeks: int, seed: int) -> Horizon:
    """Return the horizon of a rep who lives at the first place and visits the others."""
    rng, days = np.random.default_rng(seed), 7 * weeks
    lunch = Lunch(41_400, 48_600, 1800)
    rep_days = tuple(RepDay(d, 8 * HOUR, 17 * HOUR, 0, 0, lunch) for d in range(days) if d % 7 < 5)
    spans = (Window(8 * HOUR, 18 * HOUR),), (Window(8 * HOUR, 12 * HOUR),), (Window(13 * HOUR, 18 * HOUR),)
    hours = tuple(tuple(span if d % 7 < 5 else () for d in range(days)) for span in spans)
    visits = [v for place in range(1, len(table.place_ids)) for v in _visits(place, days, rng)]
    return Horizon(rep_days, tuple(visits), hours, table.travel_s, table.distance_m, Weights())


def _visits(place: int, days: int, rng: np.random.Generator) -> Sequence[DueVisit]:
    interval, row = int(rng.choice(INTERVALS)), int(rng.choice(3, p=(0.7, 0.15, 0.15)))
    service_s, first, slack = int(rng.integers(2, 6)) * 600, int(rng.integers(0, interval)), interval // 4
    return [
        DueVisit(
            f"{place}-{number}",
            f"{place:04d}",
            place,
            service_s,
            max(0, target - slack),
            min(days - 1, target + slack),
            row,
            12_000.0,
            int(0.6 * interval),
            int(1.4 * interval),
        )
        for number, target in enumerate(range(first, days, interval))
    ]


def main() -> None:
    """Plan the team and print where the time went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="an .osm.pbf")
    parser.add_argument("--country", default="PT")
    for name, default in (("--reps", 50), ("--accounts", 300), ("--weeks", 13), ("--workers", 2), ("--seed", 1)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--seconds", type=float, default=6.0, help="search of each rep")
    parser.add_argument("--steps", type=int, help="steps instead of seconds: the same work on any machine")
    parser.add_argument("--dask", action="store_true", help="on a Dask cluster of as many workers")
    given = parser.parse_args()
    with Memory() as memory:
        plan(given, Clock(memory))


def plan(given: argparse.Namespace, clock: Clock) -> None:
    """Make the roads, the horizons and everybody's schedule."""
    network, _ = making(given.source, given.country)
    clock.tell("roads made and loaded")
    groups = neighbourhoods(network, given.reps, given.accounts, given.seed)
    engine = RoadEngine(network)
    horizons = [horizon_of(engine.table(group), given.weeks, rep) for rep, group in enumerate(groups)]
    clock.tell("travel tables")
    tasks = [Task(f"R{rep:03d}", horizon, given.seed) for rep, horizon in enumerate(horizons)]
    stop = Seconds(given.seconds) if given.steps is None else Steps(given.steps)
    with crew_of(given.workers, dask=given.dask) as crew:
        team = plan_team(tasks, stop, crew, on_progress=_on_progress)
    clock.tell("planned")
    due = sum(len(horizon.visits) for horizon in horizons)
    served = due - sum(len(answer.schedule.unserved) for answer in team.answers.values())
    faults = sum(len(answer.violations) for answer in team.answers.values())
    cost, bound = (
        sum(getattr(answer.schedule, name) for answer in team.answers.values()) for name in ("cost", "bound")
    )
    print(f"{given.reps} reps, {due} visits due, {served} served, {faults} violations, given up {len(team.given_up)}")
    print(f"cost {cost / 60:.0f} min, bound {bound / 60:.0f} min, gap {1 - bound / cost:.1%}")


@contextmanager
def crew_of(workers: int, *, dask: bool) -> Iterator[Crew]:
    """Give workers of this process, or those of a cluster that is started and ended with the block."""
    if not dask:
        yield LocalCrew(workers)
        return
    import distributed  # noqa: PLC0415 - an extra

    started = distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    with started as cluster, cluster_crew(cluster.scheduler_address) as crew:
        yield crew


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since it was made, and the memory held."""

    memory: Memory
    began: float = field(default_factory=time.monotonic)

    def tell(self, stage: str) -> None:
        """Print wall and CPU seconds until now, and the most memory held by all processes together."""
        own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        cpu = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
        wall, held = time.monotonic() - self.began, self.memory.most_mb
        print(f"{stage}: {wall:.0f} s wall, {cpu:.0f} s CPU, {held:.0f} MB in all processes", flush=True)


def _on_progress(progress: Progress) -> None:
    print(f"  {progress.done} of {progress.total}", end="\r", flush=True)


if __name__ == "__main__":
    main()

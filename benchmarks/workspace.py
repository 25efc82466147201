"""A company from its files to its plan, each verb as a person types it: CPU seconds and memory of whole processes.

    python -m benchmarks.workspace FILE.osm.pbf --country PT --dir DIR --reps 50 --accounts 15000 --history 134000

Accounts stand beside roads; homes are anywhere among them. Each row is a process of its own, with all that it started:
CPU seconds (user and system), seconds on the clock, and the memory of the largest one. `plan` searches so many steps a
rep (`--steps`), and once more a tenth of them: what does not change between the two is beside the search.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.scale import neighbourhoods
from benchmarks.travel import making
from routing.places import Place

ROOT = Path(__file__).resolve().parents[1]
NOW, MONDAY = "2026-11-28T09:00:00Z", date(2026, 11, 30)
INTERVALS, SHARES = (28, 42, 91), (0.3, 0.5, 0.2)
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Size:
    """How many reps, accounts and past visits there are."""

    reps: int
    accounts: int
    history: int


def main() -> None:
    """Make the files, type each verb, print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="an .osm.pbf")
    parser.add_argument("--country", default="PT")
    parser.add_argument("--dir", type=Path, required=True, help="an empty folder for the files and the workspace")
    for name, default in (("--reps", 50), ("--accounts", 15_000), ("--history", 134_000), ("--steps", 3000)):
        parser.add_argument(name, type=int, default=default)
    given = parser.parse_args()
    size = Size(given.reps, given.accounts, given.history)
    given.dir.mkdir(parents=True, exist_ok=True)
    # Beside this process, which stays small: a child's memory begins with its parent's.
    files = multiprocessing.get_context("spawn").Process(
        target=write_files, args=(given.dir, given.source, given.country, size)
    )
    files.start()
    files.join()
    if files.exitcode:
        raise SystemExit(files.exitcode)
    print(f"{'what':44}{'CPU s':>9}{'wall s':>9}{'MB':>7}")
    for what, words in verbs(given.dir, given.source, given.country, given.steps):
        run(what, words, given.dir / "house")


def verbs(folder: Path, source: Path, country: str, steps: int) -> Iterator[tuple[str, Sequence[str | Path]]]:
    """Yield what is typed, in order."""
    yield "init", ["init", folder / "house"]
    for kind in ("reps", "accounts"):
        yield f"import {kind}", ["import", kind, folder / f"{kind}.csv"]
    yield "roads", ["roads", source, "--country", country]
    yield (
        "territory design --steps 200",
        ["territory", "design", "--steps", "200", "--tolerance", "0.15", "--from", f"{MONDAY}"],
    )
    yield "import visits", ["import", "visits", folder / "visits.csv"]
    yield "import visits, the same again", ["import", "visits", folder / "visits.csv"]
    for count in (max(1, steps // 10), steps):
        yield f"plan --steps {count}", ["plan", "--steps", f"{count}", "--start", f"{MONDAY}"]
    yield "publish", ["publish"]
    yield "explain, one account", ["explain", account_id(0)]
    yield "plan capacity --weeks 13", ["plan", "capacity", "--weeks", "13"]


def run(what: str, words: Sequence[str | Path], house: Path) -> None:
    """Run a verb to its end and print what it took; one that fails ends the benchmark with what it said."""
    env = os.environ | {"ROUNDSMAN_WORKSPACE": str(house), "ROUNDSMAN_NOW": NOW, "PYTHONPATH": str(ROOT)}
    said, began = house.parent / "said.txt", time.monotonic()
    with said.open("wb") as out:
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "cli", *map(str, words)],
            env,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)],
        )
        _, status, used = os.wait4(child, 0)
    cpu_s, wall_s = used.ru_utime + used.ru_stime, time.monotonic() - began
    print(f"{what:44}{cpu_s:>9.1f}{wall_s:>9.1f}{used.ru_maxrss / 1024:>7.0f}", flush=True)
    if status:
        raise SystemExit(said.read_text(encoding="utf-8", errors="replace")[-2000:])


def write_files(folder: Path, source: Path, country: str, size: Size) -> None:
    """Write reps, accounts and a year of visits as files."""
    network, _ = making(source, country)
    groups = neighbourhoods(network, size.reps, size.accounts // size.reps, 1)
    rng = np.random.default_rng(1)
    people = [(f"R{number:03d}", places[0]) for number, places in enumerate(groups)]
    homes = [
        {
            "id": rep_id, "name": f"Rep {rep_id}", "lat": home.lat, "lon": home.lon, "country": country,
            "working_hours": "Mo-Fr 08:00-18:00", "timezone": "UTC",
        }
        for rep_id, home in people
    ]  # fmt: skip
    shops = [(rep_id, place) for (rep_id, _), places in zip(people, groups, strict=True) for place in places[1:]]
    accounts = [_account(number, place, rng) for number, (_, place) in enumerate(shops)]
    _write(folder / "reps.csv", homes)
    _write(folder / "accounts.csv", accounts)
    _write(folder / "visits.csv", _visits([rep_id for rep_id, _ in shops], accounts, size.history))


def account_id(number: int) -> str:
    """Return the id of an account."""
    return f"A{number:05d}"


def _account(number: int, place: Place, rng: np.random.Generator) -> Row:
    interval = int(rng.choice(INTERVALS, p=SHARES))
    return {
        "id": account_id(number), "name": f"Shop {number}", "lat": place.lat, "lon": place.lon,
        "interval_days": interval, "service_min": int(rng.integers(2, 5)) * 10, "opening_hours": "Mo-Fr 08:00-18:00",
    }  # fmt: skip


def _visits(reps: Sequence[str], accounts: Sequence[Row], count: int) -> Iterator[Row]:
    """Yield visits of the year before, the accounts in turn, the last of each some days or weeks ago."""
    each = -(-count // len(accounts))
    for number, (rep_id, account) in enumerate(zip(reps, accounts, strict=True)):
        for back in range(min(each, count - number * each)):
            day = MONDAY - timedelta(days=3 + number % 25 + back * (365 // each))
            yield {"id": f"V{number}-{back}", "account_id": account["id"], "rep_id": rep_id, "date": f"{day}"}


def _write(path: Path, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)


if __name__ == "__main__":
    main()

"""A workspace of the demonstration's region, coordinates and amounts shaken in their last bits, and what it shows.

Run as a program it prints what the workspace shows, for another processor to be compared: `python -m
tests.journeys.shaken FOLDER SEED`.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import sys
from pathlib import Path
from random import Random

import cli
from tests.journeys.conftest import REGION

SHAKE = 1e-12
ACCOUNTS = 30
NOW = "2027-01-04T07:00:00+00:00"
NUMBERS = {
    "reps": ("lat", "lon"),
    "accounts": ("lat", "lon", "potential", "value", "service_min"),
    "sales": ("amount",),
    "seasons": (),
    "visits": (),
    "opportunities": ("amount",),
}
"""Files in the order of their import, and the columns that are shaken."""
ASKED = (
    "territory design --steps 40",
    "plan capacity --weeks 4",
    "plan --weeks 4 --steps 200 --workers 1",
    "show plan",
    "show plan --format csv",
    "show unserved",
    "plan lessons",
    "territory seasons",
    "territory size",
    "territory intervals",
    "territory potential potential.json",
    "territory review --html review.html",
    "territory realign --dry-run --steps 40",
    "territory curves moves --steps 40",
)


def shown(folder: Path, seed: int) -> dict[str, str]:
    """Make the workspace and return what each command prints, and the texts of the files that it writes."""
    os.environ["ROUNDSMAN_NOW"] = NOW
    folder.mkdir(parents=True)
    workspace = folder / "workspace"
    typed(folder, "init", str(workspace), "--currency", "CHF", "--name", "shaken")
    for name, columns in NUMBERS.items():
        place = ("--workspace", str(workspace))
        typed(folder, "import", name, str(shaken(name, columns, seed, folder)), *place)
    typed(folder, "roads", str(REGION / "roads.osm.pbf"), "--country", "LI", "--workspace", str(workspace))
    found = {
        words: typed(folder, *words.split(), "--workspace", str(workspace), code=2 if "intervals" in words else 0)
        for words in ASKED
    }
    return found | {"review.html": (folder / "review.html").read_text(encoding="utf-8")}


def typed(folder: Path, *words: str, code: int = 0) -> str:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        done = cli.run(list(words))
    assert done == code, f"{words}\n{out.getvalue()}\n{err.getvalue()}"
    return out.getvalue()


def shaken(name: str, columns: tuple[str, ...], seed: int, folder: Path) -> Path:
    """Write a file of the region with the first accounts alone; seed 0 leaves every number as it is."""
    random, kept = Random(f"{seed} {name}"), {f"A{number:04d}" for number in range(1, ACCOUNTS + 1)}
    with (REGION / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    key = {"accounts": "id", "reps": "", "seasons": ""}.get(name, "account_id")
    rows = [row for row in rows if not key or row[key] in kept]
    for row in rows:
        for column in columns:
            if row[column] and seed:
                row[column] = repr(float(row[column]) * (1 + SHAKE * random.uniform(-1, 1)))
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    sys.stdout.write(json.dumps(shown(Path(sys.argv[1]), int(sys.argv[2]))))

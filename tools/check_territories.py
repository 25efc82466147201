"""Judge exported territories (`roundsman territory export DIR`) from the files alone, by the standard library alone.

python tools/check_territories.py DIR --tolerance 0.05 [--potential 0.1] [--scattered]

Recomputes who owns what, balance by capacity, one piece over the borders, locks, skills, languages, experience, and
whether each account lies inside its own area. Prints one JSON object; exit status 1 if something is wrong. Nothing of
the product is imported.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

Row = dict[str, str]


def main() -> int:
    """Judge one folder."""
    parser = argparse.ArgumentParser(description="Judge exported territories from their files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tolerance", type=float, required=True, help="of workload, such as 0.05")
    parser.add_argument("--potential", type=float, help="tolerance of potential, if it was asked for")
    parser.add_argument("--scattered", action="store_true", help="one piece was not asked for")
    asked = parser.parse_args()
    found = judged(asked.folder, asked.tolerance, asked.potential, scattered=asked.scattered)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 1 if found["violations"] else 0


def judged(folder: Path, tolerance: float, potential: float | None, *, scattered: bool = False) -> dict[str, Any]:
    """Return figures of each rep, and everything that is wrong."""
    accounts, reps = table(folder / "accounts.csv"), table(folder / "reps.csv")
    wrong = strangers(accounts, reps) or [*unfit(accounts, reps)]
    figures = {}
    for name, limit in (("hours", tolerance), ("potential", potential)):
        off = deviations(accounts, reps, name)
        figures[name] = {rep: round(value, 4) for rep, value in off.items()}
        wrong += [f"{rep}: {name} {value:+.2%}" for rep, value in off.items() if limit and abs(value) > limit + 1e-6]
    if not scattered and (folder / "borders.csv").exists():
        wrong += in_pieces(accounts, reps, rows(folder / "borders.csv"))
    if (folder / "areas.geojson").exists():
        wrong += outside(accounts, json.loads((folder / "areas.geojson").read_text(encoding="utf-8")))
    return {"accounts": len(accounts), "reps": len(reps), "deviation": figures, "violations": wrong}


def rows(path: Path) -> list[Row]:
    """Return a CSV file's rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(path: Path) -> dict[str, Row]:
    """Return a CSV file's rows by id."""
    return {row["id"]: row for row in rows(path)}


def words(text: str) -> set[str]:
    """Return the words of a cell."""
    return set(filter(None, text.split("|")))


def may_own(account: Row, rep: Row) -> bool:
    """Return whether a rep has what an account asks for, and no lock is in the way."""
    locked = account["owner_lock"] not in {"", rep["id"]}
    has = words(account["skills"]) <= words(rep["skills"]) and words(account["languages"]) <= words(rep["languages"])
    return has and not locked and float(rep["experience"]) >= float(account["least_experience"])


def strangers(accounts: dict[str, Row], reps: dict[str, Row]) -> list[str]:
    """Return accounts without a known owner, and reps without accounts."""
    owned = Counter(row["owner"] for row in accounts.values())
    found = [f"{key}: owner {row['owner']!r} is no rep" for key, row in accounts.items() if row["owner"] not in reps]
    return found + [f"{rep}: owns nothing" for rep in reps if not owned[rep]]


def unfit(accounts: dict[str, Row], reps: dict[str, Row]) -> list[str]:
    """Return accounts whose owner may not own them."""
    return [
        f"{key}: {row['owner']} may not own it" for key, row in accounts.items() if not may_own(row, reps[row["owner"]])
    ]


def deviations(accounts: dict[str, Row], reps: dict[str, Row], name: str) -> dict[str, float]:
    """Return how far each rep is from the share that the rep's capacity asks for."""
    held: dict[str, float] = defaultdict(float)
    for row in accounts.values():
        held[row["owner"]] += float(row[name])
    whole, capacity = sum(held.values()), sum(float(rep["capacity"]) for rep in reps.values())
    if not whole:
        return {}
    return {key: held[key] / (whole * float(rep["capacity"]) / capacity) - 1 for key, rep in reps.items()}


def in_pieces(accounts: dict[str, Row], reps: dict[str, Row], borders: list[Row]) -> list[str]:
    """Return territories that are not in one piece; accounts that not all usual reps may own lie on their lists."""
    able = {key: frozenset(rep for rep in reps if may_own(row, reps[rep])) for key, row in accounts.items()}
    usual = Counter(able.values()).most_common(1)[0][0]
    near: dict[str, set[str]] = defaultdict(set)
    for row in borders:
        near[row["account"]].add(row["neighbour"])
        near[row["neighbour"]].add(row["account"])
    lifted = {key for key, reps_of in able.items() if not usual <= reps_of}
    found = []
    for rep in reps:
        mine = {key for key, row in accounts.items() if row["owner"] == rep and key not in lifted}
        lost = mine - reached(mine, near, lifted)
        if lost:
            found.append(f"{rep}: {len(lost)} accounts lie apart, such as {min(lost)}")
    return found


def reached(mine: set[str], near: dict[str, set[str]], lifted: set[str]) -> set[str]:
    """Return what can be reached inside a territory from one of its accounts, over lifted ones too."""
    seen = {min(mine)} if mine else set()
    queue = list(seen)
    while queue:
        new = {other for other in near[queue.pop()] if (other in mine or other in lifted) and other not in seen}
        seen |= new
        queue += new
    return seen


def outside(accounts: dict[str, Row], areas: dict[str, Any]) -> list[str]:
    """Return accounts that do not lie inside their owner's area."""
    of_rep = {feature["properties"]["territory"]: feature["geometry"] for feature in areas["features"]}
    return [
        f"{key}: outside the area of {row['owner']}"
        for key, row in accounts.items()
        if not covers(of_rep[row["owner"]], float(row["lon"]), float(row["lat"]))
    ]


def covers(geometry: dict[str, Any], x: float, y: float) -> bool:
    """Return whether a point lies in a polygon or in one of several: rays to the east cross its rings oddly often."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return any(sum(crosses(a, b, x, y) for ring in polygon for a, b in pairwise(ring)) % 2 for polygon in polygons)


def crosses(a: list[float], b: list[float], x: float, y: float) -> bool:
    """Return whether a ray to the east from (x, y) crosses the side from a to b."""
    return (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])


if __name__ == "__main__":
    sys.exit(main())

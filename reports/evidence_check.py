"""Judge an evidence bundle of a plan from its files alone: ``python check.py [FOLDER]``.

Standard library only; nothing of the program that made the plan is imported. Recomputed are: the hashes of the files
and of each rep's problem; hours of accounts and reps; lunch; that each visit is made once, within its days and as far
from the one before as was agreed; caps of a day; ways and metres by the table of the roads; and the stated totals.
Prints one JSON object; exit status 0 where nothing is wrong, 1 otherwise, 2 where a file cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

Json = dict[str, Any]
MINUTE = 60


def main(arguments: list[str]) -> int:
    """Judge one folder."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        found = judged(folder)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        sys.stdout.write(json.dumps({"unreadable": f"{type(error).__name__}: {error}"}) + "\n")
        return 2
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 1 if found["violations"] else 0


def judged(folder: Path) -> Json:
    """Return what was recomputed of each rep, and everything that is wrong."""
    wrong = list(hashes(folder))
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    reps: Json = {}
    for rep in sorted(plan["reps"]):
        problem = json.loads((folder / "problems" / f"{rep}.json").read_text(encoding="utf-8"))
        part = plan["reps"][rep]
        wrong += [f"{rep}: {one}" for one in rep_wrong(part, problem)]
        reps[rep] = totals(part, problem)
        wrong += [
            f"{rep}: {name} is stated as {part['totals'][name]}, recomputed {value}"
            for name, value in reps[rep].items()
            if part["totals"][name] != value
        ]
    return {"plan": plan["plan"], "reps": reps, "violations": wrong}


def hashes(folder: Path) -> Iterator[str]:
    """Say which files are not as they were sealed."""
    sealed = set()
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        sealed.add(name)
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{name} was changed after it was sealed"
    for path in sorted(folder.rglob("*.json")):
        if path.relative_to(folder).as_posix() not in sealed:
            yield f"{path.relative_to(folder).as_posix()} is not sealed"


def rep_wrong(part: Json, problem: Json) -> Iterator[str]:
    """Say what breaks a rule in one rep's part."""
    text = json.dumps(problem, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(text.encode()).hexdigest() != part["problem_sha256"]:
        yield "the problem is not the one that the plan's evidence names"
    due = {visit["id"]: visit for visit in problem["visits"]}
    start = date.fromisoformat(part["start"])
    days = {rep_day["day"]: rep_day for rep_day in problem["rep_days"]}
    seen: Counter[str] = Counter(part["unserved"])
    placed: dict[str, int] = {}
    for tour in part["tours"]:
        day = (date.fromisoformat(tour["date"]) - start).days
        if day not in days:
            yield f"{tour['date']} is no day on which the rep works"
            continue
        unknown = [one["visit_id"] for one in tour["visits"] if one["visit_id"] not in due]
        if unknown:
            yield f"{tour['date']}: {', '.join(unknown)} is not due"
            continue
        seen.update(one["visit_id"] for one in tour["visits"])
        placed |= {one["visit_id"]: day for one in tour["visits"]}
        yield from (
            f"{tour['date']}: {one}" for one in day_wrong(tour, days[day], due, problem, by_time=part["by_time_of_day"])
        )
    yield from (f"visit {name} is planned {times} times" for name, times in seen.items() if times > 1)
    yield from (f"visit {name} is neither planned nor left out" for name in due if name not in seen)
    yield from (f"visit {name} is left out, and was never due" for name in part["unserved"] if name not in due)
    yield from spacing_wrong(placed, problem)


def day_wrong(tour: Json, rep_day: Json, due: Json, problem: Json, *, by_time: bool) -> Iterator[str]:
    """Say what breaks a rule in one day."""
    ways, metres = legs(tour, rep_day, due, problem)
    eaten, now = (tour["lunch_start_s"], tour["lunch_s"]), tour["leave_s"]
    if tour["leave_s"] < rep_day["start_s"]:
        yield f"leaves at {clock(tour['leave_s'])}, works from {clock(rep_day['start_s'])}"
    for visit, most_s, by_table_m in zip(tour["visits"], ways[:-1], metres[:-1], strict=True):
        name = visit["visit_id"]
        yield from leg_wrong(name, visit["travel_s"], visit["distance_m"], most_s, by_table_m, by_time=by_time)
        least = now + visit["travel_s"] + within(eaten, now, visit["start_s"])
        if visit["start_s"] < least:
            yield f"{name} begins {least - visit['start_s']} s before the rep can be there"
        yield from visit_wrong(visit, due[name], rep_day["day"], problem)
        if within(eaten, visit["start_s"], visit["end_s"]):
            yield f"lunch lies inside {name}"
        now = visit["end_s"]
    yield from leg_wrong(
        "the way home", tour["return_travel_s"], tour["return_distance_m"], ways[-1], metres[-1], by_time=by_time
    )
    if tour["return_s"] < now + tour["return_travel_s"] + within(eaten, now, tour["return_s"]):
        yield "is back sooner than the way home takes"
    if tour["return_s"] > rep_day["end_s"]:
        yield f"is back at {clock(tour['return_s'])}, works until {clock(rep_day['end_s'])}"
    yield from lunch_wrong(tour, rep_day["lunch"])
    yield from caps_wrong(tour, rep_day, due)


def visit_wrong(visit: Json, asked: Json, day: int, problem: Json) -> Iterator[str]:
    """Say what breaks a rule of the account in one visit."""
    name = visit["visit_id"]
    if visit["end_s"] - visit["start_s"] < asked["service_s"]:
        yield f"{name} is shorter than the {asked['service_s']} s that it takes"
    spans = problem["hours"][asked["hours"]][day]
    if not any(opens <= visit["start_s"] and visit["end_s"] <= closes for opens, closes in spans):
        yield f"{name} from {clock(visit['start_s'])} to {clock(visit['end_s'])} is outside its hours"
    if not asked["first_day"] <= day <= asked["last_day"]:
        yield f"{name} is outside its allowed days"


def lunch_wrong(tour: Json, lunch: Json | None) -> Iterator[str]:
    """Say what is wrong with the break; who is home before it may begin takes none."""
    if lunch is None:
        return
    if tour["lunch_start_s"] is None:
        if tour["return_s"] > lunch["earliest_s"]:
            yield "has no lunch"
        return
    if not lunch["earliest_s"] <= tour["lunch_start_s"] <= lunch["latest_s"]:
        yield f"lunch at {clock(tour['lunch_start_s'])} is outside its time"
    if tour["lunch_s"] < lunch["length_s"]:
        yield "lunch is too short"


def caps_wrong(tour: Json, rep_day: Json, due: Json) -> Iterator[str]:
    """Say which cap of the day is passed; work is driving and service."""
    driving = tour["return_travel_s"] + sum(visit["travel_s"] for visit in tour["visits"])
    values = {
        "max_driving_s": driving,
        "max_work_s": driving + sum(visit["end_s"] - visit["start_s"] for visit in tour["visits"]),
        "max_visits": len(tour["visits"]),
        "max_load": sum(due[visit["visit_id"]].get("load", 0) for visit in tour["visits"]),
    }
    for name, value in values.items():
        if rep_day.get(name) is not None and value > rep_day[name]:
            yield f"{name} is {rep_day[name]}, and this day has {value}"


def legs(tour: Json, rep_day: Json, due: Json, problem: Json) -> tuple[list[int], list[int]]:
    """Return the seconds and metres of each way of a day, as the table of the roads has them."""
    stops = [rep_day["start_place"], *(due[v["visit_id"]]["place"] for v in tour["visits"]), rep_day["end_place"]]
    pairs = list(pairwise(stops))
    return [problem["travel_s"][a][b] for a, b in pairs], [problem["distance_m"][a][b] for a, b in pairs]


def leg_wrong(name: str, seconds: int, metres: int, most_s: int, by_table_m: int, *, by_time: bool) -> Iterator[str]:
    """Say where a way takes longer than the table has it, or is another one; by the time of day it may be quicker."""
    if seconds > most_s:
        yield f"{name}: the way takes {seconds} s, by the table at most {most_s}"
    if not by_time and (seconds, metres) != (most_s, by_table_m):
        yield f"{name}: the way is {seconds} s and {metres} m, by the table {most_s} s and {by_table_m} m"


def spacing_wrong(placed: dict[str, int], problem: Json) -> Iterator[str]:
    """Say which visits lie too near to, or too far from, the visit before; patterns have their own days."""
    lines: dict[str, list[Json]] = defaultdict(list)
    for visit in problem["visits"]:
        lines[visit["account"]].append(visit)
    patterns = problem.get("patterns") or {}
    for account, visits in lines.items():
        days = [placed[visit["id"]] for visit in visits if visit["id"] in placed]
        if account in patterns:
            if days not in [list(one) for one in patterns[account]]:
                yield f"account {account}: its days are none of its patterns"
            continue
        before: int | None = None
        most = 0
        for visit in visits:
            most += visit.get("most_gap_days", 10**6)
            if visit["id"] not in placed:
                continue
            gap = None if before is None else placed[visit["id"]] - before
            if gap is not None and not max(1, visit.get("least_gap_days", 0)) <= gap <= most:
                yield f"visit {visit['id']} lies {gap} days after the one before"
            before, most = placed[visit["id"]], 0


def totals(part: Json, problem: Json) -> dict[str, int]:
    """Return what a rep's part comes to."""
    due = {visit["id"]: visit for visit in problem["visits"]}
    start = date.fromisoformat(part["start"])
    days = {rep_day["day"]: rep_day for rep_day in problem["rep_days"]}
    by_table = metres = 0
    for tour in part["tours"]:
        rep_day = days.get((date.fromisoformat(tour["date"]) - start).days)
        if rep_day is not None and all(visit["visit_id"] in due for visit in tour["visits"]):
            seconds, lengths = legs(tour, rep_day, due, problem)
            by_table, metres = by_table + sum(seconds), metres + sum(lengths)
    visits = [visit for tour in part["tours"] for visit in tour["visits"]]
    driving = sum(v["travel_s"] for v in visits) + sum(tour["return_travel_s"] for tour in part["tours"])
    return {
        "visits": len(visits),
        "unserved": len(part["unserved"]),
        "driving_s": driving,
        "driving_by_table_s": by_table,
        "distance_m": sum(v["distance_m"] for v in visits) + sum(tour["return_distance_m"] for tour in part["tours"]),
        "distance_by_table_m": metres,
        "service_s": sum(visit["end_s"] - visit["start_s"] for visit in visits),
    }


def within(eaten: tuple[int | None, int], start_s: int, end_s: int) -> int:
    """Return the seconds of lunch between two times."""
    if eaten[0] is None:
        return 0
    return max(0, min(end_s, eaten[0] + eaten[1]) - max(start_s, eaten[0]))


def clock(seconds: int) -> str:
    """Return a time of day."""
    return f"{seconds // 3600:02d}:{seconds // MINUTE % MINUTE:02d}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

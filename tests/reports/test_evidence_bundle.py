"""The bundle's checker imports nothing of ours, is silent about a sound plan, and names each thing that is not so."""

from __future__ import annotations

import ast
import copy
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from office.plans.reproduction import PlanEvidence, RepEvidence
from reports import evidence_check
from reports.evidence_bundle import bundle_bytes
from reports.evidence_check import judged
from routing.stopping import Steps
from scheduler.exchange import inputs_hash, to_json
from scheduler.plan import PlannedVisit, Tour
from scheduler.search import solve
from tests.scheduler.line_horizons import due, line_horizon

MONDAY = date(2027, 1, 4)


def sound() -> PlanEvidence:
    """Return a plan of a straight road with all its legs as the table has them."""
    horizon = line_horizon(due("a0", 3), due("b0", 1), due("c0", 2))
    found = solve(horizon, Steps(50), seed=1)
    tours = []
    for rep_day, order in zip(horizon.rep_days, found.tours, strict=True):
        if not order:
            continue
        here, now, stops = rep_day.start_place, rep_day.start_s, []
        for n, v in enumerate(order):
            visit = horizon.visits[v]
            ways = int(horizon.travel_s[here, visit.place]), int(horizon.distance_m[here, visit.place])
            start = now + ways[0]
            stops.append(PlannedVisit(visit.id, visit.account, n + 1, start, start, start + visit.service_s, *ways))
            here, now = visit.place, start + visit.service_s
        home = int(horizon.travel_s[here, rep_day.end_place]), int(horizon.distance_m[here, rep_day.end_place])
        day = MONDAY + timedelta(rep_day.day)
        tours.append(Tour("r1", day, rep_day.start_s, now + home[0], None, 0, tuple(stops), *home))
    left = tuple(horizon.visits[v].id for v in found.unserved)
    part = RepEvidence("r1", MONDAY, to_json(horizon), inputs_hash(horizon), tuple(tours), left)
    return PlanEvidence(7, {"travel": "a table", "roundsman": "1"}, (part,), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(bundle_bytes(sound()))).extractall(tmp_path)
    return tmp_path


def test_the_checker_imports_the_standard_library_alone() -> None:
    tree = ast.parse(Path(evidence_check.__file__).read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {(one or "").split(".")[0] for one in named} <= set(sys.stdlib_module_names)


def test_a_sound_plan_is_judged_without_us_and_nothing_is_found(folder: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-I", "check.py"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    told = json.loads(made.stdout)
    assert (made.returncode, told["violations"]) == (0, [])
    assert told["reps"]["r1"]["visits"] == 3


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert bundle_bytes(sound()) == bundle_bytes(sound())


def test_a_file_that_was_changed_or_added_is_named(folder: Path) -> None:
    (folder / "evidence.json").write_text("{}\n", encoding="utf-8")
    (folder / "problems" / "r9.json").write_text("{}", encoding="utf-8")
    found = judged(folder)["violations"]
    assert "evidence.json was changed after it was sealed" in found
    assert "problems/r9.json is not sealed" in found


def first(part: Any) -> Any:
    return part["tours"][0]


def stop(part: Any) -> Any:
    return first(part)["visits"][0]


def shift(part: Any, seconds: int) -> None:
    stop(part)["start_s"] += seconds
    stop(part)["end_s"] += seconds


WRONG: dict[str, Any] = {
    "too early to be there": (lambda part, _: shift(part, -60), "before the rep can be there"),
    "outside its hours": (lambda part, _: shift(part, 86_400), "outside its hours"),
    "too short": (lambda part, _: stop(part).update(end_s=stop(part)["end_s"] - 60), "shorter than"),
    "a quicker way": (lambda part, _: stop(part).update(travel_s=stop(part)["travel_s"] - 1), "by the table"),
    "other metres": (lambda part, _: stop(part).update(distance_m=1), "by the table"),
    "leaves too early": (lambda part, _: first(part).update(leave_s=0), "leaves at"),
    "is back too late": (lambda part, _: first(part).update(return_s=86_000), "is back at"),
    "twice": (lambda part, _: first(part)["visits"].append(copy.deepcopy(stop(part))), "planned 2 times"),
    "forgotten": (lambda part, _: first(part)["visits"].pop(), "neither planned nor left out"),
    "never due": (lambda part, _: part["unserved"].append("zz"), "was never due"),
    "no working day": (lambda part, _: first(part).update(date="2031-01-01"), "no day on which the rep works"),
    "another problem": (lambda _, problem: problem["visits"][0].update(service_s=1), "not the one"),
    "too many a day": (lambda _, problem: [day.update(max_visits=0) for day in problem["rep_days"]], "max_visits"),
    "no lunch": (
        lambda _, problem: [
            day.update(lunch={"earliest_s": 0, "latest_s": 1, "length_s": 60}) for day in problem["rep_days"]
        ],
        "has no lunch",
    ),
    "another total": (lambda part, _: part["totals"].update(driving_s=1), "driving_s is stated as 1"),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_rule_that_is_broken_is_named(folder: Path, name: str) -> None:
    spoil, words = WRONG[name]
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    problem = json.loads((folder / "problems" / "r1.json").read_text(encoding="utf-8"))
    spoil(plan["reps"]["r1"], problem)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    (folder / "problems" / "r1.json").write_text(json.dumps(problem), encoding="utf-8")
    assert any(words in one for one in judged(folder)["violations"])


def test_spacing_between_two_visits_of_an_account_is_recomputed() -> None:
    visits = [{"id": name, "account": "a", "least_gap_days": 5, "most_gap_days": 9} for name in ("a0", "a1", "a2")]
    spaced = evidence_check.spacing_wrong
    assert list(spaced({"a0": 0, "a1": 7}, {"visits": visits})) == []
    assert list(spaced({"a0": 0, "a1": 3}, {"visits": visits})) == ["visit a1 lies 3 days after the one before"]
    assert list(spaced({"a0": 0, "a2": 18}, {"visits": visits})) == []  # the one left out adds its own most days
    assert list(spaced({"a0": 0, "a2": 19}, {"visits": visits})) == ["visit a2 lies 19 days after the one before"]


def test_a_bundle_that_cannot_be_read_is_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evidence_check.main([str(tmp_path)]) == 2
    assert "unreadable" in capsys.readouterr().out

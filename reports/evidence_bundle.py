"""The evidence bundle of a plan: what it was made from, what came out, and a checker that needs none of us."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from office.plans.reproduction import PlanEvidence, RepEvidence
from reports.evidence_check import rep_wrong, totals
from scheduler.plan import Tour

CHECKER = "evidence_check.py"
BY_TIME = ", by time of day"
"""So the source of ways ends where each slot of the day has its own (`scheduler.team.plan`)."""
_MADE = (1980, 1, 1, 0, 0, 0)
"""Of every file, so that the same plan gives the same bytes."""

README = """\
Evidence of plan {plan}, made by roundsman {version}

plan.json        each rep's tours with their times, ways and metres; what was left out; the stated totals
problems/        what each rep's part was made from: working times, hours of accounts, due visits with their
                 allowed days and spacing, and the table of ways (docs/formats.md, roundsman-problem/1)
evidence.json    seeds, versions, hashes and figures that were kept with the plan
check.py         judges all of it:  python check.py
SHA256SUMS       the hash of every file here

Names and addresses are not in it. Not in it either: {missing}.

Beleg des Plans {plan}, erstellt mit roundsman {version}

plan.json        die Touren mit Zeiten, Wegen und Metern; was ausgelassen wurde; die genannten Summen
problems/        woraus der Teil jeder Person gemacht wurde: Arbeitszeiten, Öffnungszeiten, fällige Besuche mit
                 erlaubten Tagen und Abständen, und die Tabelle der Wege
evidence.json    Startwerte, Versionen, Prüfsummen und Zahlen, die mit dem Plan aufbewahrt wurden
check.py         prüft alles:  python check.py
SHA256SUMS       die Prüfsumme jeder Datei

Namen und Adressen stehen nicht darin. Auch nicht darin: {missing}.
"""


def bundle_bytes(found: PlanEvidence) -> bytes:
    """Return the bundle as a ZIP file."""
    by_time = is_by_time(found.evidence)
    missing = ", ".join(found.missing) or "-"
    contents = {
        "README.txt": README.format(plan=found.number, version=found.evidence.get("roundsman", ""), missing=missing),
        "plan.json": _text(
            {"plan": found.number, "reps": {one.rep_id: _rep(one, by_time=by_time) for one in found.reps}}
        ),
        "evidence.json": _text(dict(found.evidence)),
        **{f"problems/{one.rep_id}.json": _text(one.problem) for one in found.reps},
        "check.py": files("reports").joinpath(CHECKER).read_text(encoding="utf-8"),
    }
    sums = (f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(contents.items()))
    contents["SHA256SUMS"] = "".join(sums)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _MADE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def judged_parts(found: PlanEvidence) -> dict[str, tuple[str, ...]]:
    """Return what the bundle's checker finds wrong in each rep's part: it shares no code with what made the plan."""
    by_time = is_by_time(found.evidence)
    return {one.rep_id: tuple(rep_wrong(_rep(one, by_time=by_time), _as_read(one.problem))) for one in found.reps}


def _as_read(problem: dict[str, Any]) -> Any:
    """Return a problem as the checker reads it from its file."""
    return json.loads(_text(problem))


def is_by_time(facts: Mapping[str, object]) -> bool:
    """Return whether ways take as long as the hour asks: a plan's cost then counts the slowest, its tables each own."""
    return str(facts.get("travel", "")).endswith(BY_TIME)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"


def _rep(one: RepEvidence, *, by_time: bool) -> dict[str, Any]:
    part: dict[str, Any] = {
        "start": one.start.isoformat(),
        "by_time_of_day": by_time,
        "problem_sha256": one.problem_sha256,
        "tours": [_tour(tour) for tour in one.tours],
        "unserved": list(one.unserved),
    }
    return part | {"totals": totals(part, one.problem)}


def _tour(tour: Tour) -> dict[str, Any]:
    visits = [
        {
            "visit_id": visit.visit_id,
            "account_id": visit.account_id,
            "travel_s": visit.travel_s,
            "distance_m": visit.distance_m,
            "arrival_s": visit.arrival_s,
            "start_s": visit.start_s,
            "end_s": visit.end_s,
        }
        for visit in tour.visits
    ]
    return {
        "date": tour.date.isoformat(),
        "leave_s": tour.leave_s,
        "return_s": tour.return_s,
        "lunch_start_s": tour.lunch_start_s,
        "lunch_s": tour.lunch_s,
        "return_travel_s": tour.return_travel_s,
        "return_distance_m": tour.return_distance_m,
        "visits": visits,
    }

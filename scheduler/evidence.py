"""What a plan was made of and by: enough to make it again and to judge it, as plain values beside the plan."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from scheduler.assemble import Assembled
from scheduler.check import check
from scheduler.dated import nights
from scheduler.exchange import inputs_hash
from scheduler.horizon import Schedule

ENGINES = ("roundsman", "numba", "numpy", "opening-hours-py", "holidays", "ortools")
"""Distributions whose version can change a plan."""

Evidence = dict[str, str | int | float]


def versions() -> Evidence:
    """Return the versions of all that takes part in a plan; ``source`` where roundsman runs from its folder."""
    found: Evidence = {"python": platform.python_version()}
    for name in ENGINES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "source"
    return {f"version.{name}": value for name, value in sorted(found.items())}


def evidence(assembled: Assembled, schedule: Schedule) -> Evidence:
    """Return the evidence of one rep's part of a plan; every key begins with the rep's id."""
    request, horizon = assembled.request, assembled.horizon
    facts: Evidence = {
        "inputs_sha256": inputs_hash(horizon),
        "start": request.start.isoformat(),
        "days": request.days,
        "seed": schedule.seed,
        "steps": schedule.steps,
        "cost": schedule.cost,
        "bound": schedule.bound,
        "due": len(assembled.due) + len(assembled.left_out),
        "unserved": len(schedule.unserved) + len(assembled.left_out),
        "relaxed": len(assembled.relaxed),
        "withheld": len(assembled.withheld),
        "problems": len(assembled.problems),
        "nights": len(nights(assembled)),
        "violations": len(check(horizon, schedule)),
        "map": request.travel.source,
        "policy": repr(request.policy),
        "night_policy": repr(request.nights),
    }
    return {f"{request.rep.id}.{name}": value for name, value in facts.items()}

"""What a plan was made of and by: enough to make it again and to judge it, as plain values beside the plan."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from scheduler.dated import nights
from scheduler.demand.assemble import Assembled
from scheduler.exchange import inputs_hash
from scheduler.horizon import Horizon
from scheduler.team.answer import Answer
from scheduler.team.counterfactual import Counterfactual, told
from scheduler.team.worth import Made, Worth

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


def evidence(assembled: Assembled, answer: Answer) -> Evidence:
    """Return the evidence of one rep's part of a plan; every key begins with the rep's id."""
    request, horizon, schedule = assembled.request, assembled.horizon, answer.schedule
    facts: Evidence = {
        "inputs_sha256": inputs_hash(horizon),
        "start": request.start.isoformat(),
        "days": request.days,
        "seed": schedule.seed,
        "steps": schedule.steps,
        "due": len(assembled.due) + len(assembled.left_out),
        "relaxed": len(assembled.relaxed),
        "withheld": len(assembled.withheld),
        "problems": len(assembled.problems),
        "nights": len(nights(assembled)),
        "violations": len(answer.violations),
        "map": request.travel.source,
        "policy": repr(request.policy),
        "night_policy": repr(request.nights),
        **worth_of(horizon, answer, len(assembled.left_out)).facts(),
    }
    return {f"{request.rep.id}.{name}": value for name, value in facts.items()}


def worth_of(horizon: Horizon, answer: Answer, lost: int = 0) -> Worth:
    """Return what one rep's part of a plan is worth; `lost` visits that no plan could hold are left out by all."""
    schedule = answer.schedule
    driving_s = told(horizon, schedule.tours).driving_s
    chosen = Made(schedule.cost, driving_s, len(schedule.unserved) + lost)
    if answer.otherwise is None:
        return Worth(chosen, schedule.bound)
    others = (answer.otherwise.by_hand, answer.otherwise.carried)
    return Worth(chosen, schedule.bound, *(None if other is None else _made(other, lost) for other in others))


def _made(other: Counterfactual, lost: int) -> Made:
    return Made(other.schedule.cost, other.driving_s, other.unserved + lost)

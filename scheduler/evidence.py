"""What a plan was made of and by: enough to make it again and to judge it, as plain values beside the plan."""

from __future__ import annotations

import platform
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from scheduler.dated import nights
from scheduler.demand.assembled import Assembled
from scheduler.exchange import inputs_hash
from scheduler.horizon import Horizon
from scheduler.team.answer import Answer
from scheduler.team.counterfactual import Counterfactual, told
from scheduler.team.weekly import weeks_meant, weeks_text
from scheduler.team.worth import Made, Proof, Worth

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
        **_weeks(assembled, answer),
    }
    return {f"{request.rep.id}.{name}": value for name, value in facts.items()}


def _weeks(assembled: Assembled, answer: Answer) -> Evidence:
    """Return what each week would have meant by hand and with the plan in force carried forward."""
    if answer.otherwise is None:
        return {}
    others = {"by_hand": answer.otherwise.by_hand, "carried": answer.otherwise.carried}
    start = assembled.request.start
    return {
        f"{whose}.weeks": weeks_text(weeks_meant(assembled.horizon, start, other.schedule.tours))
        for whose, other in others.items()
        if other is not None
    }


def worth_of(horizon: Horizon, answer: Answer, lost: int = 0) -> Worth:
    """Return what one rep's part of a plan is worth; `lost` visits that no plan could hold are left out by all."""
    schedule = answer.schedule
    never = sum(price_left_out(horizon, v) for v in answer.impossible)
    chosen = Made(schedule.cost - never, told(horizon, schedule.tours).driving_s, len(schedule.unserved) + lost)
    proof = Proof(impossible=len(answer.impossible) + lost)
    if schedule.bound is not None:
        left_out = sum(price_left_out(horizon, v) for v in schedule.unserved) - never
        proof = replace(
            proof, bound=schedule.bound - never, bounded_cost=chosen.cost, left_out_cost=left_out, bounded=1
        )
    if answer.otherwise is None:
        return Worth(chosen, proof)
    others = (answer.otherwise.by_hand, answer.otherwise.carried)
    return Worth(chosen, proof, *(None if other is None else _made(other, never, lost) for other in others))


def price_left_out(horizon: Horizon, v: int) -> float:
    """Return what leaving a visit out adds to the cost."""
    visit = horizon.visits[v]
    return 0.0 if visit.compulsory else visit.price_unserved


def _made(other: Counterfactual, never: float, lost: int) -> Made:
    """Return another way to plan, without the price of what no plan can serve."""
    return Made(other.schedule.cost - never, other.driving_s, other.unserved + lost)

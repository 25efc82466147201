"""Ordering a choice of reps by the rounds as a job, and keeping what the job proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from office.designs.inputs import Wishes
from office.door import Act, reads, writes
from office.jobs import KEPT, Watch, job_kind, require_job
from office.opening import Office
from office.ownership.by_routes import ByRoutes, RouteLimits, propose_by_routes
from office.ownership.realignment import first_monday, keep_realignment
from office.people import Person
from office.plans.drafts import PlanOrder
from office.proposals import Seen, kept_proposal, mark_in_force, proposal_of, seen_proposal
from office.travel import travel_engine
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Steps
from store.jobs import Job
from store.words import Work
from territory.handover import HandoverRules

BY_ROUTES = Work.BY_ROUTES
RANGES: dict[str, tuple[float, float]] = {
    "weeks": (1, 26),
    "steps": (1, 200_000),
    "seed": (0, 2**31 - 1),
    "most_accounts": (0, 500),
    "least_minutes": (0, 10_000),
    "tolerance": (0, 10),
}
"""What can be asked for at least and at most."""


@dataclass(frozen=True, slots=True)
class ByRoutesOrder:
    """What is asked: the first day (the Monday on or after it), the sample weeks, the effort, and what may change."""

    day: date
    weeks: int = 4
    steps: int = 10_000
    seed: int = 1
    tolerance: float = 0.1
    limits: RouteLimits = field(default_factory=RouteLimits)


def by_routes_order(facts: Mapping[str, Any]) -> ByRoutesOrder:
    """Return an order that is kept as `day`, `weeks`, `steps`, `seed`, `tolerance` and the limits by their names.

    Raises
    ------
    BadInputError
        If there is no such day, or a number lies outside of what can be asked for.
    """
    plain, bare = ByRoutesOrder(date.min), RouteLimits()
    try:
        day = date.fromisoformat(str(facts["day"]))
        whole = {name: int(facts.get(name, getattr(plain, name))) for name in ("weeks", "steps", "seed")}
        count = int(facts.get("most_accounts", bare.most_accounts))
        minutes, tolerance = (
            float(facts.get(name, there))
            for name, there in (("least_minutes", bare.least_minutes), ("tolerance", plain.tolerance))
        )
        accounts, reps = (frozenset(_names(facts.get(name, []))) for name in ("accounts", "reps"))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _wrong(sentence("it cannot be read: {error}", error=error)) from error
    asked: dict[str, float] = {**whole, "most_accounts": count, "least_minutes": minutes, "tolerance": tolerance}
    for name, value in asked.items():
        least, most = RANGES[name]
        if not least <= value <= most:
            raise _wrong(sentence("{name} lies between {least:g} and {most:g}", name=name, least=least, most=most))
    return ByRoutesOrder(day, **whole, tolerance=tolerance, limits=RouteLimits(count, minutes, accounts, reps))


def _names(listed: Any) -> list[str]:
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise ValueError("accounts and reps are lists of their ids")
    return listed


@job_kind(BY_ROUTES, "propose_by_routes")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:
    order = by_routes_order(facts)
    watch.tell(0, 1, "")
    start = first_monday(order.day)
    made = propose_by_routes(
        office,
        who,
        travel_engine(office),
        HandoverRules(start),
        PlanOrder(start, order.weeks, Steps(order.steps), order.seed),
        order.limits,
        steps=order.steps,
        wishes=Wishes(order.tolerance, contiguous=False),
    )
    watch.tell(1, 1, "")
    problems = [*made.made.left_out, *made.made.joint.problems]
    return {
        "moved": len(made.made.moves),
        "saved_s": made.saved_s,
        "saved_m": made.saved_m,
        "more_visits": made.more_visits,
        "weeks": made.weeks,
        "problems": [str(problem) for problem in problems],
        KEPT: [problem.kept() for problem in problems],
        **kept_proposal(ByRoutes, made),
    }


@reads
def read_by_routes(act: Act, number: int) -> Seen[ByRoutes]:
    """Return what a job proposed, and whether it can still be put in force.

    Raises
    ------
    BadInputError
        If there is no such job, it lets nobody choose, or it has not ended well.
    """
    job = require_job(act, number)
    made = _proposed(job)
    return seen_proposal(act, job, made, made.made.revision)


@writes
def keep_by_routes(act: Act, number: int, reason: str = "") -> int:
    """Put what a job proposed in force; returns the number of the decision, 0 where nobody changes hands."""
    job = require_job(act, number)
    decision = keep_realignment.inside(act, _proposed(job).made, reason)
    mark_in_force(act, job, decision)
    return decision


def _proposed(job: Job) -> ByRoutes:
    return proposal_of(job, BY_ROUTES, ByRoutes, "it lets no account choose its rep")


def _wrong(cause: str) -> BadInputError:
    return BadInputError([Problem("order-impossible", "by-routes", cause, "Order it otherwise.")])

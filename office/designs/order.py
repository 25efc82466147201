"""Ordering a design as a job, and keeping what the job proposed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from office.designs.alignment import Alignment, keep_design, propose_design
from office.designs.inputs import Wishes
from office.door import Act, reads, writes
from office.jobs import KEPT, Watch, job_kind, require_job
from office.kept_answers import from_text
from office.opening import Office
from office.people import Person
from office.proposals import PROPOSAL, Seen, has_proposal, kept_proposal, mark_in_force, proposal_of, seen_proposal
from office.travel import travel_engine
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Seconds, Steps, Stop
from store.jobs import Job
from store.words import Work
from territory.design.metrics import DesignMetrics

DESIGN = Work.DESIGN
MOST_SECONDS = 600.0
MOST_STEPS = 1_000_000
WIDEST = 1.0
RANGES = {"home_share": (0.0, 1.0), "success_min": (0.0, 600.0)}
"""What else can be asked for at least and at most."""


@dataclass(frozen=True, slots=True)
class DesignOrder:
    """What is wanted of a design; see `Wishes`."""

    day: date
    stop: Stop
    seed: int
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Scenario:
    """An order with what it asks, None where that cannot be, and how even its proposal is, None where there is none."""

    job: Job
    asked: DesignOrder | None
    metrics: DesignMetrics | None

    @property
    def accounts(self) -> int:
        """Return how many accounts it divides."""
        return sum(one.units for one in self.metrics.seats) if self.metrics else 0


def design_order(facts: Mapping[str, Any]) -> DesignOrder:
    """Return the order of a design that is kept as `day`, `seconds` or `steps`, `seed` and wishes.

    Raises
    ------
    BadInputError
        If there is no such day, or a number lies outside of what can be asked for.
    """
    try:
        day, seed = date.fromisoformat(str(facts["day"])), int(facts.get("seed", 1))
        seconds, steps = float(facts.get("seconds", 5.0)), facts.get("steps")
        steps = None if steps is None else int(steps)
        workload = float(facts.get("workload_tolerance", 0.05))
        potential = facts.get("potential_tolerance")
        potential = None if potential is None else float(potential)
        contiguous = facts.get("contiguous", True)
        plain = Wishes()
        others = {name: float(facts.get(name, getattr(plain, name))) for name in RANGES}
        leaning = facts.get("experience_share")
        leaning = None if leaning is None else float(leaning)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _wrong(sentence("it cannot be read: {error}", error=error)) from error
    if not 0.1 <= seconds <= MOST_SECONDS:
        raise _wrong(
            sentence(
                "{seconds:g} seconds are not between 0.1 and {most_seconds:g}",
                seconds=seconds,
                most_seconds=MOST_SECONDS,
            )
        )
    if steps is not None and not 0 <= steps <= MOST_STEPS:
        raise _wrong(sentence("{steps} steps are not between 0 and {most_steps}", steps=steps, most_steps=MOST_STEPS))
    if not 0 <= seed < 2**31:
        raise _wrong(sentence("{seed} is no seed", seed=seed))
    if not all(0 < one <= WIDEST for one in (workload, 1.0 if potential is None else potential)):
        raise _wrong("a tolerance lies above 0 and up to 1")
    if not isinstance(contiguous, bool):
        raise _wrong("contiguous is true or false")
    if leaning is not None and not 0 <= leaning <= 1:
        raise _wrong("potential leans to the experienced by a part between 0 and 1")
    if leaning is not None and potential is None:
        raise _wrong("potential leans to the experienced within a tolerance of its own, which is not given")
    for name, number in others.items():
        least, most = RANGES[name]
        if not least <= number <= most:
            raise _wrong(sentence("{name} lies between {least:g} and {most:g}", name=name, least=least, most=most))
    wishes = Wishes(
        workload, potential, contiguous, others["home_share"], experience_share=leaning,
        success_min=others["success_min"],
    )  # fmt: skip
    return DesignOrder(day, Seconds(seconds) if steps is None else Steps(steps), seed, wishes)


@job_kind(DESIGN, "propose_design")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:
    order = design_order(facts)
    watch.tell(0, 1, "")
    engine = travel_engine(office)
    made = propose_design(office, who, engine, order.day, order.stop, seed=order.seed, wishes=order.wishes)
    watch.tell(1, 1, "")
    return {
        "moved": made.moved,
        "problems": [str(problem) for problem in made.left_out],
        KEPT: [problem.kept() for problem in made.left_out],
        **kept_proposal(Alignment, replace(made, owners={})),  # the moves say them
    }


@reads
def read_design(act: Act, number: int) -> Seen[Alignment]:
    """Return what a job proposed, and whether it can still be put in force.

    Raises
    ------
    BadInputError
        If there is no such job, it makes no design, it has not ended well, or it was dropped.
    """
    job = require_job(act, number)
    made = _proposed(job)
    return seen_proposal(act, job, made, made.revision)


def scenario_of(job: Job) -> Scenario:
    """Return an order beside others, without the accounts that move."""
    try:
        asked = design_order(job.order)
    except BadInputError:  # software may ask for what cannot be: the job says so when its turn comes
        asked = None
    if not has_proposal(job):
        return Scenario(job, asked, None)
    return Scenario(job, asked, from_text(DesignMetrics, json.dumps(job.result[PROPOSAL]["metrics"])))


@writes
def keep_designed(act: Act, number: int, reason: str = "") -> int:
    """Put what a job proposed in force; returns the number of the decision. See `keep_design`."""
    job = require_job(act, number)
    decision = keep_design.inside(act, _proposed(job), reason)
    mark_in_force(act, job, decision)
    return decision


def _proposed(job: Job) -> Alignment:
    return proposal_of(job, DESIGN, Alignment, "it makes no design")


def _wrong(cause: str) -> BadInputError:
    return BadInputError([Problem("order-impossible", "design", cause, "Order it otherwise.")])

"""Ordering a realignment as a job, looking at what it proposed, and putting it in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from office.designs.inputs import Wishes
from office.door import Act, reads, writes
from office.jobs import KEPT, Watch, job_kind, require_job
from office.opening import Office
from office.ownership.realignment import Realigned, first_monday, keep_realignment, propose_realignment
from office.people import Person
from office.proposals import Seen, kept_proposal, mark_in_force, proposal_of, seen_proposal
from office.travel import travel_engine
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Seconds, Steps
from store.jobs import Job
from store.words import Work
from territory.design.realign import MoveBudget
from territory.handover import HandoverRules, When
from territory.handover_facts import Timing

REALIGN = Work.REALIGN
RANGES: dict[str, tuple[float, float]] = {
    "tolerance": (0, 1),
    "potential_tolerance": (0, 1),
    "most_accounts": (0, 100_000),
    "most_workload": (0, 1),
    "a_week": (1, 1_000),
    "after_days": (0, 730),
    "retain_days": (1, 730),
    "home_share": (0, 1),
    "success_min": (0, 600),
    "seconds": (0.1, 600),
    "steps": (1, 1_000_000),
    "seed": (0, 2**31 - 1),
}
"""What can be asked for at least and at most."""
MAY_BE_MISSING = frozenset({"potential_tolerance", "most_accounts", "most_workload", "steps"})
"""Numbers that bind only where they are given."""
WHOLE = frozenset({"most_accounts", "a_week", "after_days", "retain_days", "steps", "seed"})


@dataclass(frozen=True, slots=True)
class RealignmentOrder:
    """What is asked.

    Attributes
    ----------
    day : date
        The first hand-overs are on the Monday on or after it.
    improve : bool
        Also move what the tolerance does not ask for, where it saves ways; so does a limit of accounts or workload.
    most_workload : float or None
        The part of the workload that may change hands.
    steps : int or None
        Search so many steps in place of `seconds`.
    """

    day: date
    tolerance: float = 0.05
    potential_tolerance: float | None = None
    improve: bool = False
    most_accounts: int | None = None
    most_workload: float | None = None
    a_week: int = 5
    when: When = When.NOW
    after_days: int = 30
    retain_days: int = 90
    contiguous: bool = True
    home_share: float = 0.5
    success_min: float = 0.0
    seconds: float = 5.0
    steps: int | None = None
    seed: int = 1

    @property
    def budget(self) -> MoveBudget:
        """Return what may move."""
        needed = not self.improve and self.most_accounts is None and self.most_workload is None
        return MoveBudget(self.most_accounts, self.most_workload, needed)


def realignment_order(facts: Mapping[str, Any]) -> RealignmentOrder:
    """Return an order that is kept as the fields of `RealignmentOrder`.

    Raises
    ------
    BadInputError
        If there is no such day or way to hand over, or a number lies outside of what can be asked for.
    """
    plain = RealignmentOrder(date.min)
    try:
        day, when = date.fromisoformat(str(facts["day"])), When(str(facts.get("when", plain.when)))
        numbers = {name: _number(name, facts.get(name, getattr(plain, name))) for name in RANGES}
        yes = {name: facts.get(name, getattr(plain, name)) for name in ("improve", "contiguous")}
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _wrong(sentence("it cannot be read: {error}", error=error)) from error
    for name, value in yes.items():
        if not isinstance(value, bool):
            raise _wrong(sentence("{name} is true or false", name=name))
    for name, number in numbers.items():
        least, most = RANGES[name]
        if number is not None and not least <= number <= most:
            raise _wrong(sentence("{name} lies between {least:g} and {most:g}", name=name, least=least, most=most))
    return RealignmentOrder(day, when=when, **yes, **numbers)  # type: ignore[arg-type]


def _number(name: str, value: Any) -> float | None:
    if value is None and name in MAY_BE_MISSING:
        return None
    return int(value) if name in WHOLE else float(value)


@job_kind(REALIGN, "propose_realignment")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:
    order = realignment_order(facts)
    watch.tell(0, 1, "")
    made = propose_realignment(
        office,
        who,
        travel_engine(office),
        HandoverRules(first_monday(order.day), a_week=order.a_week, after_days=order.after_days),
        Seconds(order.seconds) if order.steps is None else Steps(order.steps),
        seed=order.seed,
        budget=order.budget,
        wishes=Wishes(
            order.tolerance,
            order.potential_tolerance,
            order.contiguous,
            order.home_share,
            success_min=order.success_min,
        ),
        timing=Timing(order.when, order.retain_days),
    )
    watch.tell(1, 1, "")
    problems = [*made.left_out, *made.joint.problems]
    return {
        "moved": len(made.moves),
        "moved_h": made.moved_h,
        "least_accounts": made.minimum.units,
        "least_h": made.minimum.amount,
        "problems": [str(problem) for problem in problems],
        KEPT: [problem.kept() for problem in problems],
        **kept_proposal(Realigned, made),
    }


@reads
def read_realigned(act: Act, number: int) -> Seen[Realigned]:
    """Return what a job proposed, and whether it can still be put in force.

    Raises
    ------
    BadInputError
        If there is no such job, it realigns nothing, it has not ended well, or it was dropped.
    """
    job = require_job(act, number)
    made = _proposed(job)
    return seen_proposal(act, job, made, made.revision)


@writes
def keep_realigned(act: Act, number: int, reason: str = "") -> int:
    """Put what a job proposed in force; returns the number of the decision, 0 where nobody changes hands."""
    job = require_job(act, number)
    decision = keep_realignment.inside(act, _proposed(job), reason)
    mark_in_force(act, job, decision)
    return decision


def _proposed(job: Job) -> Realigned:
    return proposal_of(job, REALIGN, Realigned, "it realigns nothing")


def _wrong(cause: str) -> BadInputError:
    return BadInputError([Problem("order-impossible", "realignment", cause, "Order it otherwise.")])

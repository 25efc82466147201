"""Ordering a plan as a job: what is wanted, in values that can be kept, and the job that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from office.jobs import KEPT, Watch, job_kind
from office.opening import Office
from office.people import Person
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.travel import chosen, travel_engine
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Seconds
from scheduler.demand.rules import Policy
from scheduler.incumbent import Incumbent
from scheduler.moves import read_forgone
from scheduler.team.side_by_side import Progress
from store.words import Work

MOST_WEEKS = 53
MOST_SECONDS = 3600.0
WEIGHTS = frozenset(field.name for field in fields(Policy)) - {"late_if_closed"}


def plan_order(office: Office, facts: Mapping[str, Any]) -> PlanOrder:
    """Return the order of a plan that is kept as `start`, `weeks`, `seconds`, `moves`, `weights`, `catch_up`.

    Raises
    ------
    BadInputError
        If there is no such day, or a number lies outside of what can be planned.
    """
    try:
        start, weeks, seconds = date.fromisoformat(str(facts["start"])), int(facts["weeks"]), float(facts["seconds"])
        moves = None if facts.get("moves") is None else int(facts["moves"])
        weights = {str(name): float(value) for name, value in facts.get("weights", {}).items()}
        catch_up = {str(name): date.fromisoformat(str(day)) for name, day in facts.get("catch_up", {}).items()}
    except (KeyError, TypeError, ValueError) as error:
        raise _wrong(sentence("it cannot be read: {error}", error=error)) from error
    if not 1 <= weeks <= MOST_WEEKS:
        raise _wrong(sentence("{weeks} weeks are not between 1 and {most_weeks}", weeks=weeks, most_weeks=MOST_WEEKS))
    if not 0.1 <= seconds <= MOST_SECONDS:
        raise _wrong(
            sentence(
                "{seconds:g} seconds are not between 0.1 and {most_seconds:g}",
                seconds=seconds,
                most_seconds=MOST_SECONDS,
            )
        )
    if moves is not None and moves < 0:
        raise _wrong(sentence("{moves} moves are fewer than none", moves=moves))
    if set(weights) - WEIGHTS:
        raise _wrong(sentence("there is no weight {names!r}", names=sorted(set(weights) - WEIGHTS)[0]))
    today = min(office.clock().date(), start)
    return PlanOrder(
        start, weeks, Seconds(seconds), today=today, moves=moves, weights=weights, travel=chosen(office),
        catch_up=catch_up,
    )  # fmt: skip


REPS = "reps"
"""Where a job's progress says of each rep how far the search is: cost in seconds of driving, visits served and left
out, bound; `first` is the cost that it was first heard of with, `over` whether it is answered."""


@job_kind(Work.PLAN, "make_plan")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:
    order = plan_order(office, facts)
    engine = travel_engine(office, order.travel)

    reps: dict[str, dict[str, Any]] = {}

    def tell(progress: Progress) -> None:
        found = progress.answer.schedule
        served = sum(map(len, found.tours))
        reps[progress.rep_id] = {
            "over": True, "cost": found.cost, "served": served, "left": len(found.unserved), "bound": found.bound,
        }  # fmt: skip
        watch.show(REPS, dict(reps))
        watch.tell(progress.done, progress.total, progress.rep_id)

    def follow(running: Mapping[str, Incumbent]) -> None:
        for rep_id, one in running.items():
            known = reps.get(rep_id, {"first": one.cost})
            if not known.get("over"):
                reps[rep_id] = {**known, "over": False, "cost": one.cost, "served": one.served}
        watch.show(REPS, dict(reps))

    return _result(
        make_plan(watch.ending(office, _result), who, engine, order, on_progress=tell, on_search=follow)
    )  # fmt: skip


def _result(made: MadePlan) -> dict[str, Any]:
    """Return what a job tells of the draft that it made."""
    costs = read_forgone(made.plan.evidence)
    return {
        "plan": made.number,
        "visits": sum(len(tour.visits) for tour in made.plan.tours),
        "unserved": len(made.plan.unserved),
        "moves": made.moves,
        "forgone": costs.visits if costs else 0,
        "forgone_moves": costs.moves if costs else 0,
        "relaxed": made.relaxed,
        "cut_short": made.cut_short,
        "problems": [str(problem) for problem in made.problems],
        KEPT: [problem.kept() for problem in made.problems],
    }


def _wrong(cause: str) -> BadInputError:
    return BadInputError([Problem("order-impossible", "plan", cause, "Order it otherwise.")])

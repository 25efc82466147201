"""Drafts with other weights side by side: what each costs and serves, how far they differ, and choosing one."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import fsum

from office.door import Act, reads, writes
from office.plans.horizons import PlanLine, line_of
from office.plans.open_plans import span_of_head
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.weights import WEIGHTS, policy_of
from scheduler.fairness import DayLoad
from store.accounts import read_reps
from store.changes import Kind, Subject
from store.plan_figures import accounts_reached, alike, count_visits, day_loads, value_of_visits
from store.plans import PlanStatus, find_plan, read_evidence, set_withdrawn

MOST = 6
"""Plans beside each other: more columns nobody compares."""


@dataclass(frozen=True, slots=True)
class RepFigures:
    """One rep's part of a plan in figures.

    Attributes
    ----------
    longest_s : int
        The longest day, from leaving until coming back.
    value : float or None
        The share of the value of due visits that is served, as in `Scenario`.
    """

    visits: int
    driving_s: int
    longest_s: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A plan in figures, from the first day that it planned.

    Attributes
    ----------
    weights : mapping of str to float
        What it was made with.
    accounts : int
        Accounts that are visited at all; `potential` is what they are worth together, `currency` its unit.
    value : float or None
        Of the value of all due visits (each counts its account's potential) the share that is served; None where none
        is worth anything.
    gap : float or None
        The share of its cost that a better plan could save at most, None where that is unknown.
    alike : int or None
        Visits that lie on the same day of the same rep as in the first of the compared plans; None for that one.
    """

    line: PlanLine
    weights: Mapping[str, float]
    accounts: int
    potential: float
    value: float | None
    currency: str
    driving_s: int
    distance_m: int
    nights: int
    longest_s: int
    gap: float | None
    alike: int | None
    reps: Mapping[str, RepFigures]


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Plans beside each other; `differing` names the weights in which they are not the same, `reps` their people."""

    plans: tuple[Scenario, ...]
    differing: tuple[str, ...]
    reps: Mapping[str, str]


@reads
def compare_scenarios(act: Act, numbers: Sequence[int]) -> Scenarios:
    """Compare some plans, the first of them being what the others are held against.

    Raises
    ------
    BadInputError
        If there is no such plan, or there are more than can be looked at beside each other.
    """
    wanted = list(dict.fromkeys(numbers))
    if not 0 < len(wanted) <= MOST:
        cause = sentence("{count} plans cannot be compared", count=len(wanted))
        raise BadInputError([Problem("scenarios-impossible", "plans", cause, sentence("Name 1 to {most}.", most=MOST))])
    plans = tuple(_scenario(act, number, wanted[0]) for number in wanted)
    names = {rep.id: rep.name for rep in read_reps(act.connection)}
    reps = {rep_id: names.get(rep_id, rep_id) for rep_id in sorted({one for plan in plans for one in plan.reps})}
    weights = [name for name in plans[0].weights if any(_differs(plan, plans[0], name) for plan in plans)]
    return Scenarios(plans, tuple(weights), reps)


@writes
def choose_scenario(act: Act, number: int, others: Collection[int]) -> tuple[int, ...]:
    """Choose a draft among others: those are withdrawn, so that nobody publishes them; return which they were.

    Raises
    ------
    BadInputError
        If one of them is no draft.
    """
    for one in dict.fromkeys([number, *others]):
        if find_plan(act.connection, one).status is not PlanStatus.DRAFT:
            cause = sentence("plan {one} is no draft", one=one)
            raise BadInputError([Problem("plan-no-draft", sentence("plan {one}", one=one), cause, "Name drafts.")])
    gone = tuple(sorted(set(others) - {number}))
    for one in gone:
        set_withdrawn(act.connection, one)
        act.touch(Subject(Kind.DRAFT, str(one)))
    chosen = sentence("plan {number} chosen", number=number)
    others_gone = sentence("plan {number} chosen before {names}", number=number, names=", ".join(map(str, gone)))
    act.note(others_gone if gone else chosen)
    return gone


def _scenario(act: Act, number: int, first: int) -> Scenario:
    connection, head = act.connection, find_plan(act.connection, number)
    evidence = read_evidence(connection, head)
    start = span_of_head(head, evidence).start
    days = [one for one in day_loads(connection, number, act.reps) if one.date >= start]
    by_rep: dict[str, list[DayLoad]] = {}
    for day in days:
        by_rep.setdefault(day.rep_id, []).append(day)
    accounts, potential = accounts_reached(connection, number, start, act.reps)
    worth = value_of_visits(connection, number, start, act.reps)
    gap = evidence.get("gap")
    return Scenario(
        line_of(head, count_visits(connection, [number], act.reps)),
        {name: value or 0.0 for name, value in asdict(policy_of(str(evidence.get(WEIGHTS, "")))).items()},
        accounts,
        potential,
        _share(fsum(served for served, _ in worth.values()), fsum(due for _, due in worth.values())),
        str(evidence.get("currency", "")),
        sum(day.driving_s for day in days),
        sum(day.distance_m for day in days),
        sum(day.night for day in days),
        max((day.away_s for day in days), default=0),
        float(gap) if isinstance(gap, (int, float)) else None,
        None if number == first else alike(connection, first, number, start, act.reps),
        {rep_id: _figures(own, _share(*worth.get(rep_id, (0.0, 0.0)))) for rep_id, own in by_rep.items()},
    )


def _share(served: float, due: float) -> float | None:
    return served / due if due > 0 else None


def _figures(days: Sequence[DayLoad], value: float | None) -> RepFigures:
    visits, driving = sum(day.visits for day in days), sum(day.driving_s for day in days)
    return RepFigures(visits, driving, max(day.away_s for day in days), value)


def _differs(one: Scenario, other: Scenario, name: str) -> bool:
    return not math.isclose(one.weights[name], other.weights[name], abs_tol=1e-9)

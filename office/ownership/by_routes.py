"""Accounts choose their rep by the rounds, within limits: proposed with what it saves, handed over as a realignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.designs.prices import Pricer
from office.door import Act, thinks
from office.ownership.realignment import Realigned, handed_over
from office.plans.drafts import PlanOrder
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.team.by_routes import Driven, Limits, choose
from scheduler.team.rep_choices import candidates, moves_of
from territory.design.costs import recentred
from territory.design.gathered import Land
from territory.design.problem import Design, DesignProblem
from territory.design.unavoidable import Unavoidable
from territory.handover import HandoverRules
from territory.handover_facts import Timing


@dataclass(frozen=True, slots=True)
class RouteLimits:
    """What may change.

    Attributes
    ----------
    most_accounts : int
    accounts : frozenset of str
        Those that may choose; empty for all.
    reps : frozenset of str
        Those who may give and take; empty for all.
    least_minutes : float
        Minutes a week of driving, or what is worth as much, that an account has to gain.
    """

    most_accounts: int = 10
    least_minutes: float = 10.0
    accounts: frozenset[str] = field(default_factory=frozenset)
    reps: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class ByRoutes:
    """A realignment that the rounds ask for, and the sampled weeks of each rep before and after it."""

    made: Realigned
    weeks: int
    before: Mapping[str, Driven]
    after: Mapping[str, Driven]

    @property
    def saved_s(self) -> int:
        """Return the seconds of driving that the sampled weeks save."""
        return sum(one.driving_s for one in self.before.values()) - sum(one.driving_s for one in self.after.values())

    @property
    def saved_m(self) -> int:
        """Return the metres that the sampled weeks save."""
        return sum(one.distance_m for one in self.before.values()) - sum(one.distance_m for one in self.after.values())

    @property
    def more_visits(self) -> int:
        """Return how many visits more are served in the sampled weeks."""
        return sum(one.visits for one in self.after.values()) - sum(one.visits for one in self.before.values())


@thinks
def propose_by_routes(
    act: Act,
    engine: TravelEngine,
    rules: HandoverRules,
    order: PlanOrder,
    limits: RouteLimits,
    *,
    steps: int,
    wishes: Wishes,
    timing: Timing | None = None,
) -> ByRoutes:
    """Let accounts choose their rep by the rounds of the weeks of an order, within limits; nothing is kept.

    Skills, languages, experience, locks and rules bind, and no rep takes more than the tolerance of workload allows.
    `steps` are those of the search of each rep's weeks. `keep_realignment` puts what was made in force.

    Raises
    ------
    BadInputError
        If an account or rep that is named is not known, or accounts have no owner yet.
    """
    land = read_land(act.office, engine, rules.start, wishes)
    _require_known(land, limits)
    pricer = Pricer(act.office, engine, order)
    owners = {unit: land.problem.seat_ids[seat] for unit, seat in zip(land.problem.unit_ids, land.present, strict=True)}
    chosen = choose(
        owners,
        land.problem.seat_ids,
        pricer.horizon,
        candidates(land.problem, land.present, limits.accounts, limits.reps),
        _limits(land.problem, limits, order.weeks),
        steps=steps,
        seed=order.seed,
    )
    now = owners | {change.account: change.to_rep for change in chosen.changes}
    owner = np.array([land.problem.seat_ids.index(now[unit]) for unit in land.problem.unit_ids], np.int32)
    design = Design(owner, recentred(land.problem, owner), 0.0, 0, order.seed)
    moves = tuple(moves_of(land.problem, owners, chosen.changes, order.weeks))
    made = handed_over(act, land, moves, design, Unavoidable(0.0, 0), rules=rules, timing=timing)
    return ByRoutes(made, order.weeks, chosen.before, chosen.after)


def _limits(problem: DesignProblem, limits: RouteLimits, weeks: int) -> Limits:
    load = dict(zip(problem.unit_ids, problem.measures[0].tolist(), strict=True))
    most = dict(zip(problem.seat_ids, problem.upper[0].tolist(), strict=True))
    return Limits(limits.most_accounts, load, most, 60 * limits.least_minutes * weeks)


def _require_known(land: Land, limits: RouteLimits) -> None:
    wrong = [
        Problem("account-unknown", name, "no such account is divided", "Name an account that is visited.")
        for name in sorted(limits.accounts - set(land.problem.unit_ids))
    ]
    wrong += [
        Problem("rep-unknown", name, "no such rep works then", "Name a rep who works.")
        for name in sorted(limits.reps - set(land.problem.seat_ids))
    ]
    free = [unit for unit, seat in zip(land.problem.unit_ids, land.present, strict=True) if seat < 0]
    if free:
        cause = sentence("{count} accounts have no owner ({some})", count=len(free), some=", ".join(free[:5]))
        action = "Give them one first: roundsman territory lead --all --keep."
        wrong.append(Problem("accounts-without-owner", "the realignment", cause, action))
    if wrong:
        raise BadInputError(wrong)

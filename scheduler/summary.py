"""A plan in a manager's figures: visits, hours, kilometres and the share of selling time, by rep and week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from routing.money import DrivingCost
from scheduler.demand.weights import WEIGHTS, policy_of
from scheduler.moves import Forgone, read_forgone
from scheduler.plan import Night, Plan, Tour
from scheduler.team.worth import Worth, read_worth

CURRENCY = "currency"
"""Where a plan's evidence names the currency of its driving cost."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What some tours add up to. `waiting_s` is time on the road that is neither driving, nor service, nor lunch."""

    days: int
    visits: int
    driving_s: int
    service_s: int
    waiting_s: int
    distance_m: int

    def cost(self, price: DrivingCost) -> Decimal:
        """Return what the driving costs."""
        return price.of(self.driving_s, self.distance_m)

    @property
    def selling_share(self) -> float | None:
        """Return the share of the working time that is spent with accounts; None where there is none."""
        working_s = self.driving_s + self.service_s + self.waiting_s
        return self.service_s / working_s if working_s else None


@dataclass(frozen=True, slots=True)
class NightsAway:
    """How many nights a rep is away, and what they cost by currency."""

    count: int
    cost: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan's figures by rep, by rep and week (named by its Monday), and in all; and what is left out, by reason.

    `nights` are those of the reps who are away at all.
    `forgone` is what its budget of moves costs; None where there is none, or it costs nothing that is known.
    `worth` tells cost, bound and what other plans would have cost; None for plans that did not tell.
    """

    total: Figures
    by_rep: dict[str, Figures]
    by_week: dict[tuple[str, date], Figures]
    unserved: dict[str, int]
    reasons: dict[str, int]
    nights: dict[str, NightsAway] = field(default_factory=dict)
    worth: Worth | None = None
    forgone: Forgone | None = None


def summarise(plan: Plan) -> Summary:
    """Return a plan's figures."""
    reps: dict[str, list[Tour]] = defaultdict(list)
    weeks: dict[tuple[str, date], list[Tour]] = defaultdict(list)
    for tour in plan.tours:
        reps[tour.rep_id].append(tour)
        weeks[tour.rep_id, tour.date - timedelta(days=tour.date.weekday())].append(tour)
    return Summary(
        _figures(plan.tours),
        {rep: _figures(tours) for rep, tours in sorted(reps.items())},
        {key: _figures(tours) for key, tours in sorted(weeks.items())},
        dict(Counter(visit.rep_id for visit in plan.unserved)),
        dict(Counter(visit.reason for visit in plan.unserved).most_common()),
        {rep: _nights([n for n in plan.nights if n.rep_id == rep]) for rep in sorted({n.rep_id for n in plan.nights})},
        read_worth(plan.evidence),
        read_forgone(plan.evidence),
    )


def driving_cost(plan: Plan) -> DrivingCost | None:
    """Return what driving cost by the weights of a plan; None where its planner did not say it."""
    weights = policy_of(str(plan.evidence.get(WEIGHTS, "")))
    return weights.driving_cost(str(plan.evidence.get(CURRENCY, "")))


def _nights(nights: list[Night]) -> NightsAway:
    cost: dict[str, Decimal] = {}
    for night in nights:
        cost[night.currency] = cost.get(night.currency, Decimal(0)) + night.price
    return NightsAway(len(nights), cost)


def _figures(tours: Iterable[Tour]) -> Figures:
    tours = list(tours)
    driving_s, service_s = sum(tour.driving_s for tour in tours), sum(tour.service_s for tour in tours)
    away_s = sum(tour.return_s - tour.leave_s - tour.lunch_s for tour in tours)
    return Figures(
        len(tours),
        sum(len(tour.visits) for tour in tours),
        driving_s,
        service_s,
        away_s - driving_s - service_s,
        sum(tour.distance_m for tour in tours),
    )

"""How often to call: the most profit from a year's hours, with floors from contracts and caps from the law.

Each further visit to an account brings less than the one before, so taking visits by profit per hour gives the optimum
of the relaxation (Dantzig, 1957), and with it a bound. What the last hours leave open is closed exactly: only
visits whose reduced profit lies within the gap can differ from the greedy answer (Balas and Zemel, 1980), and those
few go to an exact solver. The answer states its bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence

Floats = NDArray[np.float64]
DAYS = 365.0
CORE = 2000
"""Most visits that are given to the exact solver; beyond, the greedy answer stands with its stated gap."""


@dataclass(frozen=True, slots=True)
class Calling:
    """One account as the question of how often sees it.

    Attributes
    ----------
    margin : float
        Profit a year if it were visited without end, above that of no visit: potential x level x gain x margin rate.
    rate : float
        How fast the margin is reached: n visits bring ``margin (1 - exp(-rate n))``.
    hours : float
        Of one visit, with its travel.
    present : float
        Visits a year now.
    floor, cap : int
        Fewest and most visits a year: contracts and the law.
    """

    account: str
    margin: float
    rate: float
    hours: float
    present: float
    floor: int = 0
    cap: int = 52

    def __post_init__(self) -> None:
        if self.margin < 0 or self.rate <= 0 or self.hours <= 0 or min(self.floor, self.cap, self.present) < 0:
            raise ValueError(f"impossible figures for {self.account}: {self}")

    def profit(self, visits: float, cost_per_hour: float) -> float:
        """Return the profit a year of so many visits, their cost taken off."""
        return float(self.margin * -np.expm1(-self.rate * visits) - visits * self.hours * cost_per_hour)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested for one account; `interval_days` is None for no visits. `held_by` is floor, cap or empty."""

    account: str
    present: float
    visits: int
    interval_days: int | None
    gain: float
    held_by: str


@dataclass(frozen=True, slots=True)
class FrequencyPlan:
    """All suggestions with what they cost and bring.

    Attributes
    ----------
    profit, present_profit : float
        Of the suggestions and of the present visits, a year.
    bound : float
        No choice within the hours, floors and caps makes more.
    price_per_hour : float
        What one more hour a year would bring; 0 where hours are left over.
    """

    suggestions: tuple[Suggestion, ...]
    hours: float
    present_hours: float
    profit: float
    present_profit: float
    bound: float
    price_per_hour: float
    problems: tuple[Problem, ...]

    @property
    def gap(self) -> float:
        """Return by what share of the bound the profit may fall short of the optimum."""
        return (self.bound - self.profit) / abs(self.bound) if self.bound else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Visits:
    """The visits above the floors that bring a profit, the best hours first; `left` are the hours to spend on them."""

    row: NDArray[np.intp]
    hours: Floats
    profit: Floats
    left: float


def suggest(callings: Sequence[Calling], hours: float, cost_per_hour: float = 0.0) -> FrequencyPlan:
    """Return how often to call on each account.

    Parameters
    ----------
    callings : sequence of Calling
    hours : float
        Of all reps together, a year.
    cost_per_hour : float
        What an hour costs: a visit that does not earn it is not suggested above its floor.

    Returns
    -------
    FrequencyPlan
        Where the floors alone need more than the hours, they are kept and the problem says by how much.
    """
    ordered = sorted(callings, key=lambda calling: calling.account)
    floors = np.array([min(calling.floor, calling.cap) for calling in ordered], np.intp)
    needed = float(sum(calling.hours * floor for calling, floor in zip(ordered, floors.tolist(), strict=True)))
    visits = _visits(ordered, floors, max(hours - needed, 0.0), cost_per_hour)
    taken, open_, price = _greedy(visits)
    if open_ > 0:
        taken, open_ = _exact(visits, taken, open_, price)
    counts = floors + np.bincount(visits.row[taken], minlength=len(ordered))
    made = [_suggestion(calling, count, cost_per_hour) for calling, count in zip(ordered, counts.tolist(), strict=True)]
    profit, spent = _total(ordered, counts.tolist(), cost_per_hour)
    present, present_hours = _total(ordered, [calling.present for calling in ordered], cost_per_hour)
    problems = _problems(ordered, needed, hours)
    return FrequencyPlan(
        tuple(made), spent, present_hours, profit, present, profit + open_, price if taken.size else 0.0, problems
    )


def _visits(ordered: Sequence[Calling], floors: NDArray[np.intp], left: float, cost: float) -> _Visits:
    caps = np.array([calling.cap for calling in ordered], np.intp)
    rate, margin, hours = (
        np.array([getattr(calling, name) for calling in ordered], np.float64) for name in ("rate", "margin", "hours")
    )
    room = np.maximum(caps - floors, 0)
    row = np.repeat(np.arange(len(ordered)), room)
    number = np.arange(len(row)) - np.repeat(np.cumsum(room) - room, room) + floors[row]
    profit = margin[row] * np.exp(-rate[row] * number) * -np.expm1(-rate[row]) - hours[row] * cost
    keep = (profit > 0) & (hours[row] <= left)
    row, number, profit = row[keep], number[keep], profit[keep]
    best = np.lexsort((number, row, -profit / hours[row]))
    return _Visits(row[best], hours[row][best], profit[best], left)


def _greedy(visits: _Visits) -> tuple[NDArray[np.bool_], float, float]:
    """Return what is taken by profit per hour, what the relaxation makes beyond it, and the price of an hour."""
    spent = np.cumsum(visits.hours)
    taken = spent <= visits.left
    if taken.all():
        return taken, 0.0, 0.0
    first = int(np.argmin(taken))
    left = visits.left - (float(spent[first - 1]) if first else 0.0)
    price = float(visits.profit[first] / visits.hours[first])
    relaxed, taken[first:] = left * price, False
    for number in range(first, len(taken)):
        if visits.hours[number] <= left:
            taken[number] = True
            left -= float(visits.hours[number])
            relaxed -= float(visits.profit[number])
    return taken, max(relaxed, 0.0), price


def _exact(visits: _Visits, greedy: NDArray[np.bool_], open_: float, price: float) -> tuple[NDArray[np.bool_], float]:
    """Return the best choice and what may still be missing from the optimum."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - scipy is large, and few who serve need it

    reduced = visits.profit - price * visits.hours
    core = np.flatnonzero(np.abs(reduced) <= open_)
    if core.size > CORE:
        return greedy, open_
    taken = reduced > open_
    left = visits.left - float(visits.hours[taken].sum())
    answer = milp(
        -visits.profit[core],
        integrality=np.ones(core.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(visits.hours[core][None, :], ub=left),
        options={"mip_rel_gap": 1e-7, "node_limit": 10_000},
    )
    if answer.x is None:
        return greedy, open_
    taken[core[answer.x > 0.5]] = True
    better = taken if visits.profit[taken].sum() > visits.profit[greedy].sum() else greedy
    most = float(visits.profit[reduced > open_].sum()) - float(answer.mip_dual_bound)
    made = float(visits.profit[better].sum())
    return better, max(0.0, min(most, float(visits.profit[greedy].sum()) + open_) - made)


def _total(callings: Sequence[Calling], visits: Sequence[float], cost: float) -> tuple[float, float]:
    pairs = list(zip(callings, visits, strict=True))
    return sum(one.profit(count, cost) for one, count in pairs), sum(one.hours * count for one, count in pairs)


def _suggestion(calling: Calling, visits: int, cost: float) -> Suggestion:
    interval = round(DAYS / visits) if visits else None
    held_by = "cap" if visits == calling.cap else "floor" if visits == calling.floor else ""
    gain = calling.profit(visits, cost) - calling.profit(calling.present, cost)
    return Suggestion(calling.account, calling.present, visits, interval, gain, held_by)


def _problems(callings: Sequence[Calling], needed: float, hours: float) -> tuple[Problem, ...]:
    problems = [
        Problem(
            "floor-above-cap",
            sentence("account {account}", account=calling.account),
            sentence(
                "at least {floor} visits a year are promised and at most {cap} allowed",
                floor=calling.floor,
                cap=calling.cap,
            ),
            "Correct one of them; until then the cap holds.",
        )
        for calling in callings
        if calling.floor > calling.cap
    ]
    if needed > hours:
        cause = sentence("they need {needed:.0f} hours a year of {hours:.0f}", needed=needed, hours=hours)
        action = sentence(
            "Find {needed:.0f} hours, or lower some floors; nothing above a floor is suggested.", needed=needed - hours
        )
        problems.append(Problem("floors-exceed-hours", "the floors together", cause, action))
    return tuple(problems)

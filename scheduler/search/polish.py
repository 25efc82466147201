"""Recombine: the best schedule that can be put together from the tours of several, by CP-SAT.

Each tour that was met is a column; chosen tours serve every visit at most once, spacing and patterns hold between them
(set partitioning; in vehicle routing since Balinski and Quandt 1964, over a heuristic's tours since Rochat and Taillard
1995). What the best schedule serves stays served. Balance is not in the model, so a result is kept only if the whole
cost is lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduler.horizon import Horizon, Schedule
from scheduler.search.evaluate import cost_of, tour_price
from scheduler.spacing import gap_between

Column = tuple[int, tuple[int, ...]]
"""A rep-day and the visits of a tour on it, in driving order."""


def recombine(horizon: Horizon, best: Schedule, others: Iterable[Column], effort: float) -> Schedule:
    """Return the best schedule over the tours of `best` and `others`, or `best` itself.

    Parameters
    ----------
    others : iterable of (rep-day, visits in driving order)
        Tours that keep every rule of their rep-day.
    effort : float
        CP-SAT's deterministic time, about seconds: the same effort gives the same schedule on every machine.
    """
    served = {v for tour in best.tours for v in tour}
    own = {(d, tour) for d, tour in enumerate(best.tours) if tour}
    columns = sorted(own | {(d, tour) for d, tour in others if tour and served.issuperset(tour)})
    if not columns:
        return best
    model = cp_model.CpModel()
    chosen = {column: model.new_bool_var("") for column in columns}
    _cover(model, chosen, served)
    keep_spacing(model, horizon, chosen, served)
    keep_patterns(model, horizon, chosen, served)
    model.minimize(sum(tour_price(horizon, *column) * variable for column, variable in chosen.items()))
    for column, variable in chosen.items():
        model.add_hint(variable, column in own)
    tours = _solve(model, chosen, len(best.tours), effort)
    if tours is None or cost_of(horizon, tours) >= best.cost:
        return best
    return replace(best, tours=tours, cost=cost_of(horizon, tours))


def _cover(model: cp_model.CpModel, chosen: dict[Column, cp_model.IntVar], served: set[int]) -> None:
    of_day, of_visit = defaultdict(list), defaultdict(list)
    for (d, tour), variable in chosen.items():
        of_day[d].append(variable)
        for v in tour:
            of_visit[v].append(variable)
    for variables in of_day.values():
        model.add_at_most_one(variables)
    for v in sorted(served):
        model.add_exactly_one(of_visit[v])


def _days(horizon: Horizon, chosen: dict[Column, cp_model.IntVar]) -> dict[int, dict[int, list[cp_model.IntVar]]]:
    """Return for each visit and day the columns that serve it then."""
    days: dict[int, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
    for (d, tour), variable in chosen.items():
        for v in tour:
            days[v][horizon.rep_days[d].day].append(variable)
    return days


def _accounts(horizon: Horizon, served: set[int]) -> dict[str, list[int]]:
    accounts: dict[str, list[int]] = defaultdict(list)
    for v in sorted(served):
        accounts[horizon.visits[v].account].append(v)
    return accounts


def keep_spacing(
    model: cp_model.CpModel, horizon: Horizon, chosen: dict[Column, cp_model.IntVar], served: set[int]
) -> None:
    """Let the chosen columns keep order and spacing of the served visits."""
    days, last = _days(horizon, chosen), max(day.day for day in horizon.rep_days)
    chains = _accounts(horizon, set(range(len(horizon.visits))))
    for account, visits in _accounts(horizon, served).items():
        if account in horizon.patterns:
            continue
        on = {v: sum(day * variable for day, some in days[v].items() for variable in some) for v in visits}
        places = {v: k for k, v in enumerate(chains[account])}
        for before, v in pairwise(visits):
            gap = gap_between(horizon, chains[account], places[before], places[v])
            model.add_linear_constraint(on[v] - on[before], gap.least, min(gap.most, last))


def keep_patterns(
    model: cp_model.CpModel, horizon: Horizon, chosen: dict[Column, cp_model.IntVar], served: set[int]
) -> None:
    """Let an account's k-th visit lie on the k-th day of one pattern."""
    days = _days(horizon, chosen)
    places = {v: k for some in _accounts(horizon, set(range(len(horizon.visits)))).values() for k, v in enumerate(some)}
    asked = {account: k + 1 for v, k in places.items() for account in [horizon.visits[v].account]}
    for account, visits in _accounts(horizon, served).items():
        fitting = [sorted(days_) for days_ in horizon.patterns.get(account, ()) if len(days_) == asked[account]]
        taken = [model.new_bool_var("") for _ in fitting]
        if taken:
            model.add_exactly_one(taken)
        for v in visits if taken else ():
            for day in {*days[v], *(pattern[places[v]] for pattern in fitting)}:
                agreeing = [var for var, pattern in zip(taken, fitting, strict=True) if pattern[places[v]] == day]
                model.add(sum(days[v][day]) == sum(agreeing))


def _solve(
    model: cp_model.CpModel, chosen: dict[Column, cp_model.IntVar], rep_days: int, effort: float
) -> tuple[tuple[int, ...], ...] | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    tours: list[tuple[int, ...]] = [()] * rep_days
    for (d, tour), variable in chosen.items():
        if solver.boolean_value(variable):
            tours[d] = tour
    return tuple(tours)

"""From accounts, reps and a travel table to a `DesignProblem`; everything wrong with them is named at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from routing.problems import BadInputError
from routing.travel import TravelTable
from territory.accounts import Account, Rep
from territory.design.compatibility import compatible, hindered, with_locks
from territory.design.inputs import DesignInputs
from territory.design.problem import DesignProblem, Floats, Ints, Leaning, UnitTravel
from territory.design.rules import faults
from territory.design.travel import UNREACHED_S, TableTravel
from territory.design.workload import near_seconds, visits_a_year, workload_hours
from territory.success import sector_of


def build_problem(inputs: DesignInputs, table: TravelTable) -> DesignProblem:
    """Return the problem, its accounts and reps in the order of their ids.

    Raises
    ------
    BadInputError
        With every fault of the inputs, each with its remedy.
    """
    problems = faults(inputs, set(table.place_ids))
    if problems:
        raise BadInputError(problems)
    accounts, reps = in_order(inputs)
    row = table.index()
    units = np.array([row[account.id] for account in accounts])
    seats = np.array([row[rep.id] for rep in reps])
    seconds = np.minimum(table.travel_s.astype(np.float64), UNREACHED_S)
    travel = TableTravel(seconds[np.ix_(units, units)], seconds[np.ix_(seats, units)])
    near = near_seconds(travel.between, inputs.estimate.neighbours)
    return assemble(inputs, travel, near)


def in_order(inputs: DesignInputs) -> tuple[list[Account], list[Rep]]:
    """Return accounts and reps in the order in which the problem numbers them, whatever order they came in."""
    return sorted(inputs.accounts, key=lambda account: account.id), sorted(inputs.reps, key=lambda rep: rep.id)


def assemble(inputs: DesignInputs, travel: UnitTravel, near_s: Floats) -> DesignProblem:
    """Return the problem over any kind of travel; `near_s` are mean seconds from each account to its nearest others.

    The inputs are taken to be sound (`rules.faults`).
    """
    accounts, reps = in_order(inputs)
    usual = visits_a_year(np.array([account.interval_days for account in accounts], np.float64))
    visits = np.array([inputs.visits.get(account.id, usual[row]) for row, account in enumerate(accounts)])
    hours = _hours(inputs, accounts, visits, travel.from_seats().min(axis=0), near_s)
    measures = np.stack([hours, np.array([account.potential for account in accounts])])
    targets = np.outer(measures.sum(axis=1), _shares(reps))
    lower, upper = _bounds(targets, (inputs.workload_tolerance, inputs.potential_tolerance))
    row = {account.id: number for number, account in enumerate(accounts)}
    allowed = with_locks(compatible(accounts, reps), inputs, accounts, reps)
    owner = _owner(inputs.owners, row, reps)
    return DesignProblem(
        unit_ids=tuple(row),
        seat_ids=tuple(rep.id for rep in reps),
        positions=np.array([(account.lat, account.lon) for account in accounts]),
        visits=visits,
        measures=measures,
        measure_names=("workload", "potential"),
        targets=targets,
        lower=lower,
        upper=upper,
        allowed=allowed,
        travel=travel,
        edges=_edges(inputs.neighbours, row),
        home_share=inputs.home_share,
        owner=owner,
        stay_s=inputs.stay_s,
        leaning=_leaning(inputs, accounts, reps),
        hindered={} if owner is None else hindered(owner, allowed, inputs, accounts, reps),
    )


def _leaning(inputs: DesignInputs, accounts: list[Account], reps: list[Rep]) -> Leaning | None:
    if inputs.past is None or not inputs.success_s:
        return None
    sectors = tuple(sector_of(account) for account in accounts)
    closed = [[inputs.past.of(rep.id, sector) for sector in sectors] for rep in reps]
    success = np.array([[one.success for one in row] for row in closed])
    success[:, [not sector for sector in sectors]] = 0.0
    return Leaning(
        np.asarray(inputs.success_s * (success.max(axis=0)[None, :] - success)),
        np.array([[one.won for one in row] for row in closed], np.int32),
        np.array([[one.closed for one in row] for row in closed], np.int32),
        sectors,
    )


def _hours(inputs: DesignInputs, accounts: list[Account], visits: Floats, home_s: Floats, near_s: Floats) -> Floats:
    service = np.array([account.service_s for account in accounts], np.float64)
    guessed = workload_hours(visits, service, near_s, home_s, inputs.estimate)
    return np.array([inputs.workload_h.get(account.id, guessed[n]) for n, account in enumerate(accounts)])


def _shares(reps: list[Rep]) -> Floats:
    capacity = np.array([rep.capacity for rep in reps])
    return np.asarray(capacity / capacity.sum())


def _bounds(targets: Floats, tolerances: tuple[float | None, ...]) -> tuple[Floats, Floats]:
    lower, upper = np.zeros_like(targets), np.full_like(targets, np.inf)
    for k, tolerance in enumerate(tolerances):
        if tolerance is not None:
            lower[k], upper[k] = (1 - tolerance) * targets[k], (1 + tolerance) * targets[k]
    return lower, upper


def _edges(neighbours: tuple[tuple[str, str], ...] | None, row: dict[str, int]) -> Ints | None:
    if neighbours is None:
        return None
    pairs = sorted({tuple(sorted((row[a], row[b]))) for a, b in neighbours if a in row and b in row and a != b})
    return np.array(pairs, np.int32).reshape(-1, 2)


def _owner(owners: Mapping[str, str], row: dict[str, int], reps: list[Rep]) -> Ints | None:
    if not owners:
        return None
    seat = {rep.id: number for number, rep in enumerate(reps)}
    return np.array([seat.get(owners.get(account, ""), -1) for account in row], np.int32)

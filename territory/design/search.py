"""The search for a design: location-allocation from levelled prices, then annealing by shifts and swaps.

Method: starts by k-means++ or homes, levelled and re-centred (Cooper 1964; Hess et al. 1965 for districts), settled
into one piece each, then simulated annealing with a price on excess that rises while the heat falls, centres moved
between epochs. Shift and swap neighbourhoods with connectivity checks are those of the territory literature
(Ríos-Mercado & Fernández 2009).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routing.stopping import Stop
from territory.design.kernels import Land, State, anneal
from territory.design.land import loads, make_land, make_state, total_excess, whole
from territory.design.problem import Design, DesignProblem, Floats, Ints
from territory.design.start import level, settle_seats, spread_seeds

EPSILON = 1e-9
"""Excess below this is rounding."""


@dataclass(frozen=True, slots=True)
class Search:
    """How the search is run; the defaults are good from 20 to 20,000 units.

    Attributes
    ----------
    tries_per_unit : int
        Moves tried for each unit between two looks at the clock: one step.
    rounds : int
        Re-centrings of a start.
    hot, cold : float
        Heat at the start and the end, in mean costs of a unit.
    dear_start, dear_end : float
        Price of excess at the start and the end, in mean costs of a seat.
    """

    tries_per_unit: int = 40
    rounds: int = 6
    hot: float = 0.3
    cold: float = 0.002
    dear_start: float = 1.0
    dear_end: float = 30.0


def attempt(problem: DesignProblem, stop: Stop, seed: int, search: Search) -> Design:
    """Return the design with the least excess, then the least cost, that the search met."""
    begin = first_design(problem, np.random.default_rng(seed), search.rounds)
    return _annealed(problem, begin, stop, seed, search)


def first_design(problem: DesignProblem, rng: np.random.Generator, rounds: int) -> tuple[Floats, Ints]:
    """Return seconds (p, n) from the final centres, and levelled owners in one piece each."""
    centres = spread_seeds(problem, rng)
    owner = None
    for _ in range(max(rounds, 1)):
        seconds = blended(problem, centres)
        owner = settle_seats(problem, level(problem, seconds + _stay(problem)), seconds)
        moved = recentred(problem, owner)
        if (moved == centres).all():
            break
        centres = moved
    assert owner is not None  # noqa: S101 - at least one round
    return blended(problem, centres), owner


def blended(problem: DesignProblem, centres: Ints) -> Floats:
    """Return the seconds that a visit to each unit costs each seat, shape (p, n)."""
    share = problem.home_share
    if share == 1:
        return problem.travel.from_seats()
    own = problem.travel.from_units(centres)
    return own if share == 0 else share * problem.travel.from_seats() + (1 - share) * own


def recentred(problem: DesignProblem, owner: Ints) -> Ints:
    """Return the best centre of each seat's units."""
    return np.array(
        [
            problem.travel.centre(np.flatnonzero(owner == seat).astype(np.int32), problem.visits)
            for seat in range(len(problem.seat_ids))
        ],
        np.int32,
    )


def priced(problem: DesignProblem, seconds: Floats) -> Floats:
    """Return what each seat pays for each unit in a year: visits times seconds, moved units made dearer."""
    return (seconds + _stay(problem)) * problem.visits


def _stay(problem: DesignProblem) -> Floats:
    n, p, _ = problem.sizes
    if problem.owner is None or problem.stay_s == 0:
        return np.zeros((p, n))
    moved = (np.arange(p)[:, None] != problem.owner[None, :]) & (problem.owner >= 0)[None, :]
    return np.asarray(moved * problem.stay_s)


def _annealed(problem: DesignProblem, begin: tuple[Floats, Ints], stop: Stop, seed: int, search: Search) -> Design:
    seconds, owner = begin
    cost = priced(problem, seconds)
    land = make_land(problem, cost)
    owner = whole(problem, owner, land, cost)
    state = make_state(problem, owner, seed)
    best, steps = _Best(problem), 0
    unit_cost = float(cost.min(axis=0).mean()) + 1e-9
    seat_cost = unit_cost * len(problem.unit_ids) / len(problem.seat_ids)
    while (progress := stop.progress(steps)) < 1:
        heat = unit_cost * search.hot * (search.cold / search.hot) ** progress
        price = seat_cost * search.dear_start * (search.dear_end / search.dear_start) ** progress
        anneal(land, state, search.tries_per_unit * len(state.owner), price, heat)
        land = best.offer(state, land, move_centres=problem.home_share < 1)
        steps += 1
    _finish(land, state, search, seat_cost, unit_cost)
    best.offer(state, land, move_centres=problem.home_share < 1)
    return best.design(steps, seed)


def _finish(land: Land, state: State, search: Search, seat_cost: float, unit_cost: float) -> None:
    """Go downhill to the end, with the price of excess raised until none is left or it helps no more."""
    price = seat_cost * search.dear_end
    tries = search.tries_per_unit * len(state.owner)
    for round_ in range(12):
        heat = 0.0 if round_ % 2 == 0 else unit_cost * search.cold
        taken = anneal(land, state, tries, price * 4**round_, heat)
        if not taken and round_ % 2 == 0 and round_:
            break


class _Best:
    """The best design met so far: least excess first, then least cost under its own centres."""

    def __init__(self, problem: DesignProblem) -> None:
        self.problem = problem
        self.key = (np.inf, np.inf)
        self.owner = np.zeros(0, np.int32)
        self.centres = np.zeros(0, np.int32)

    def offer(self, state: State, land: Land, *, move_centres: bool) -> Land:
        """Keep the state if it is the best; return the land with its costs counted from the state's centres."""
        state.load[:] = loads(self.problem, state.owner)
        centres = recentred(self.problem, state.owner)
        if move_centres:
            land = land._replace(cost=np.ascontiguousarray(priced(self.problem, blended(self.problem, centres))))
        cost = float(land.cost[state.owner, np.arange(len(state.owner))].sum())
        over = total_excess(self.problem, state.load)
        key = (over if over > EPSILON else 0.0, cost)
        if key < self.key:
            self.key, self.owner, self.centres = key, state.owner.copy(), centres
        return land

    def design(self, steps: int, seed: int) -> Design:
        return Design(self.owner, self.centres, self.key[1], steps, seed)

"""The search for a design: location-allocation from levelled prices, then annealing by shifts and swaps.

Method: starts by k-means++ or homes, levelled and re-centred (Cooper 1964; Hess et al. 1965 for districts), settled
into one piece each, then simulated annealing with a price on excess that rises while the heat falls. Small lands keep
every territory's centre at its best place throughout; large ones move centres between epochs. Shift and swap
neighbourhoods with connectivity checks are those of the territory literature (Ríos-Mercado & Fernández 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from routing.stopping import Stop
from territory.design.budget import Part
from territory.design.costs import added_seconds, blended, cost_of, linear, priced, pull, recentred
from territory.design.land import loads, make_land, make_state, total_excess, whole
from territory.design.pool import Pool
from territory.design.problem import Design, DesignProblem, Floats, Ints
from territory.design.start import level, settle_seats, spread_seeds
from territory.design.transfer import transferred

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
    anneals : int
        Times the heat falls from hot to cold within the budget; each from a start of its own.
    hot, cold : float
        Heat at the start and at the end, in mean costs of a unit.
    dear_start, dear_end : float
        Price of excess at the start and the end, in mean costs of a seat.
    follow_most : int
        Centres follow every move while a territory has at most so many units on average.
    abreast : int
        Searches side by side, each with a seed and starts of its own, whose territories are put together at the end:
        always so many, however many processors there are, so that steps and seed tell the answer.
    """

    tries_per_unit: int = 40
    rounds: int = 6
    anneals: int = 1
    hot: float = 0.3
    cold: float = 0.002
    dear_start: float = 1.0
    dear_end: float = 30.0
    follow_most: int = 60
    abreast: int = 1

    @classmethod
    def suited(cls, problem: DesignProblem) -> Search:
        """Return parameters for the problem's size: small lands are annealed often and from hot, large ones once."""
        units = len(problem.unit_ids)
        if units > _SMALL:
            return cls(rounds=6 if units <= _LARGE else 3)
        return cls(anneals=min(max(1, 2000 // units), 20), hot=3.0, dear_start=0.3, dear_end=10.0, abreast=2)


def attempt(problem: DesignProblem, stop: Stop, seed: int, search: Search | None = None) -> Design:
    """Return the design with the least excess, then the least cost, that the search met."""
    search = search or Search.suited(problem)
    runs = [Annealing(problem, (seed, number), search) for number in range(search.abreast)]
    if search.abreast == 1:
        runs[0].run(stop)
    else:
        with ThreadPoolExecutor(search.abreast) as threads:
            list(threads.map(lambda run: run.run(Part(stop, 0.0, _ANNEALED)), runs))
        _put_together(runs)
    best = min(runs, key=lambda run: run.key)
    return Design(best.best, best.centres, best.key[1], best.steps, seed)


def _put_together(runs: Sequence[Annealing]) -> None:
    """Offer the first of several searches the best design that the territories they all met make up."""
    first, least = runs[0], min(run.key for run in runs)
    for other in runs[1:]:
        first.pool.join(other.pool)
    owner = first.pool.best(least[1] if least[0] == 0 else np.inf)
    if owner is not None:
        first.offer(owner)


def first_design(problem: DesignProblem, rng: np.random.Generator, rounds: int) -> tuple[Floats, Ints]:
    """Return seconds (p, n) from the final centres, and levelled owners in one piece each."""
    centres = spread_seeds(problem, rng)
    owner = None
    for _ in range(max(rounds, 1)):
        seconds = blended(problem, centres)
        owner = settle_seats(problem, level(problem, seconds + added_seconds(problem)), seconds)
        moved = recentred(problem, owner)
        if (moved == centres).all():
            break
        centres = moved
    assert owner is not None  # noqa: S101 - at least one round
    return blended(problem, centres), owner


def everybody_owns(problem: DesignProblem) -> bool:
    """Return whether each seat has a unit at present: then there are territories to begin from."""
    return problem.owner is not None and np.isin(np.arange(len(problem.seat_ids)), problem.owner).all().item()


def careful_design(problem: DesignProblem) -> tuple[Floats, Ints]:
    """Return seconds from the present territories' centres, and owners in the bounds after few moves."""
    assert problem.owner is not None  # noqa: S101 - asked of the caller
    seconds = blended(problem, recentred(problem, problem.owner))
    cost = priced(replace(problem, stay_s=0.0), seconds)
    return seconds, transferred(problem, make_land(problem, cost), cost)


class Annealing:
    """One search: its state, and the best design met so far (least excess first, then least cost)."""

    def __init__(self, problem: DesignProblem, seed: tuple[int, int], search: Search) -> None:
        self.problem, self.search, self.steps = problem, search, 0
        self.rng = np.random.default_rng(seed)
        self.careful = problem.stay_s > 0 and everybody_owns(problem)
        self.pull = pull(problem) if self._small() else None
        self.pool = Pool(problem)
        seconds, owner = self._start(search.rounds)
        cost = priced(problem, seconds)
        self.land = make_land(problem, cost)
        self._begin(seconds, owner)
        self.unit_cost = (
            float(cost.min(axis=0).mean()) + 0.3 * float((added_seconds(problem) * problem.visits).mean()) + EPSILON
        )
        self.seat_cost = self.unit_cost * len(problem.unit_ids) / len(problem.seat_ids)
        self.key, self.best, self.centres = (np.inf, np.inf), owner, np.zeros(0, np.int32)

    def run(self, stop: Stop) -> None:
        """Anneal until the budget is used, then go downhill to the end."""
        from territory.design.kernels import anneal  # noqa: PLC0415 - numba is large, and few who serve need it

        anneal(self.land, self.state, 0, 0.0, 0.0)  # compiled, where it was not yet, before the clock starts
        turn = 0
        while (progress := stop.progress(self.steps)) < 1:
            if int(progress * self.search.anneals) > turn:
                turn = int(progress * self.search.anneals)
                self._finish()
                self._begin(*self._start(1))
            self._epoch(progress * self.search.anneals - turn)
            self.steps += 1
        self._finish()

    def _start(self, rounds: int) -> tuple[Floats, Ints]:
        """Return seconds and owners to begin at: levelled ones; where keeping owners counts, the present ones."""
        if not self.careful:
            return first_design(self.problem, self.rng, rounds)
        return careful_design(self.problem)

    def _begin(self, seconds: Floats, owner: Ints) -> None:
        """Start over from a levelled design."""
        cost = priced(self.problem, seconds)
        self.land = self.land._replace(cost=cost if self.pull is None else linear(self.problem))
        self.moves_of_centres = 0
        self.state = make_state(
            self.problem, whole(self.problem, owner, self.land, cost), int(self.rng.integers(2**31)), self.pull
        )

    def _epoch(self, progress: float) -> None:
        from territory.design.kernels import anneal  # noqa: PLC0415 - numba is large, and few who serve need it

        search = self.search
        hot = max(search.cold, search.hot * (_CALM if self.careful else 1.0))
        heat = self.unit_cost * hot * (search.cold / hot) ** progress
        price = self.seat_cost * search.dear_start * (search.dear_end / search.dear_start) ** progress
        anneal(self.land, self.state, self._tries(), price, heat)
        if self.problem.travel.table() is not None or progress * _MOVES_OF_CENTRES > self.moves_of_centres:
            self.moves_of_centres += 1
            self._offer()

    def _finish(self) -> None:
        """Go downhill, with the price of excess raised until none is left or it helps no more."""
        from territory.design.kernels import anneal  # noqa: PLC0415 - numba is large, and few who serve need it

        price = self.seat_cost * self.search.dear_end
        for turn in range(12):
            heat = 0.0 if turn % 2 == 0 else self.unit_cost * self.search.cold
            taken = anneal(self.land, self.state, self._tries(), price * 4**turn, heat)
            if not taken and turn % 2 == 0 and turn:
                break
        self._offer()

    def _offer(self) -> None:
        """Keep the state if it is the best, and count costs from where its centres now are."""
        self.state.load[:] = loads(self.problem, self.state.owner)
        centres = self.offer(self.state.owner)
        if self.pull is not None:
            self.pool.add(self.state.owner, self._paid(), self.state.load)
        elif self.problem.home_share < 1:
            self.land = self.land._replace(
                cost=np.ascontiguousarray(priced(self.problem, blended(self.problem, centres)))
            )

    def offer(self, owner: Ints) -> Ints:
        """Keep owners if they are the best; return the best centres for them."""
        centres = recentred(self.problem, owner)
        over = total_excess(self.problem, loads(self.problem, owner))
        key = (over if over > EPSILON else 0.0, cost_of(self.problem, owner, centres))
        if key < self.key:
            self.key, self.best, self.centres = key, owner.copy(), centres
        return centres

    def _paid(self) -> Floats:
        """Return what each seat pays for its territory around its best centre."""
        owner = self.state.owner
        own = self.land.cost[owner, np.arange(len(owner))]
        return np.asarray(self.state.middles.paid + np.bincount(owner, weights=own, minlength=len(self.land.cost)))

    def _tries(self) -> int:
        return self.search.tries_per_unit * len(self.state.owner)

    def _small(self) -> bool:
        units, seats, _ = self.problem.sizes
        return units <= self.search.follow_most * seats and units <= _MOST_PAIRED


_CALM = 0.05
"""Heat where keeping owners counts, beside a clean sheet's: what is good already is not to be melted."""

_ANNEALED = 0.85
"""The part of the budget after which territories are put together."""

_MOVES_OF_CENTRES = 4
"""How often centres move during an anneal where finding them takes shortest paths."""

_SMALL = 500
"""Units up to which a land is annealed several times from hot."""

_LARGE = 4000
"""Units above which a start is re-centred less often: each time takes a shortest-path tree for every seat."""

_MOST_PAIRED = 2000
"""Units up to which what each pays under each centre is kept as a table: 32 MB."""

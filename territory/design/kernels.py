"""Compiled moves on a map of territories: shift one unit across a border, or swap two; contiguity is never lost.

The search anneals ``cost + price x excess``, where excess sums over seats and measures how far a seat lies outside its
bounds as a part of its target. With contiguity asked, a unit only moves to a seat that owns a neighbour, and only if
the seat it leaves stays in one piece. Random numbers come from a state that is passed in: same state, same moves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from territory.design.centres import Middles, cheapest, join, leave


class Land(NamedTuple):
    """What does not change while units move; see `DesignProblem` for shapes. `near` are neighbours in CSR form."""

    cost: NDArray[np.float64]
    measures: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    per_target: NDArray[np.float64]
    allowed: NDArray[np.bool_]
    near_start: NDArray[np.int32]
    near: NDArray[np.int32]
    exempt: NDArray[np.bool_]
    contiguous: bool


class State(NamedTuple):
    """What moves: owners, loads (k, p), units by seat, marks and a queue for the walk, the random state."""

    owner: NDArray[np.int32]
    load: NDArray[np.float64]
    sizes: NDArray[np.int32]
    mark: NDArray[np.int64]
    queue: NDArray[np.int32]
    random: NDArray[np.uint64]
    middles: Middles


class Terms(NamedTuple):
    """What a move may cost: the price of excess, and the most that the whole may rise."""

    price: float
    most: float


@njit(cache=True)
def draw(random: NDArray[np.uint64], below: int) -> int:
    """Return a random number in 0..below-1 (xorshift64*)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return int(np.int64(((x * np.uint64(2685821657736338717)) >> np.uint64(33)) % np.uint64(below)))


@njit(cache=True)
def outside(land: Land, measure: int, seat: int, load: np.float64) -> np.float64:
    """Return how far a load lies outside the seat's bounds, as a part of its target."""
    over: np.float64 = max(load - land.upper[measure, seat], land.lower[measure, seat] - load)
    part: np.float64 = over * land.per_target[measure, seat]
    return max(part, np.float64(0.0))


@njit(cache=True)
def transfer_excess(land: Land, state: State, unit: int, seat: int, back: int) -> np.float64:
    """Return the change of excess if `unit` goes to `seat`, and `back` (or -1 for none) the other way."""
    old, change = state.owner[unit], np.float64(0.0)
    for k in range(land.measures.shape[0]):
        moved = land.measures[k, unit]
        if back >= 0:
            moved -= land.measures[k, back]
        left, held = state.load[k, old], state.load[k, seat]
        change += outside(land, k, old, left - moved) - outside(land, k, old, left)
        change += outside(land, k, seat, held + moved) - outside(land, k, seat, held)
    return change


@njit(cache=True)
def touches(land: Land, state: State, unit: int, seat: int, other_than: int) -> bool:
    """Return whether the seat owns a neighbour of `unit` other than one."""
    for at in range(land.near_start[unit], land.near_start[unit + 1]):
        other = land.near[at]
        if other != other_than and state.owner[other] == seat:
            return True
    return False


@njit(cache=True)
def stays_whole(land: Land, state: State, unit: int) -> bool:
    """Return whether the owner of `unit` keeps a territory in one piece without it."""
    seat = state.owner[unit]
    state.mark[-1] += 1
    stamp = state.mark[-1]
    first, wanted = -1, 0
    for at in range(land.near_start[unit], land.near_start[unit + 1]):
        other = land.near[at]
        if state.owner[other] == seat:
            state.mark[other] = -stamp
            wanted += 1
            first = other
    if wanted <= 1:
        return True
    state.mark[unit] = stamp
    state.mark[first] = stamp
    state.queue[0] = first
    head, tail, wanted = 0, 1, wanted - 1
    while head < tail:
        here = state.queue[head]
        head += 1
        for at in range(land.near_start[here], land.near_start[here + 1]):
            other = land.near[at]
            if state.owner[other] == seat and state.mark[other] != stamp:
                if state.mark[other] == -stamp:
                    wanted -= 1
                    if wanted == 0:
                        return True
                state.mark[other] = stamp
                state.queue[tail] = other
                tail += 1
    return False


@njit(cache=True)
def give(land: Land, state: State, unit: int, seat: int) -> None:
    """Make `seat` the owner of `unit`."""
    old = state.owner[unit]
    for k in range(land.measures.shape[0]):
        state.load[k, old] -= land.measures[k, unit]
        state.load[k, seat] += land.measures[k, unit]
    if state.middles.paid.shape[0]:
        leave(state.middles, old, state.sizes[old], unit)
        join(state.middles, seat, state.sizes[seat], unit)
    state.sizes[old] -= 1
    state.sizes[seat] += 1
    state.owner[unit] = seat


@njit(cache=True)
def centre_change(state: State, unit: int, seat: int, back: int) -> float:
    """Return the change of what both seats pay around their best centres; 0 where centres are held still."""
    if not state.middles.paid.shape[0] or state.sizes[state.owner[unit]] + (back >= 0) <= 1:
        return 0.0
    old, paid = state.owner[unit], state.middles.paid
    left = cheapest(state.middles, old, state.sizes[old], unit, back)
    held = cheapest(state.middles, seat, state.sizes[seat], back, unit)
    return float(left + held - paid[old] - paid[seat])


@njit(cache=True)
def settle_price(state: State, seat: int) -> None:
    """Note what the seat pays around its best centre."""
    if state.middles.paid.shape[0]:
        state.middles.paid[seat] = cheapest(state.middles, seat, state.sizes[seat], -1, -1)


@njit(cache=True)
def may_leave(land: Land, state: State, unit: int) -> bool:
    """Return whether the owner of `unit` can spare it: it is not the last one, and the rest stays in one piece."""
    if state.sizes[state.owner[unit]] <= 1:
        return False
    return land.exempt[unit] or not land.contiguous or stays_whole(land, state, unit)


@njit(cache=True)
def try_shift(land: Land, state: State, unit: int, seat: int, terms: Terms) -> bool:
    """Give `unit` to `seat` if that raises the price by at most `terms.most` and breaks nothing."""
    old = state.owner[unit]
    change = land.cost[seat, unit] - land.cost[old, unit] + centre_change(state, unit, seat, -1)
    change += terms.price * transfer_excess(land, state, unit, seat, -1)
    if change > terms.most or not may_leave(land, state, unit):
        return False
    give(land, state, unit, seat)
    settle_price(state, old)
    settle_price(state, seat)
    return True


@njit(cache=True)
def try_swap(land: Land, state: State, unit: int, other: int, terms: Terms) -> bool:
    """Exchange two units of different seats if that raises the price by at most `terms.most` and breaks nothing."""
    a, b = state.owner[unit], state.owner[other]
    if not (land.allowed[b, unit] and land.allowed[a, other]):
        return False
    change = land.cost[b, unit] - land.cost[a, unit] + land.cost[a, other] - land.cost[b, other]
    change += centre_change(state, unit, b, other)
    change += terms.price * transfer_excess(land, state, unit, b, other)
    if change > terms.most:
        return False
    if land.contiguous:
        if not (touches(land, state, other, a, unit) and touches(land, state, unit, b, other)):
            return False
        if not stays_whole(land, state, unit):
            return False
        give(land, state, unit, b)
        if not stays_whole(land, state, other):
            give(land, state, unit, a)
            return False
    else:
        give(land, state, unit, b)
    give(land, state, other, a)
    settle_price(state, a)
    settle_price(state, b)
    return True


@njit(cache=True)
def partner(land: Land, state: State, start: int, unit: int) -> int:
    """Return a unit of the same seat as `start`, a short random walk away."""
    seat, here = state.owner[start], start
    for _ in range(draw(state.random, 5)):
        first, end = land.near_start[here], land.near_start[here + 1]
        other = land.near[first + draw(state.random, end - first)]
        if state.owner[other] == seat and other != unit:
            here = other
    return here


@njit(cache=True, nogil=True)
def anneal(land: Land, state: State, tries: int, price: float, heat: float) -> int:
    """Try `tries` random moves; a move that raises the price by x is taken with probability exp(-x / heat)."""
    units, seats, taken = state.owner.shape[0], land.cost.shape[0], 0
    for _ in range(tries):
        unit = draw(state.random, units)
        most = -1e-9
        if heat > 0:
            most = -heat * np.log((draw(state.random, 1 << 30) + 1.0) / (1 << 30))
        terms = Terms(price, most)
        first, end = land.near_start[unit], land.near_start[unit + 1]
        if land.exempt[unit] or first == end:
            seat = draw(state.random, seats)
            if seat != state.owner[unit] and land.allowed[seat, unit]:
                taken += try_shift(land, state, unit, seat, terms)
            continue
        near = land.near[first + draw(state.random, end - first)]
        seat = state.owner[near]
        if seat == state.owner[unit]:
            continue
        if draw(state.random, 2) == 0:
            if land.allowed[seat, unit]:
                taken += try_shift(land, state, unit, seat, terms)
        else:
            taken += try_swap(land, state, unit, partner(land, state, near, unit), terms)
    return taken


@njit(cache=True, nogil=True)
def priced_owner(
    cost: NDArray[np.float64], allowed: NDArray[np.bool_], per_load: NDArray[np.float64], prices: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Return the cheapest allowed seat of each unit when a seat asks ``price x per_load`` on top."""
    seats, units = cost.shape
    owner = np.full(units, -1, np.int32)
    for unit in range(units):
        best = np.inf
        for seat in range(seats):
            if allowed[seat, unit]:
                value = cost[seat, unit] + prices[seat] * per_load[unit]
                if value < best:
                    best = value
                    owner[unit] = seat
    return owner

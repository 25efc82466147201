"""Compiled upkeep of territories whose centre is always their best one (their 1-median).

For each seat and unit, `pulls` holds what all of the seat's units would pay if that unit were the centre; a move
changes it by one row of `Land.pull`, and the best centre before and after is a minimum over the seat's members.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray


class Middles(NamedTuple):
    """Seats' members and what each would cost as the centre; all empty where centres are held still.

    `pull` (n, n): what unit [row] pays if unit [column] is its centre. `pulls` (p, n). `members` (p, n) holds the
    seat's units in its first `sizes` places, `place` (n) where a unit stands there. `paid` (p): the price of the best
    centre.
    """

    pull: NDArray[np.float64]
    pulls: NDArray[np.float64]
    members: NDArray[np.int32]
    place: NDArray[np.int32]
    paid: NDArray[np.float64]


@njit(cache=True)
def cheapest(middles: Middles, seat: int, size: int, loses: int, gains: int) -> float:
    """Return what the seat pays around its best centre if it loses one unit and gains another (-1: none)."""
    best = np.inf
    pull = middles.pull
    for at in range(size):
        centre = middles.members[seat, at]
        if centre == loses:
            continue
        value = middles.pulls[seat, centre]
        if loses >= 0:
            value -= pull[loses, centre]
        if gains >= 0:
            value += pull[gains, centre]
        best = min(best, value)
    if gains >= 0:
        value = middles.pulls[seat, gains]
        if loses >= 0:
            value -= pull[loses, gains]
        best = min(best, value)
    return best


@njit(cache=True)
def leave(middles: Middles, seat: int, size: int, unit: int) -> None:
    """Take `unit` out of the seat's first `size` members."""
    at, last = middles.place[unit], middles.members[seat, size - 1]
    middles.members[seat, at] = last
    middles.place[last] = at
    for centre in range(middles.pull.shape[0]):
        middles.pulls[seat, centre] -= middles.pull[unit, centre]


@njit(cache=True)
def join(middles: Middles, seat: int, size: int, unit: int) -> None:
    """Add `unit` to the seat's `size` members."""
    middles.members[seat, size] = unit
    middles.place[unit] = size
    for centre in range(middles.pull.shape[0]):
        middles.pulls[seat, centre] += middles.pull[unit, centre]


def no_middles() -> Middles:
    """Return the value of a search whose centres are held still."""
    floats, ints = np.zeros((0, 0)), np.zeros((0, 0), np.int32)
    return Middles(floats, floats, ints, np.zeros(0, np.int32), np.zeros(0))


def make_middles(pull: NDArray[np.float64], owner: NDArray[np.int32], seats: int) -> Middles:
    """Return the upkeep begun at `owner`."""
    n = len(owner)
    middles = Middles(
        np.ascontiguousarray(pull),
        np.stack([pull[owner == seat].sum(axis=0) for seat in range(seats)]),
        np.zeros((seats, n), np.int32),
        np.zeros(n, np.int32),
        np.zeros(seats),
    )
    for seat in range(seats):
        inside = np.flatnonzero(owner == seat)
        middles.members[seat, : len(inside)] = inside
        middles.place[inside] = np.arange(len(inside))
        middles.paid[seat] = middles.pulls[seat, inside].min()
    return middles

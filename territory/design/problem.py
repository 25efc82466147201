"""The problem of designing territories as a value, and its answer.

Units (accounts) are numbered 0..n-1, seats (reps) 0..p-1, measures (workload, potential, ...) 0..k-1.
Units of measurement: seconds for travel, hours a year for workload, the workspace's currency for potential.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


class UnitTravel(Protocol):
    """Travel to every unit, asked for a few origins at a time: a table of all pairs, or a road network."""

    def from_seats(self) -> Floats:
        """Return the seconds from each seat's home to each unit, shape (p, n)."""

    def from_units(self, units: Ints) -> Floats:
        """Return the seconds from each of `units` to each unit, shape (len(units), n)."""

    def table(self) -> Floats | None:
        """Return the seconds between all pairs of units, shape (n, n), where they are kept."""

    def centre(self, members: Ints, visits: Floats) -> int:
        """Return the member from which the others, weighted by their visits, are reached in least time."""


@dataclass(frozen=True, slots=True, eq=False)
class Leaning:
    """How accounts lean to the reps who have won more in their sector; all arrays have the shape (p, n).

    Attributes
    ----------
    seconds : float array
        What each visit by the seat costs more than one by who has most success there.
    won, closed : int arrays
        Deals in the unit's sector that the seat has won, and closed.
    sectors : tuple of str, length n
    """

    seconds: Floats
    won: Ints
    closed: Ints
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DesignProblem:
    """Partition units among seats.

    Attributes
    ----------
    unit_ids, seat_ids : tuple of str
    positions : float array, shape (n, 2)
        Latitude and longitude; the engine uses them only to propose moves where no `edges` are given.
    visits : float array, shape (n,)
        Visits a year: the weight of a unit's travel.
    measures : float array, shape (k, n)
        What is balanced, by unit.
    measure_names : tuple of str, length k
    targets : float array, shape (k, p)
        What each seat should hold: its share (by capacity) of each measure's total.
    lower, upper : float arrays, shape (k, p)
        What each seat may hold. An infinite `upper` and a zero `lower` leave a measure free.
    allowed : bool array, shape (p, n)
        Whether the seat may own the unit: locks, skills, languages, experience tiers.
    travel : UnitTravel
    edges : int array, shape (m, 2), or None
        Pairs of adjacent units. Where given, each territory must be contiguous over them (see `contiguity`).
    home_share : float
        How much of a unit's travel is counted from the seat's home; the rest is counted from the territory's
        own centre. 1: the homes alone are the centres. 0: centres are chosen freely.
    owner : int array, shape (n,), or None
        The present alignment; -1 where a unit has no owner.
    stay_s : float
        What leaving a unit with its present owner is worth, in seconds of travel at each visit.
    leaning : Leaning or None
        Past success by sector, where it is weighed.
    hindered : mapping of (seat, unit) to str
        Why a present owner may not own the unit, in words.
    """

    unit_ids: tuple[str, ...]
    seat_ids: tuple[str, ...]
    positions: Floats
    visits: Floats
    measures: Floats
    measure_names: tuple[str, ...]
    targets: Floats
    lower: Floats
    upper: Floats
    allowed: Bools
    travel: UnitTravel
    edges: Ints | None = None
    home_share: float = 0.0
    owner: Ints | None = None
    stay_s: float = 0.0
    leaning: Leaning | None = None
    hindered: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n, p, k = len(self.unit_ids), len(self.seat_ids), len(self.measure_names)
        shapes = {
            "positions": (self.positions, (n, 2)),
            "visits": (self.visits, (n,)),
            "measures": (self.measures, (k, n)),
            "targets": (self.targets, (k, p)),
            "lower": (self.lower, (k, p)),
            "upper": (self.upper, (k, p)),
            "allowed": (self.allowed, (p, n)),
        }
        for name, (array, shape) in shapes.items():
            if array.shape != shape:
                raise ValueError(f"{name} has shape {array.shape}, not {shape}")
        if not 0 <= self.home_share <= 1:
            raise ValueError(f"home_share lies between 0 and 1, not at {self.home_share}")
        if not 0 < p <= n:
            raise ValueError(f"{p} seats cannot share {n} units")

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Return the numbers of units, seats and measures."""
        return len(self.unit_ids), len(self.seat_ids), len(self.measure_names)


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """An answer to a `DesignProblem`.

    Attributes
    ----------
    owner : int array, shape (n,)
        The seat that owns each unit.
    centres : int array, shape (p,)
        The unit at the centre of each seat's territory.
    cost : float
        Visits times seconds of travel (see `DesignProblem.home_share`), moved units priced by `stay_s`.
    steps, seed : int
        What makes the same design again.
    """

    owner: Ints
    centres: Ints
    cost: float
    steps: int
    seed: int


def exempt_units(problem: DesignProblem) -> Bools:
    """Return which units contiguity does not ask about.

    A unit that some of the usual owners may not own (a lock, a rare skill) lies on its owner's list wherever it is,
    and does not cut the land under it. The usual owners are the set of seats that may own the most units.
    """
    patterns, kind, counts = np.unique(problem.allowed.T, axis=0, return_inverse=True, return_counts=True)
    usual = patterns[int(np.argmax(counts))]
    lacks = (usual[None, :] & ~patterns).any(axis=1)
    return np.asarray(lacks[kind.reshape(-1)], dtype=np.bool_)

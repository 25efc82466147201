"""What turns take: by their angle, across oncoming traffic or not, back again, and onto a more important road."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.profile import Profile

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

STRAIGHT_DEG = 25.0
"""Turns up to this angle are none."""


@dataclass(frozen=True, slots=True, eq=False)
class Junctions:
    """What the delays of turns depend on.

    Attributes
    ----------
    degree, full_degree : int arrays, shape (n,)
        Edges that end at each node: those that lead somewhere, and all.
    arc_local : bool array, shape (a,)
        Arcs for arriving only: a drive makes no junction for those who pass it.
    signal : bool array, shape (n,)
    arc_tail, arc_head, arc_edge, arc_class : arrays, shape (a,)
    leaves_deg, arrives_deg : float64 arrays, shape (a,)
        Compass bearings at the beginning and the end of each arc.
    """

    degree: NDArray[np.int64]
    full_degree: NDArray[np.int64]
    arc_local: NDArray[np.bool_]
    signal: NDArray[np.bool_]
    arc_tail: Ints
    arc_head: Ints
    arc_edge: Ints
    arc_class: NDArray[np.uint8]
    leaves_deg: Floats
    arrives_deg: Floats


def turn_ms(junctions: Junctions, profile: Profile, origin: NDArray[np.int64], onto: NDArray[np.int64]) -> Ints:
    """Return the milliseconds of turning from each arc of `origin` onto the one beside it in `onto`."""
    j, turns = junctions, profile.tables["turns"]
    node = j.arc_head[origin]
    degree = np.where(j.arc_local[origin] | j.arc_local[onto], j.full_degree[node], j.degree[node])
    angle = (j.leaves_deg[onto] - j.arrives_deg[origin] + 180.0) % 360.0 - 180.0
    right, left = (turns["left"], turns["right"]) if profile.drives_left else (turns["right"], turns["left"])
    bend = np.where(np.abs(angle) > STRAIGHT_DEG, np.minimum(np.abs(angle) / 90.0, 1.5), 0.0)
    s = np.where(degree >= 3, bend * np.where(angle > 0, right, left), 0.0)
    s += np.where(_yields(j, profile, origin), turns["yield"], 0.0)
    back = j.arc_edge[origin] == j.arc_edge[onto]
    turned = np.where(degree == 1, turns["dead_end"], turns["u_turn"])
    return np.asarray(np.rint(np.where(back, turned, s) * 1000), np.int32)


def _yields(j: Junctions, profile: Profile, origin: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say who arrives at a more important road without a signal; classes are listed by importance."""
    best = np.full(len(j.degree), len(profile.classes), np.int64)
    np.minimum.at(best, j.arc_head, j.arc_class)
    np.minimum.at(best, j.arc_tail, j.arc_class)
    node = j.arc_head[origin]
    least = profile.classes.index("tertiary_link")
    return np.asarray((j.arc_class[origin] > best[node] + 1) & (best[node] <= least) & ~j.signal[node])


def bearing_deg(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return compass bearings of short lines, in degrees; north is 0, east is 90."""
    east = (lon_b - lon_a) * np.cos(np.radians((lat_a + lat_b) / 2))
    return np.asarray(np.degrees(np.arctan2(east, lat_b - lat_a)))

"""Is this where it claims to be? Swapped coordinates, zeros, and places far from everything else in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence

EARTH_RADIUS_KM = 6371.0
LONELY_KM = 300.0
"""An account farther than this from every other account and rep is taken for a mistake."""


def misplaced(named: Mapping[str, tuple[float, float]], known: Sequence[tuple[float, float]]) -> dict[str, Problem]:
    """Return a problem for each place that lies at 0, 0 or far from all the others.

    Parameters
    ----------
    named : mapping of where (in words) to (lat, lon)
        The places of the file.
    known : sequence of (lat, lon)
        Places that are in the workspace already.
    """
    positions = np.array([*named.values(), *known], dtype=np.float64).reshape(-1, 2)
    if len(positions) < 3:
        return {where: _at_zero(where) for where, place in named.items() if place == (0.0, 0.0)}
    points = _on_sphere(positions)
    from scipy.spatial import cKDTree  # noqa: PLC0415 - slow to import, and most files name no places

    tree = cKDTree(points)
    nearest_km = tree.query(points[: len(named)], k=2)[0][:, 1]
    swapped_km = tree.query(_on_sphere(positions[: len(named), ::-1]), k=1)[0]
    problems = {}
    for row, (where, place) in enumerate(named.items()):
        if place == (0.0, 0.0):
            problems[where] = _at_zero(where)
        elif nearest_km[row] > LONELY_KM:
            problems[where] = _lonely(where, place, nearest_km[row], swapped=bool(swapped_km[row] < LONELY_KM))
    return problems


def _on_sphere(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn degrees into points whose straight distance is, for a few hundred km, that over the ground."""
    lat, lon = np.radians(positions).T
    return EARTH_RADIUS_KM * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _at_zero(where: str) -> Problem:
    return Problem("place-at-zero", where, "latitude and longitude are both 0", "Write its place, or only its address.")


def _lonely(where: str, place: tuple[float, float], distance_km: float, *, swapped: bool) -> Problem:
    lat, lon = place
    if swapped:
        cause = sentence("{lat:g}, {lon:g} looks like longitude before latitude", lat=lat, lon=lon)
        return Problem("place-swapped", where, cause, sentence("Write lat {lon:g} and lon {lat:g}.", lon=lon, lat=lat))
    cause = sentence(
        "{lat:g}, {lon:g} is {distance_km:.0f} km from every other place: at sea, or in another country",
        lat=lat,
        lon=lon,
        distance_km=distance_km,
    )
    return Problem(
        "place-far-away", where, cause, "Check lat and lon; if they are right, first import a rep who lives near."
    )

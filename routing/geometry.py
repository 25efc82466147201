"""Distances on the earth and positions on a plane, for arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

Floats = NDArray[np.float64]


def haversine_m(lat_a: Any, lon_a: Any, lat_b: Any, lon_b: Any) -> Floats:
    """Return great-circle metres between positions in degrees; arrays are broadcast."""
    a, b = np.radians(lat_a), np.radians(lat_b)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(np.subtract(lon_b, lon_a)) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


METRES_A_DEGREE = EARTH_M * np.pi / 180
"""Of latitude."""


def flat_m(positions: Floats) -> Floats:
    """Return metres north and east of positions in degrees, shape (n, 2), on a plane that is true in their middle."""
    return np.asarray(positions * METRES_A_DEGREE * np.array([1.0, np.cos(np.radians(positions[:, 0].mean()))]))


def mercator(lat: Any, lon: Any) -> tuple[Floats, Floats]:
    """Return x and y on a plane that keeps angles; a metre on the ground is ``1 / cos(lat)`` there."""
    return EARTH_M * np.radians(lon), EARTH_M * np.arcsinh(np.tan(np.radians(np.clip(lat, -89.0, 89.0))))


def degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return latitude and longitude of points on the plane of `mercator`."""
    return np.degrees(np.arctan(np.sinh(y / EARTH_M))), np.degrees(x / EARTH_M)


def junction_density(lat: Floats, lon: Floats, junctions: NDArray[np.int64], asked: NDArray[np.int64]) -> Floats:
    """Return junctions per square kilometre around positions.

    Counted in the nine cells of 300 m around each; `junctions` and `asked` are positions in `lat` and `lon`.
    """
    scale = np.cos(np.radians(lat.mean()))
    x, y = mercator(lat, lon)
    column, row = ((plane * scale // 300).astype(np.int64) for plane in (x, y))
    cell = column * 2**32 + row
    cells, counts = np.unique(cell[junctions], return_counts=True)
    total = np.zeros(len(asked))
    for shift in [dx * 2**32 + dy for dx in (-1, 0, 1) for dy in (-1, 0, 1)]:
        wanted = cell[asked] + shift
        found = np.minimum(np.searchsorted(cells, wanted), max(len(cells) - 1, 0))
        if len(cells):
            total += np.where(cells[found] == wanted, counts[found], 0)
    return np.asarray(total / 0.81)

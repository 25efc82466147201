"""The map of potential: square cells with the potential that lies in them, as values and as GeoJSON."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from territory.accounts import Account, AccountKind

METRES_PER_DEGREE = 111_194.93
"""Of latitude, on a sphere of the earth's mean radius."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the map; `potential_prospects` is the part of its potential that nobody buys from us yet."""

    south: float
    west: float
    north: float
    east: float
    accounts: int
    potential: float
    potential_prospects: float


def cells(accounts: Iterable[Account], size_m: float) -> tuple[Cell, ...]:
    """Return the cells that hold accounts, the greatest potential first.

    Cells are `size_m` high everywhere and `size_m` wide at the middle latitude of the accounts; they are counted from
    the equator and the meridian of Greenwich, so that two maps of one size can be laid over each other.
    """
    listed = list(accounts)
    if not listed:
        return ()
    spots, (high, wide) = _spots(listed, size_m)
    groups: dict[tuple[int, int], list[Account]] = defaultdict(list)
    for account, (row, column) in zip(listed, spots.tolist(), strict=True):
        groups[row, column].append(account)
    found = [_cell(row * high, column * wide, high, wide, group) for (row, column), group in groups.items()]
    return tuple(sorted(found, key=lambda cell: (-round(cell.potential, 6), cell.south, cell.west)))


def readable_cells(accounts: Sequence[Account], sizes_m: Sequence[float], most: int) -> tuple[tuple[Cell, ...], float]:
    """Return the cells of the first size that gives no more than `most` of them, else of the last; and their size."""
    few = (size for size in sizes_m if accounts and len(set(map(tuple, _spots(accounts, size)[0].tolist()))) <= most)
    size_m = next(few, sizes_m[-1] if accounts else sizes_m[0])
    return cells(accounts, size_m), size_m


def _spots(accounts: Sequence[Account], size_m: float) -> tuple[NDArray[np.int64], tuple[float, float]]:
    """Return the row and column of each account's cell, and the height and width of a cell in degrees."""
    if size_m <= 0:
        raise ValueError(f"cells need a size above zero: {size_m}")
    at = np.array([(one.lat, one.lon) for one in accounts])
    middle = round((at[:, 0].min() + at[:, 0].max()) / 2)
    high = size_m / METRES_PER_DEGREE
    wide = high / max(math.cos(math.radians(middle)), 0.01)
    return np.floor(at / (high, wide)).astype(np.int64), (high, wide)


def _cell(south: float, west: float, high: float, wide: float, group: Sequence[Account]) -> Cell:
    open_ = sum(account.potential for account in group if account.kind is AccountKind.PROSPECT)
    whole = sum(account.potential for account in group)
    return Cell(south, west, south + high, west + wide, len(group), whole, open_)


def to_geojson(found: Sequence[Cell]) -> dict[str, object]:
    """Return the cells as a GeoJSON FeatureCollection (RFC 7946: longitude first, rings anticlockwise)."""
    return {"type": "FeatureCollection", "features": [_feature(cell, rank) for rank, cell in enumerate(found, 1)]}


def _feature(cell: Cell, rank: int) -> dict[str, object]:
    corners = [
        (cell.west, cell.south),
        (cell.east, cell.south),
        (cell.east, cell.north),
        (cell.west, cell.north),
        (cell.west, cell.south),
    ]
    ring = [[round(lon, 6), round(lat, 6)] for lon, lat in corners]
    properties = {
        "rank": rank,
        "accounts": cell.accounts,
        "potential": round(cell.potential, 2),
        "potential_prospects": round(cell.potential_prospects, 2),
    }
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}

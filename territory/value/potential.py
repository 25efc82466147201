"""The map of potential: square cells with the potential that lies in them, as values and as GeoJSON."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    if size_m <= 0:
        raise ValueError(f"cells need a size above zero: {size_m}")
    listed = list(accounts)
    if not listed:
        return ()
    middle = round((min(a.lat for a in listed) + max(a.lat for a in listed)) / 2)
    high = size_m / METRES_PER_DEGREE
    wide = high / max(math.cos(math.radians(middle)), 0.01)
    groups: dict[tuple[int, int], list[Account]] = defaultdict(list)
    for account in listed:
        groups[math.floor(account.lat / high), math.floor(account.lon / wide)].append(account)
    found = [_cell(row * high, column * wide, high, wide, group) for (row, column), group in groups.items()]
    return tuple(sorted(found, key=lambda cell: (-cell.potential, cell.south, cell.west)))


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

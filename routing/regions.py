"""In which region of a country a place lies, from polygons that are on board, without asking anybody.

They are Natural Earth's states and provinces (public domain, drawn at 1:10 million), of the countries whose regions
have public holidays of their own; `tools.make_regions` makes the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import shapely

FILE = Path(__file__).resolve().parents[1] / "data" / "regions" / "regions.npz"
UNIT_DEGREES = 0.001
UNSURE_DEGREES = 0.02
"""As far as the polygons may be wrong, about two kilometres: nearer to a border no region is told."""


@dataclass(frozen=True, slots=True, eq=False)
class _Country:
    codes: tuple[str, ...]
    tree: shapely.STRtree


def region_at(country: str, lat: float, lon: float) -> str:
    """Return the code of the region of a country in which a place lies for sure.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-2.

    Returns
    -------
    str
        As `holidays` writes it, such as ``NW``; that of ISO 3166-2 where it knows none of that name. Empty where the
        place may be in two of them or in none, and for countries without such regions.
    """
    if country not in _names():
        return ""
    known = _countries()[country]
    import shapely  # noqa: PLC0415 - slow to import, and few places are asked for

    near = known.tree.query(shapely.Point(lon, lat), predicate="dwithin", distance=UNSURE_DEGREES)
    codes = {known.codes[number] for number in near}
    return codes.pop() if len(codes) == 1 else ""


def has_regions(country: str) -> bool:
    """Return whether regions of a country have public holidays of their own."""
    return country in _names()


def region_names(country: str) -> dict[str, str]:
    """Return the names of a country's regions, in its own language and in English, and the code of each."""
    return {name: code for code, names in _names().get(country, ()) for name in names.split("|") if name}


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the code and the names of each region by its country: the polygons are slow to make, and seldom asked."""
    import numpy as np  # noqa: PLC0415 - as above

    with np.load(FILE) as kept:
        rows = zip(*(kept[name].tolist() for name in ("countries", "codes", "names")), strict=True)
    found: dict[str, list[tuple[str, str]]] = {}
    for country, code, names in rows:
        found.setdefault(country, []).append((code, names))
    return {country: tuple(regions) for country, regions in found.items()}


@lru_cache(maxsize=1)
def _countries() -> dict[str, _Country]:
    import numpy as np  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    with np.load(FILE) as kept:
        countries, codes = (kept[name] for name in ("countries", "codes"))
        degrees = np.cumsum(kept["steps"], axis=0) * UNIT_DEGREES
        offsets = tuple(kept[f"offsets{number}"] for number in range(3))
    shapes = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, degrees, offsets)
    found = {}
    for country in np.unique(countries):
        own = np.flatnonzero(countries == country)
        tree = shapely.STRtree(shapes[own])
        found[str(country)] = _Country(tuple(map(str, codes[own])), tree)
    return found

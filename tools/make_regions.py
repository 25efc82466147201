"""Make the polygons of the world's regions that `routing.regions` reads, from Natural Earth's states and provinces.

    python -m tools.make_regions ne_10m_admin_1_states_provinces.parquet data/regions/regions.npz

Natural Earth is in the public domain (https://www.naturalearthdata.com/about/terms-of-use/); any program writes its
shapefile as GeoParquet. Only countries whose regions have public holidays of their own are taken, and each region by
the code that `holidays` knows, else by ISO 3166-2's.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from scheduler.demand.holiday_regions import countries_with_regions, library_spellings, plain

SIMPLER_DEGREES = 0.01
"""About a kilometre: the source is drawn at 1:10 million and is no better."""
UNIT_DEGREES = 0.001
NAMED = ("iso_3166_2", "region_cod", "name", "name_local", "name_en", "name_pl", "region", "geonunit", "gn_name")
CALLED = ("iso_3166_2", "name", "name_local", "name_en", "region", "geonunit")

OTHERWISE = {"FR-67": "6AE", "FR-68": "6AE", "IT-CI": "SU", "IT-VS": "SU", "IT-OT": "SS", "IT-OG": "NU"}
"""Regions that the library calls otherwise, or that are parts of others by now."""
CITY = 4
"""Codes so long are those of cities that the library has beside its regions."""


def main(source: Path, target: Path) -> None:
    """Read the source and write the target."""
    import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - the product does without it

    countries = countries_with_regions()
    rows = [row for row in pyarrow.parquet.read_table(source).to_pylist() if row["iso_a2"] in countries]
    pieces = shapely.coverage_simplify(shapely.from_wkb([row["geometry"] for row in rows]), SIMPLER_DEGREES)
    parts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row, piece in zip(rows, pieces, strict=True):
        country, code = row["iso_a2"], code_of(row)
        parts[country, code].append(piece)
        for name in texts(row, CALLED):
            named[country, name].add(code)
    keys = sorted(parts)
    shapes = [whole(parts[key]) for key in keys]
    _, coordinates, offsets = shapely.to_ragged_array(shapes)
    steps = np.diff(np.round(coordinates / UNIT_DEGREES).astype(np.int32), axis=0, prepend=np.zeros((1, 2), np.int32))
    own: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (country, name), codes in sorted(named.items()):
        if len(codes) == 1:  # a name of several regions tells none of them
            own[country, min(codes)].append(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        target,
        countries=np.array([country for country, _ in keys]),
        codes=np.array([code for _, code in keys]),
        names=np.array(["|".join(own[key]) for key in keys]),
        steps=steps,
        **{f"offsets{number}": np.asarray(offset, np.int32) for number, offset in enumerate(offsets)},
    )


def whole(pieces: list[Any]) -> Any:
    """Return a region in one: GeoParquet's neighbours share their borders exactly."""
    union = shapely.set_precision(shapely.union_all(pieces), UNIT_DEGREES)
    return union if union.geom_type == "MultiPolygon" else shapely.MultiPolygon([union])


def code_of(row: Mapping[str, Any]) -> str:
    """Return the code by which `holidays` knows a region, else that of ISO 3166-2."""
    if (whole_code := str(row["iso_3166_2"] or "")) in OTHERWISE:
        return OTHERWISE[whole_code]
    known, iso = library_spellings(row["iso_a2"]), whole_code.partition("-")[2]
    codes = (known.get(plain(text)) for text in (iso, *texts(row, NAMED)))
    return next((code for code in codes if code and len(code) < CITY), iso.rstrip("~"))


def texts(row: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    """Return what some columns say, dotted codes by their last part too (``ES.MD``)."""
    said = [str(row[column]) for column in columns if row.get(column)]
    return [text for one in said for text in (one, one.rpartition(".")[2]) if text]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Travel tables kept on disk, a block for each territory; only what changed is asked for again.

A block's name is the hash of what measured it and of its places' positions. A damaged block is made again with a
warning, and a disk that is full costs the keeping, never the answer.
"""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import get_ident
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.places import Place
from routing.travel import Leg, TravelEngine, TravelTable

LOG = logging.getLogger(__name__)

Tables = tuple[NDArray[np.int32], NDArray[np.int32]]


READ_FOR_ANY = 4_000
"""Blocks of more places (128 MB) are read only for a tenth of these places or more."""


class Blocks:
    """Tables between places on disk, under the name of what measured them.

    Parameters
    ----------
    folder : Path
        Made when the first block is kept.
    measured_by : str
        All that the answers depend on but the places: whoever answers otherwise has another name.
    most : int
        Blocks kept in the folder; the least recently used go first.
    """

    def __init__(self, folder: Path, measured_by: str, most: int) -> None:
        self._folder, self._most = folder, most
        self._of = hashlib.sha256(measured_by.encode()).hexdigest()[:12]

    def find(self, spots: NDArray[np.float64]) -> Tables | None:
        """Return the tables between spots (latitude, longitude), in their order; None where they are not kept."""
        path = self._path(spots)
        block = _load(path) if path.exists() else None
        if block is None or not np.array_equal(block[0], spots):
            return None
        path.touch()
        return block[1]

    def most_alike(self, spots: NDArray[np.float64]) -> tuple[NDArray[np.float64], Tables] | None:
        """Return the spots and tables of the kept block that knows most of some spots; None if none knows half of them.

        Of the others the spots alone are read: tables are thousands of times as large. A table of a whole company is
        not read for a few of its places: they are sooner asked for again.
        """
        most = max(READ_FOR_ANY, 10 * len(spots))
        known = [(len(_rows_in(spots, its)[0]), path) for path, its in self._spots() if len(its) <= most]
        for shared, path in sorted(known, key=lambda one: (-one[0], one[1])):
            block = _load(path) if 2 * shared >= len(spots) else None
            if block:
                return block
        return None

    def _spots(self) -> Iterator[tuple[Path, NDArray[np.float64]]]:
        for path in self._folder.glob(f"travel-{self._of}-*.npz"):
            spots = _spots_at(str(path))
            if spots is not None:
                yield path, spots

    def keep(self, spots: NDArray[np.float64], tables: Tables) -> None:
        """Keep the tables between spots; a disk that takes no more is warned of."""
        path = self._path(spots)
        half = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.half")  # threads may keep the same block
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as file:
                np.savez(file, spots=spots, travel_s=tables[0], distance_m=tables[1])
            half.replace(path)
            by_age = sorted(self._folder.glob("travel-*.npz"), key=lambda kept: kept.stat().st_mtime)
            for oldest in by_age[: -self._most]:
                oldest.unlink()
        except OSError as error:
            half.unlink(missing_ok=True)
            LOG.warning(
                "Travel times cannot be kept in %s (%s); they are computed again next time.", path, error.strerror
            )

    def _path(self, spots: NDArray[np.float64]) -> Path:
        return self._folder / f"travel-{self._of}-{hashlib.sha256(spots.tobytes()).hexdigest()[:20]}.npz"


class KeptTravel:
    """A travel engine that remembers its tables.

    Parameters
    ----------
    engine : TravelEngine
    folder : Path
        Where the blocks are kept; made when the first one is.
    most : int
        Blocks kept; the least recently used go first.
    """

    def __init__(self, engine: TravelEngine, folder: Path, *, most: int = 200) -> None:
        self._engine = engine
        self._blocks = Blocks(folder, engine.source, most)

    @property
    def source(self) -> str:
        """Return what the answers come from."""
        return self._engine.source

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way between two places, asked for anew."""
        return self._engine.leg(origin, destination)

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:
        """Return the way in words, asked for anew."""
        return self._engine.directions(origin, destination)

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> Tables:
        """Return seconds and metres from each origin to each goal, asked for anew."""
        return self._engine.block(origins, goals)

    def table(self, places: Sequence[Place]) -> TravelTable:
        """Return seconds and metres between all pairs of `places`, from disk as far as they are there."""
        spots, first, row = np.unique(spots_of(places), axis=0, return_index=True, return_inverse=True)
        tables = self._blocks.find(spots) or self._make(spots, [places[k] for k in first])
        travel_s, distance_m = (part[np.ix_(row.ravel(), row.ravel())] for part in tables)
        return TravelTable(tuple(place.id for place in places), travel_s, distance_m, self.source)

    def _make(self, spots: NDArray[np.float64], places: list[Place]) -> Tables:
        """Ask for a block, taking over what the most similar kept one knows, and keep it."""
        known = self._blocks.most_alike(spots)
        if known is None:
            table = self._engine.table(places)
            tables = table.travel_s, table.distance_m
        else:
            rows, old_rows = _rows_in(spots, known[0])
            tables = self._extend(places, rows, tuple(part[np.ix_(old_rows, old_rows)] for part in known[1]))
        self._blocks.keep(spots, tables)
        return tables

    def _extend(self, places: list[Place], rows: NDArray[np.int64], old: tuple[NDArray[np.int32], ...]) -> Tables:
        """Ask only for the pairs of which a place is new."""
        new = np.setdiff1d(np.arange(len(places)), rows)
        tables = np.zeros((2, len(places), len(places)), np.int32)
        for part, kept in zip(tables, old, strict=True):
            part[np.ix_(rows, rows)] = kept
        if len(new):
            changed, same = [places[k] for k in new], [places[k] for k in rows]
            for part, leaving in zip(tables, self._engine.block(changed, places), strict=True):
                part[new] = leaving
            for part, reaching in zip(tables, self._engine.block(same, changed), strict=True):
                part[np.ix_(rows, new)] = reaching
            tables[:, new, new] = 0
        return tables[0], tables[1]


def spots_of(places: Sequence[Place]) -> NDArray[np.float64]:
    """Return latitude and longitude of places, shape (n, 2)."""
    return np.array([[place.lat, place.lon] for place in places], float).reshape(-1, 2)


def _rows_in(spots: NDArray[np.float64], others: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of `spots` that are among `others`, and where."""
    names, other_names = (at[:, 0] + 1j * at[:, 1] for at in (spots, others))
    _, rows, other_rows = np.intersect1d(names, other_names, assume_unique=True, return_indices=True)
    return rows, other_rows


def _load(path: Path) -> tuple[NDArray[np.float64], Tables] | None:
    """Read a block; None with a warning if it is damaged."""
    read = _read(path, ("spots", "travel_s", "distance_m"))
    if read is None:
        return None
    spots, tables = read[0], (read[1], read[2])
    if any(part.shape != (len(spots), len(spots)) for part in tables):
        LOG.warning("The travel times kept in %s do not fit together; they are made again.", path)
        return None
    return spots, tables


@lru_cache(maxsize=1024)
def _spots_at(path: str) -> NDArray[np.float64] | None:
    """Return the spots of a kept block, whose name is their hash: all are looked at whenever a new block is made."""
    read = _read(Path(path), ("spots",))
    return read[0] if read else None


def _read(path: Path, names: Sequence[str]) -> list[NDArray[Any]] | None:
    """Read some of what a block holds; None with a warning if it is damaged."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            return [kept[name] for name in names]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        LOG.warning("The travel times kept in %s are damaged (%s); they are made again.", path, error)
        return None

"""The ground as compact arrays, kept beside the road network that was made of the same source."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.ground.kinds import AREAS, DEEPEST, Look

WORLD = 1 << 30
"""Width and height of the earth on the web's square map (spherical Mercator): a unit is at most four centimetres."""
AREA_PIXELS = 6
"""An area is drawn from the zoom on at which it is so many pixels wide or high."""
FORMAT = 1

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


class GroundDamagedError(ValueError):
    """Bytes are no ground of this version's."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a map shows beneath tours, in the order of what matters first: features seen from afar stand before others.

    Attributes
    ----------
    kind, look, zoom, name : int32 arrays, length n
        The layer, positions in `words` of the class and the name, and from which zoom on it is drawn.
    parts : int32 array, length n + 1
        The lines or rings of feature i are the parts ``parts[i]:parts[i + 1]``; a part's points are
        ``x[points[p]:points[p + 1]]``.
    x, y : int32 arrays
        On a square of `WORLD` units, y southwards.
    box : int32 array, shape (n, 4)
        West, north, east and south of each feature.
    words : tuple of str
    """

    kind: Ints
    look: Ints
    zoom: Ints
    name: Ints
    parts: Ints
    points: Ints
    x: Ints
    y: Ints
    box: Ints
    words: tuple[str, ...]


def on_square(lat: Any, lon: Any) -> tuple[Ints, Ints]:
    """Return positions in degrees on the square map."""
    inside = np.clip(np.asarray(lat, np.float64), -85.051128, 85.051128)
    x = (np.asarray(lon, np.float64) + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(inside))) / np.pi) / 2
    return tuple(np.clip(np.rint(axis * WORLD), 0, WORLD - 1).astype(np.int32) for axis in (x, y))  # type: ignore[return-value]


class GroundBuilder:
    """Gathers features one by one."""

    def __init__(self) -> None:
        self._looks: list[Look] = []
        self._parts: list[int] = []
        self._sizes: list[int] = []
        self._lat, self._lon = array("d"), array("d")

    def add(self, look: Look, parts: Sequence[tuple[Sequence[float], Sequence[float]]]) -> None:
        """Add a feature by its parts, each latitudes and longitudes; an area's rings have four points at least."""
        drawn = [part for part in parts if len(part[0]) >= 4] if look.kind in AREAS else parts
        if not drawn:
            return
        self._looks.append(look)
        self._parts.append(len(drawn))
        for lat, lon in drawn:
            self._sizes.append(len(lat))
            self._lat.extend(lat)
            self._lon.extend(lon)

    def _shapes(self) -> list[list[tuple[Ints, Ints]]]:
        """Return the parts of each feature on the square map: all points are moved there at once."""
        x, y = on_square(self._lat, self._lon)
        starts, parts = _starts(self._sizes).tolist(), _starts(self._parts).tolist()
        flat = [(x[first:end], y[first:end]) for first, end in pairwise(starts)]
        return [flat[first:end] for first, end in pairwise(parts)]

    def ground(self) -> Ground:
        """Return what was gathered."""
        gathered = self._shapes()
        drawn = [_drawn(look, shapes[0]) for look, shapes in zip(self._looks, gathered, strict=True)]
        order = sorted(range(len(drawn)), key=lambda n: (drawn[n].zoom, drawn[n].kind))
        looks, shapes = [drawn[n] for n in order], [gathered[n] for n in order]
        words = {"": 0}
        for one in looks:
            for word in (one.look, one.name):
                words.setdefault(word, len(words))
        flat = [part for shape in shapes for part in shape]
        x, y = (np.concatenate([part[axis] for part in flat]) if flat else np.zeros(0, np.int32) for axis in (0, 1))
        points = _starts([len(part[0]) for part in flat])
        parts = _starts([len(shape) for shape in shapes])
        return Ground(
            kind=_ints([one.kind for one in looks]),
            look=_ints([words[one.look] for one in looks]),
            zoom=_ints([one.zoom for one in looks]),
            name=_ints([words[one.name] for one in looks]),
            parts=parts,
            points=points,
            x=x,
            y=y,
            box=_boxes(x, y, points[parts]),
            words=tuple(words),
        )


def _drawn(look: Look, shape: tuple[Ints, Ints]) -> Look:
    """Return how a feature is drawn: an area from the zoom on at which it can be seen."""
    return Look(look.kind, look.look, _zoom_of(shape), look.name) if look.kind in AREAS else look


def _zoom_of(shape: tuple[Ints, Ints]) -> int:
    """Return the first zoom at which a ring is `AREA_PIXELS` wide or high, tiles being 512 pixels."""
    size = max(int(axis.max()) - int(axis.min()) for axis in shape)
    wanted = AREA_PIXELS * WORLD / 512
    return next((zoom for zoom in range(DEEPEST) if size << zoom >= wanted), DEEPEST)


def _boxes(x: Ints, y: Ints, start: Ints) -> Ints:
    if len(start) < 2:
        return np.zeros((0, 4), np.int32)
    first = start[:-1]
    sides = (np.minimum.reduceat(x, first), np.minimum.reduceat(y, first))
    return np.stack([*sides, np.maximum.reduceat(x, first), np.maximum.reduceat(y, first)], axis=1)


def _starts(sizes: list[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)


def pack(ground: Ground) -> bytes:
    """Return a ground as bytes to be kept."""
    arrays = {field.name: getattr(ground, field.name) for field in fields(ground) if field.name != "words"}
    words = json.dumps([FORMAT, *ground.words], ensure_ascii=False).encode()
    held = io.BytesIO()
    np.savez_compressed(held, words=np.frombuffer(words, np.uint8), **arrays)
    return held.getvalue()


def unpack(data: bytes) -> Ground:
    """Return the ground of bytes; raises `GroundDamagedError` if they are none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            made_by, *words = json.loads(kept["words"].tobytes())
            if made_by != FORMAT:
                raise GroundDamagedError(f"it was made by format {made_by}")
            arrays = {field.name: kept[field.name] for field in fields(Ground) if field.name != "words"}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise GroundDamagedError(str(error)) from error
    return Ground(**arrays, words=tuple(words))

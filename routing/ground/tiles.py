"""Baking a tile of the ground: what lies in it from its zoom on, joined, cut, simplified and bounded in size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.ground.ground import WORLD, Floats, Ground
from routing.ground.kinds import AREAS, DEEPEST, Kind
from routing.ground.mvt import EXTENT, LINE, POINT, POLYGON, TileFeature, tile_of

SIMPLIFIED = 6.0
"""Units of a tile by which lines may move; eight are a pixel."""
SHORTEST = 12.0
"""Lines that are shorter after all pieces of one name are joined are not seen."""
MARGIN, PLACE_MARGIN = 48, EXTENT // 4
"""How far beyond its sides a tile reaches: strokes are wide, and names lie on both sides."""
MOST_POINTS = 6_000
"""Corners that a tile is made of at the most; what is seen from nearer only is left out first."""
NAMED_FROM = {Kind.ROAD: 12, Kind.STREAM: 11, Kind.WATER: 11, Kind.WOOD: DEEPEST + 1}
"""Zooms from which on the names of what is no place are sent."""
SHAPES = {Kind.PLACE: POINT, Kind.WATER: POLYGON, Kind.WOOD: POLYGON}

Numbers = NDArray[np.int64]
Alike = tuple[Kind, str, str]
"""What is drawn as one feature: its layer, class and name."""


def is_tile(zoom: int, x: int, y: int) -> bool:
    """Return whether there is a tile of these numbers."""
    return 0 <= zoom <= DEEPEST and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom


def bake(ground: Ground, zoom: int, x: int, y: int) -> bytes:
    """Return a tile as Mapbox vector tile, empty where nothing lies; layers stand in the order of drawing."""
    frame = (x * (WORLD >> zoom), y * (WORLD >> zoom), EXTENT / (WORLD >> zoom))
    alike: dict[Alike, list[int]] = {}
    for number in _near(ground, zoom, frame):
        kind = Kind(int(ground.kind[number]))
        name = ground.words[ground.name[number]] if zoom >= NAMED_FROM.get(kind, 0) else ""
        alike.setdefault((kind, ground.words[ground.look[number]], name), []).append(int(number))
    layers: dict[Kind, list[TileFeature]] = {kind: [] for kind in Kind}
    left = MOST_POINTS
    for key, numbers in alike.items():
        parts = _parts(ground, key[0], numbers, frame)
        size = sum(len(part) for part in parts)
        if parts and (size <= left or key[0] is Kind.PLACE):
            left -= size
            tags = tuple((tag, value) for tag, value in (("class", key[1]), ("name", key[2])) if value)
            layers[key[0]].append(TileFeature(SHAPES.get(key[0], LINE), parts, tags))
    return tile_of((kind.name.lower(), found) for kind, found in layers.items())


Frame = tuple[int, int, float]


def _near(ground: Ground, zoom: int, frame: Frame) -> Numbers:
    """Return the features whose boxes meet the tile, what is seen from afar first."""
    west, north, scale = frame
    far, side = round(PLACE_MARGIN / scale), WORLD >> zoom
    box = ground.box
    met = (ground.zoom <= zoom) & (box[:, 0] <= west + side + far) & (box[:, 2] >= west - far)
    return np.flatnonzero(met & (box[:, 1] <= north + side + far) & (box[:, 3] >= north - far))


def _parts(ground: Ground, kind: Kind, numbers: Sequence[int], frame: Frame) -> tuple[list[tuple[int, int]], ...]:
    """Return what lies within a tile of features that are drawn alike, in the tile's units."""
    pieces = [_piece(ground, part, frame) for n in numbers for part in range(ground.parts[n], ground.parts[n + 1])]
    if kind is Kind.PLACE:
        spots = np.rint(np.concatenate(pieces)).astype(int)
        inside = ((spots >= -PLACE_MARGIN) & (spots <= EXTENT + PLACE_MARGIN)).all(axis=1)
        return tuple([(int(x), int(y))] for x, y in spots[inside])
    sides = (-MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)
    if kind in AREAS:
        return tuple(_rings(pieces, sides))
    joined = shapely.line_merge(shapely.multilinestrings([shapely.linestrings(piece) for piece in pieces]))
    cut = shapely.get_parts(shapely.simplify(shapely.clip_by_rect(joined, *sides), SIMPLIFIED, preserve_topology=False))
    return tuple(_points(line) for line in cut if shapely.length(line) >= SHORTEST)


def _piece(ground: Ground, part: int, frame: Frame) -> Floats:
    west, north, scale = frame
    inside = slice(ground.points[part], ground.points[part + 1])
    return np.stack([(ground.x[inside] - west) * scale, (ground.y[inside] - north) * scale], axis=1)


def _rings(pieces: Sequence[Floats], sides: tuple[int, int, int, int]) -> Iterator[list[tuple[int, int]]]:
    """Return rings within a tile, each turning as it did: outer ones clockwise as they are seen, inner ones against."""
    for piece in pieces:
        turns = shapely.is_ccw(shapely.linearrings(piece))
        cut = shapely.clip_by_rect(shapely.polygons(piece), *sides)
        for one in shapely.get_parts(shapely.simplify(cut, SIMPLIFIED, preserve_topology=False)):
            ring = shapely.get_exterior_ring(one)
            if ring is not None and not shapely.is_empty(ring):
                points = _points(ring)[:-1]
                if len(points) > 2:
                    yield points if shapely.is_ccw(ring) == turns else points[::-1]


def _points(line: Any) -> list[tuple[int, int]]:
    """Return the corners of a line in whole units."""
    return [(int(x), int(y)) for x, y in np.rint(shapely.get_coordinates(line)).astype(int)]

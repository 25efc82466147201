"""Writing Mapbox vector tiles (version 2.1): layers of lines, areas and points with a class and a name.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EXTENT = 4096
"""Units along a tile's side."""

POINT, LINE, POLYGON = 1, 2, 3
Part = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class TileFeature:
    """A shape in the units of its tile; a polygon's rings are closed without repeating their first point."""

    shape: int
    parts: tuple[Part, ...]
    tags: tuple[tuple[str, str], ...]


def tile_of(layers: Iterable[tuple[str, Sequence[TileFeature]]]) -> bytes:
    """Return a tile; layers without features are left out."""
    return b"".join(_field(3, _layer(name, features)) for name, features in layers if features)


def _layer(name: str, features: Sequence[TileFeature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[str, int] = {}
    made = [_field(2, _feature(one, keys, values)) for one in features]
    ends = [_field(3, key.encode()) for key in keys]
    ends += [_field(4, _field(1, value.encode())) for value in values]
    return b"".join([_number(15, 2), _field(1, name.encode()), *made, *ends, _number(5, EXTENT)])


def _feature(one: TileFeature, keys: dict[str, int], values: dict[str, int]) -> bytes:
    tags = bytearray()
    for key, value in one.tags:
        _varint(tags, keys.setdefault(key, len(keys)))
        _varint(tags, values.setdefault(value, len(values)))
    return b"".join([_field(2, bytes(tags)), _number(3, one.shape), _field(4, _geometry(one))])


def _geometry(one: TileFeature) -> bytes:
    out = bytearray()
    x = y = 0
    for part in one.parts:
        for place, (px, py) in enumerate(part):
            if place == 0:
                _varint(out, 1 << 3 | 1)  # move to
            elif place == 1:
                _varint(out, len(part) - 1 << 3 | 2)  # lines to
            _varint(out, _zigzag(px - x))
            _varint(out, _zigzag(py - y))
            x, y = px, py
        if one.shape == POLYGON:
            _varint(out, 1 << 3 | 7)  # close
    return bytes(out)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _number(field: int, value: int) -> bytes:
    out = bytearray()
    _varint(out, field << 3)
    _varint(out, value)
    return bytes(out)


def _field(field: int, content: bytes) -> bytes:
    out = bytearray()
    _varint(out, field << 3 | 2)
    _varint(out, len(content))
    return bytes(out) + content

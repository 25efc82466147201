"""Reading a vector tile as whoever gets it would: written from the specification, sharing nothing with the writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature: its kind (1 point, 2 line, 3 area), tags, and lines in units of the tile."""

    kind: int
    tags: dict[str, str]
    lines: list[list[tuple[int, int]]]


def read_tile(data: bytes) -> dict[str, list[Shape]]:
    """Return the features of each layer."""
    found = {}
    for field, layer in _fields(data):
        assert field == 3
        parts: list[tuple[int, int | bytes]] = list(_fields(_bytes(layer)))
        keys = [_bytes(part).decode() for number, part in parts if number == 3]
        values = [_bytes(next(_fields(_bytes(part)))[1]).decode() for number, part in parts if number == 4]
        name = next(_bytes(part).decode() for number, part in parts if number == 1)
        assert (15, 2) in parts
        assert (5, 4096) in parts
        found[name] = [_shape(_bytes(part), keys, values) for number, part in parts if number == 2]
    return found


def _shape(data: bytes, keys: list[str], values: list[str]) -> Shape:
    parts = dict(_fields(data))
    pairs = list(_numbers(_bytes(parts[2])))
    tags = {keys[key]: values[value] for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    return Shape(int(parts[3]), tags, _lines(list(_numbers(_bytes(parts[4])))))


def _lines(numbers: list[int]) -> list[list[tuple[int, int]]]:
    lines: list[list[tuple[int, int]]] = []
    x, y, place = 0, 0, 0
    while place < len(numbers):
        command, times = numbers[place] & 7, numbers[place] >> 3
        place += 1
        if command == 7:
            continue
        for _ in range(times):
            if command == 1:
                lines.append([])
            dx, dy = ((n >> 1) ^ -(n & 1) for n in numbers[place : place + 2])
            x, y, place = x + dx, y + dy, place + 2
            lines[-1].append((x, y))
    return lines


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    place = 0
    while place < len(data):
        tag, place = _number(data, place)
        value, place = _number(data, place)
        if tag & 7 == 0:
            yield tag >> 3, value
        else:
            yield tag >> 3, data[place : place + value]
            place += value


def _numbers(data: bytes) -> Iterator[int]:
    place = 0
    while place < len(data):
        value, place = _number(data, place)
        yield value


def _number(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place


def _bytes(value: int | bytes) -> bytes:
    assert isinstance(value, bytes)
    return value

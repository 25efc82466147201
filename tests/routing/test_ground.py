"""The ground of maps: what is read of a file, what a tile holds of it, and how large one may become."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from osmium.osm.types import Tag, TagList

from routing.ground import tiles
from routing.ground.ground import WORLD, Ground, GroundBuilder, GroundDamagedError, on_square, pack, unpack
from routing.ground.kinds import DEEPEST, Kind, Look
from routing.ground.read import ground_of_network, read_ground
from routing.ground.tiles import bake, is_tile
from tests.routing.conftest import Town, network_of
from tests.routing.tile_reader import Shape, read_tile

LAT, LON = 47.0, 9.02
NODES: dict[int, tuple[object, ...]] = {
    1: (LAT, LON), 2: (LAT, LON + 0.01), 3: (LAT + 0.005, LON + 0.01), 4: (LAT + 0.005, LON),
    5: (LAT + 0.001, LON + 0.002), 6: (LAT + 0.001, LON + 0.004), 7: (LAT + 0.003, LON + 0.004),
    8: (LAT + 0.003, LON + 0.002), 9: (LAT + 0.002, LON + 0.005, {"place": "village", "name": "Obertal"}),
    10: (LAT + 0.002, LON + 0.006, {"place": "village"}),
}  # fmt: skip
ROADS: dict[int, tuple[list[int], dict[str, str]]] = {
    100: ([1, 2], {"highway": "primary", "name": "Hauptstraße", "ref": "16"}),
    101: ([2, 3], {"highway": "residential", "name": "Gasse"}),
    102: ([3, 4], {"highway": "footway", "name": "Steig"}),
}
LAND: dict[int, tuple[list[int], dict[str, str]]] = {
    200: ([1, 2, 3, 4, 1], {}),
    201: ([5, 6, 7, 8, 5], {}),
    202: ([4, 1], {"waterway": "river", "name": "Ache"}),
    203: ([4, 3], {}),
}
RELATIONS = {
    300: ([("outer", "way", 200), ("inner", "way", 201)], {"type": "multipolygon", "landuse": "forest"}),
    301: ([("outer", "way", 203)], {"type": "boundary", "boundary": "administrative", "admin_level": "2"}),
}


def tile_at(ground: Ground, zoom: int, lat: float = LAT + 0.002, lon: float = LON + 0.005) -> dict[str, list[Shape]]:
    x, y = (int(axis) // (WORLD >> zoom) for axis in on_square(lat, lon))
    return read_tile(bake(ground, zoom, x, y))


def test_roads_with_names_water_woods_borders_and_places_are_read(town: Town) -> None:
    found = tile_at(read_ground(town(NODES, ROADS | LAND, RELATIONS)), 13)
    assert {one.tags["class"]: one.tags.get("name") for one in found["road"]} == {
        "primary": "Hauptstraße",
        "minor": "Gasse",
    }
    assert [one.tags for one in found["stream"]] == [{"class": "river", "name": "Ache"}]
    assert [one.tags for one in found["border"]] == [{"class": "2"}]
    assert [one.tags for one in found["place"]] == [{"class": "village", "name": "Obertal"}]
    (wood,) = found["wood"]
    assert (wood.kind, len(wood.lines)) == (3, 2)
    outer, inner = (area_of(line) for line in wood.lines)
    assert outer * inner < 0, "a hole turns the other way"


def test_tags_are_asked_for_and_never_gone_through(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone_through(_tags: TagList) -> Iterator[Tag]:
        raise AssertionError("all tags of a feature were gone through")

    path = town(NODES, ROADS | {202: LAND[202]})
    whole = read_ground(path)
    monkeypatch.setattr(TagList, "__iter__", gone_through)
    assert pack(read_ground(path)) == pack(whole)


def area_of(line: list[tuple[int, int]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, [*line[1:], line[0]], strict=True)) / 2


def test_a_file_with_roads_alone_gives_roads(town: Town) -> None:
    found = tile_at(read_ground(town({n: NODES[n] for n in range(1, 5)}, ROADS)), 13)
    assert set(found) == {"road"}


def test_a_network_alone_gives_roads_without_names(town: Town) -> None:
    network = network_of(town({n: NODES[n] for n in range(1, 5)}, ROADS))
    assert [one.tags for one in tile_at(ground_of_network(network), 13)["road"]] == [
        {"class": "primary"},
        {"class": "minor"},
    ]


def test_small_roads_are_seen_from_near_only(town: Town) -> None:
    ground = read_ground(town(NODES, ROADS))
    assert [one.tags["class"] for one in tile_at(ground, 12)["road"]] == ["primary"]
    assert "road" not in tile_at(ground, 6)


def test_what_lies_in_no_tile_makes_none_of_it(town: Town) -> None:
    assert bake(read_ground(town(NODES, ROADS)), 13, 0, 0) == b""


def test_a_tile_is_bounded_and_keeps_what_is_seen_from_afar() -> None:
    builder, zigzag = GroundBuilder(), np.arange(3000) % 2
    lon = (LON + np.arange(3000) * 3e-6).tolist()
    for row, (look, zoom) in enumerate([("minor", 13)] * 4 + [("primary", 7)]):
        lat = (LAT + row * 1e-3 + zigzag * 4e-4).tolist()
        builder.add(Look(Kind.ROAD, look, zoom, f"road {row}"), [(lat, lon)])
    found = tile_at(builder.ground(), 14)["road"]
    assert found[0].tags == {"class": "primary", "name": "road 4"}
    assert sum(len(line) for one in found for line in one.lines) <= tiles.MOST_POINTS
    assert len(found) < 5


@pytest.mark.parametrize(
    ("numbers", "there"),
    [((0, 0, 0), True), ((14, 2**14 - 1, 0), True), ((14, 2**14, 0), False), ((15, 0, 0), False), ((-1, 0, 0), False),
     ((10**9, 0, 0), False), ((3, -1, 0), False)],
)  # fmt: skip
def test_there_is_a_tile_of_possible_numbers_only(numbers: tuple[int, int, int], there: bool) -> None:
    assert is_tile(*numbers) is there


def test_a_ground_is_kept_whole_and_anything_else_is_refused(town: Town) -> None:
    ground = read_ground(town(NODES, ROADS | LAND, RELATIONS))
    kept = unpack(pack(ground))
    assert kept.words == ground.words
    assert all(bake(kept, z, 0, 0) == bake(ground, z, 0, 0) for z in range(DEEPEST))
    for data in (b"", b"nothing", pack(ground)[:-40]):
        with pytest.raises(GroundDamagedError):
            unpack(data)

"""Keeping a network: the same back, a damaged one made again, nothing half written."""

from __future__ import annotations

import json
import logging
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from routing.keeping import network_from_file
from routing.network import RoadNetwork, RoadsDamagedError, RoadsNotKeptError, RoadsOutdatedError, load, save
from routing.problems import BadInputError
from routing.profile import load_profile


def same(one: RoadNetwork, other: RoadNetwork) -> bool:
    names = [field.name for field in fields(RoadNetwork) if field.name != "meta"]
    return one.meta == other.meta and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.mark.parametrize("compressed", [False, True])
def test_a_network_comes_back_as_it_was(grid: RoadNetwork, tmp_path: Path, compressed: bool) -> None:
    save(grid, tmp_path / "roads.npz", compressed=compressed)
    assert same(load(tmp_path / "roads.npz"), grid)


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[: len(data) // 2], lambda data: data[:0], lambda data: data[:300] + b"x" * 99 + data[399:]],
)
def test_a_damaged_file_is_said_to_be_damaged(grid: RoadNetwork, tmp_path: Path, damage: object) -> None:
    path = tmp_path / "roads.npz"
    save(grid, path)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(RoadsDamagedError, match="Delete it"):
        load(path)


def town_file(tmp_path: Path) -> Path:
    path = tmp_path / "town.osm"
    nodes = "".join(f"<node id='{k}' version='1' lat='47.00{k}' lon='9'/>" for k in (1, 2, 3))
    way = "<way id='7' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/></way>"
    path.write_text(f"<osm version='0.6'>{nodes}{way}</osm>")
    return path


def test_a_network_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = town_file(tmp_path), tmp_path / "kept"
    first = network_from_file(source, load_profile(), folder)
    monkeypatch.setattr("routing.build.build_network", lambda *_: pytest.fail("made again"))
    assert same(network_from_file(source, load_profile(), folder), first)


def test_another_profile_country_or_source_makes_another_network(tmp_path: Path) -> None:
    source, folder = town_file(tmp_path), tmp_path / "kept"
    network_from_file(source, load_profile(), folder)
    network_from_file(source, load_profile(country="CH"), folder)
    source.write_text(source.read_text().replace("47.003", "47.004"))
    network_from_file(source, load_profile(), folder)
    assert len(list(folder.iterdir())) == 3


def test_a_damaged_network_is_made_again_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    source, folder = town_file(tmp_path), tmp_path / "kept"
    first = network_from_file(source, load_profile(), folder)
    (kept,) = folder.iterdir()
    kept.write_bytes(b"PK nonsense")
    with caplog.at_level(logging.WARNING):
        assert same(network_from_file(source, load_profile(), folder), first)
    assert "made again" in caplog.text
    assert same(load(kept), first)


def of_before(network: RoadNetwork, path: Path) -> None:
    """Write a network as the version before wrote it."""
    gone = {"arc_local", "edge_stop", "edge_meets", "meta"}
    kept = {field.name: getattr(network, field.name) for field in fields(RoadNetwork) if field.name not in gone}
    meta = {key: value for key, value in network.meta.items() if key != "format"}
    np.savez(path, **kept, meta=np.frombuffer(json.dumps(meta).encode(), np.uint8))


def test_roads_of_an_earlier_version_are_not_read_and_are_made_again_with_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source, folder = town_file(tmp_path), tmp_path / "kept"
    first = network_from_file(source, load_profile(), folder)
    (kept,) = folder.iterdir()
    of_before(first, kept)
    with pytest.raises(RoadsOutdatedError, match=r"town\.osm.*earlier version.*roundsman roads FILE.*roads-outdated"):
        load(kept)
    with caplog.at_level(logging.WARNING):
        assert same(network_from_file(source, load_profile(), folder), first)
    assert "earlier version" in caplog.text


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    grid: RoadNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(RoadsNotKeptError, match="No space left"):
        save(grid, tmp_path / "roads.npz")
    assert list(tmp_path.glob("*.half")) == []


def test_a_source_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"gone\.osm\.pbf"):
        network_from_file(tmp_path / "gone.osm.pbf", load_profile(), tmp_path)

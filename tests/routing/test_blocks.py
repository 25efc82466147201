"""Kept travel tables: the same answers, asked for once, whatever happens to the disk."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routing.blocks import Blocks, KeptTravel, spots_of
from routing.places import Place
from routing.straight import StraightLineEngine
from routing.travel import TravelTable

PLACES = [Place(f"p{k}", 47 + k * 0.01, 9 + (k * k % 7) * 0.01) for k in range(8)]


class Counting(StraightLineEngine):
    """An engine that counts the pairs it is asked for."""

    pairs = 0

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[np.ndarray, np.ndarray]:
        self.pairs += len(origins) * len(goals)
        return super().block(origins, goals)


def same(one: TravelTable, other: TravelTable) -> bool:
    tables = (one.travel_s, other.travel_s), (one.distance_m, other.distance_m)
    equal = all(np.array_equal(*pair) for pair in tables)
    return (one.place_ids, one.source) == (other.place_ids, other.source) and equal


def test_a_table_is_asked_for_once_in_any_order_and_under_any_name(tmp_path: Path) -> None:
    engine = Counting()
    kept = KeptTravel(engine, tmp_path)
    assert same(kept.table(PLACES), StraightLineEngine().table(PLACES))
    asked = engine.pairs
    again = KeptTravel(engine, tmp_path)
    turned = [replace(place, id=f"x{place.id}") for place in PLACES[::-1]]
    assert same(again.table(turned), StraightLineEngine().table(turned))
    assert engine.pairs == asked


def test_only_what_changed_is_asked_for_again(tmp_path: Path) -> None:
    engine = Counting()
    kept = KeptTravel(engine, tmp_path)
    kept.table(PLACES)
    engine.pairs = 0
    moved = [*PLACES[:6], replace(PLACES[6], lat=47.5), Place("new", 47.033, 9.01)]
    assert same(kept.table(moved), StraightLineEngine().table(moved))
    assert engine.pairs == 2 * 8 + 6 * 2


def test_of_other_kept_blocks_their_spots_alone_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of thousands of places beside it would cost every new table gigabytes."""
    kept = KeptTravel(Counting(), tmp_path)
    kept.table([replace(place, lat=place.lat - 9) for place in PLACES])
    kept.table(PLACES)
    read: list[str] = []
    member = np.lib.npyio.NpzFile.__getitem__

    def noted(self: np.lib.npyio.NpzFile, name: str) -> object:
        read.append(name)
        return member(self, name)

    monkeypatch.setattr(np.lib.npyio.NpzFile, "__getitem__", noted)
    moved = [*PLACES[:6], replace(PLACES[6], lat=47.5), Place("new", 47.033, 9.01)]
    assert same(kept.table(moved), StraightLineEngine().table(moved))
    assert sorted(read) == ["distance_m", "spots", "spots", "travel_s"], "and once"


@pytest.mark.parametrize(("size", "asked"), [(30, 0), (31, 3 * 3)])
def test_a_table_of_a_whole_company_is_not_read_for_a_few_of_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, asked: int
) -> None:
    monkeypatch.setattr("routing.blocks.READ_FOR_ANY", 8)
    engine = Counting()
    company = [Place(f"c{k}", 47 + k * 0.01, 9.0) for k in range(size)]
    KeptTravel(engine, tmp_path).table(company)
    engine.pairs = 0
    few = [company[k] for k in (3, 9, 17)]
    assert same(KeptTravel(engine, tmp_path).table(few), StraightLineEngine().table(few))
    assert engine.pairs == asked


def test_the_next_best_block_serves_where_the_best_is_damaged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = Counting()
    kept = KeptTravel(engine, tmp_path)
    kept.table(PLACES[:7])
    (best,) = tmp_path.iterdir()
    kept.table([*PLACES[:5], Place("far", 48.0, 9.9)])
    spots = np.load(best)["spots"]
    np.savez(best, spots=spots, travel_s=np.zeros((1, 1), np.int32), distance_m=np.zeros((1, 1), np.int32))
    engine.pairs = 0
    with caplog.at_level(logging.WARNING):
        assert same(kept.table(PLACES), StraightLineEngine().table(PLACES))
    assert "do not fit together" in caplog.text
    assert engine.pairs == 3 * 8 + 5 * 3


def test_ways_from_some_to_others_are_the_engines(tmp_path: Path) -> None:
    kept = KeptTravel(StraightLineEngine(), tmp_path)
    for ours, theirs in zip(
        kept.block(PLACES[:2], PLACES[2:]), StraightLineEngine().block(PLACES[:2], PLACES[2:]), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)


def test_a_part_of_a_kept_table_needs_nobody(tmp_path: Path) -> None:
    engine = Counting()
    kept = KeptTravel(engine, tmp_path)
    kept.table(PLACES)
    engine.pairs = 0
    assert same(kept.table(PLACES[2:7]), StraightLineEngine().table(PLACES[2:7]))
    assert engine.pairs == 0


def test_two_places_on_one_spot_share_their_row(tmp_path: Path) -> None:
    twice = [*PLACES, replace(PLACES[0], id="twin")]
    assert same(KeptTravel(StraightLineEngine(), tmp_path).table(twice), StraightLineEngine().table(twice))


def test_another_source_never_answers(tmp_path: Path) -> None:
    KeptTravel(StraightLineEngine(kmh=30), tmp_path).table(PLACES)
    assert same(
        KeptTravel(StraightLineEngine(kmh=60), tmp_path).table(PLACES), StraightLineEngine(kmh=60).table(PLACES)
    )


@pytest.mark.parametrize("damage", [b"", b"PK nothing", None])
def test_a_damaged_block_is_made_again_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: bytes | None
) -> None:
    kept = KeptTravel(StraightLineEngine(), tmp_path)
    kept.table(PLACES)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-90] if damage is None else damage)
    with caplog.at_level(logging.WARNING):
        assert same(kept.table(PLACES), StraightLineEngine().table(PLACES))
    assert "damaged" in caplog.text
    assert same(kept.table(PLACES), StraightLineEngine().table(PLACES))


def test_a_full_disk_costs_the_keeping_and_not_the_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with caplog.at_level(logging.WARNING):
        assert same(KeptTravel(StraightLineEngine(), tmp_path).table(PLACES), StraightLineEngine().table(PLACES))
    assert "No space left" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_no_more_blocks_are_kept_than_asked_for(tmp_path: Path) -> None:
    kept = KeptTravel(StraightLineEngine(), tmp_path, most=3)
    for count in range(2, 8):
        kept.table(PLACES[:count])
    assert len(list(tmp_path.iterdir())) == 3


def test_a_leg_is_the_engines(tmp_path: Path) -> None:
    assert KeptTravel(StraightLineEngine(), tmp_path).leg(*PLACES[:2]) == StraightLineEngine().leg(*PLACES[:2])


def test_threads_keep_the_same_block_without_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocks = Blocks(tmp_path, "somebody", 10)
    spots, tables = spots_of(PLACES), (np.zeros((8, 8), np.int32), np.zeros((8, 8), np.int32))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: blocks.keep(spots, tables), range(200)))
    assert not caplog.records
    assert len(list(tmp_path.iterdir())) == 1

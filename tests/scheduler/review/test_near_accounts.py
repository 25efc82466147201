"""Accounts near one another on the road: what a river parts is not near, however short the line."""

from __future__ import annotations

import numpy as np
import pytest

from routing.places import Place
from routing.travel import TravelTable
from scheduler.review import near_accounts
from scheduler.review.near_accounts import near_by_roads
from territory.accounts import Account
from territory.value.clusters import clusters, near_by_metres
from tests.territory.ownership.small import account

BRIDGE_M = 4000


class River:
    """Ways as the crow flies, but for a river in the middle whose bridge is far."""

    source = "river"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def table(self, places: list[Place]) -> TravelTable:
        self.asked.append(len(places))
        lon = np.array([place.lon for place in places])
        metres = np.abs(lon[:, None] - lon[None]) * 76_000
        metres += BRIDGE_M * ((lon[:, None] < 9.503) != (lon[None] < 9.503))
        return TravelTable(
            tuple(place.id for place in places), metres.astype(np.int32), metres.astype(np.int32), "river"
        )


def row(count: int = 6) -> list[Account]:
    """Return accounts on a line, seventy-six metres from one to the next."""
    return [account(f"inn{n}", lon=9.5 + n * 0.001, lat=47.0) for n in range(count)]


def test_a_river_parts_what_lies_together_as_the_crow_flies() -> None:
    people = [*row(), account("hermit", lat=48)]
    assert len(clusters(people, near_by_metres(people, 500), least=3)) == 1
    banks = clusters(people, near_by_roads(people, River()), least=3)
    assert sorted(one.accounts for one in banks) == [("inn0", "inn1", "inn2"), ("inn3", "inn4", "inn5")]


def test_only_what_is_near_by_the_line_is_measured_group_by_group() -> None:
    people = [*row(3), *(account(f"far{n}", lat=48 + n) for n in range(5))]
    engine = River()
    near_by_roads(people, engine)
    assert engine.asked == [3]
    assert near_by_roads([], engine).shape == (0, 2)


@pytest.mark.parametrize("most", [2, 3, 5, 8])
def test_a_group_of_any_size_is_measured_patch_by_patch_with_the_same_answer(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [account(f"p{n:02d}", lon=9.5 + (n * 7 % 11) * 0.0011, lat=47.0 + (n * 3 % 5) * 0.0004) for n in range(40)]
    whole = sorted(near_by_roads(people, River()).tolist())
    assert 0 < len(whole) < len(near_by_metres(people, 500)), "the river parts some"
    engine = River()
    monkeypatch.setattr(near_accounts, "MOST", most)
    assert sorted(near_by_roads(people, engine).tolist()) == whole
    assert max(engine.asked) <= most

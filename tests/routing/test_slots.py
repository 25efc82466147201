"""Times of day: slower at the peaks, kept with the network, refused where they are no day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.dayroads import day_roads, day_travel
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError
from routing.profile import Profile, load_profile
from routing.roads import RoadEngine
from routing.slots import slots_kept, slots_of
from routing.straight import StraightLineEngine


def with_slots(slots: dict[str, object]) -> Profile:
    profile = load_profile()
    return replace(profile, tables=profile.tables | {"slots": slots})


def test_peaks_of_the_shipped_profile_are_slower_than_the_day(grid: RoadNetwork) -> None:
    places = [Place("a", 47.001, 9.0015), Place("b", 47.0049, 9.0072)]
    slots = slots_of(load_profile())
    day = day_travel(grid, slots, places)
    times = dict(zip([slot.name for slot in slots], [int(table.travel_s[0, 1]) for table in day.tables], strict=True))
    assert times["morning"] > times["day"] >= times["night"]
    assert times["day"] == RoadEngine(grid).table(places).travel_s[0, 1]


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({}, "no slot begins"),
        ({"day": {"from": "08:00"}}, "no slot begins"),
        ({"day": {"from": "8 o'clock"}}, "slots.day needs"),
        ({"day": {"from": "00:00", "other": 0}}, "slots.day needs"),
    ],
)
def test_slots_that_cover_no_day_are_refused(slots: dict[str, object], said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        slots_of(with_slots(slots))


def test_a_network_keeps_the_slots_of_its_profile(grid: RoadNetwork) -> None:
    assert slots_kept(grid) == slots_of(load_profile())


def test_a_network_of_one_pace_has_no_slots(grid: RoadNetwork) -> None:
    flat = [[name, begins_s, [1.0] * len(shares)] for name, begins_s, shares in grid.meta["slots"]]
    assert slots_kept(replace(grid, meta=grid.meta | {"slots": flat})) == ()
    assert day_roads(RoadEngine(replace(grid, meta=grid.meta | {"slots": flat}))) is None


def test_only_a_network_of_ones_own_knows_the_hours(grid: RoadNetwork) -> None:
    assert day_roads(StraightLineEngine()) is None
    hours = day_roads(RoadEngine(grid))
    assert hours is not None
    assert len(hours.among([Place("a", 47.001, 9.0015)]).tables) == 5

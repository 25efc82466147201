"""Times of day: slower at the peaks, kept with the network, refused where they are no day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from weakref import ref

import numpy as np
import pytest
from numpy.typing import NDArray

from routing.dayroads import day_roads, day_travel
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError
from routing.profile import Profile, load_profile
from routing.roads import RoadEngine
from routing.slots import slots_kept, slots_of
from routing.straight import StraightLineEngine
from routing.travel import TravelTable


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


def test_the_tables_of_a_team_are_those_of_each_rep(grid: RoadNetwork) -> None:
    places = [Place("a", 47.001, 9.0015), Place("b", 47.0049, 9.0072), Place("c", 47.003, 9.004)]
    groups = places[:2], places[1:]
    engine = RoadEngine(grid)
    hours = day_roads(engine)
    assert hours is not None
    own = engine.tables(groups)
    for group, table, day in zip(groups, own, hours.among_each(groups, own), strict=True):
        alone = hours.among(group)
        assert (day.begins_s, len(day.tables)) == (alone.begins_s, len(alone.tables))
        assert all(
            (one.travel_s == other.travel_s).all() and (one.distance_m == other.distance_m).all()
            for one, other in zip(day.tables, alone.tables, strict=True)
        )
        assert any(one is table for one in day.tables)  # made once, and kept once


def test_a_search_of_one_pace_is_let_go_before_that_of_the_next(
    grid: RoadNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines: list[ref[RoadEngine]] = []
    alive: list[int] = []
    at_pace, table = RoadEngine.at_pace, RoadEngine.table

    def counted(self: RoadEngine, arc_ms: NDArray[np.int32]) -> RoadEngine:
        made = at_pace(self, arc_ms)
        engines.append(ref(made))
        return made

    def looked(self: RoadEngine, places: Sequence[Place]) -> TravelTable:
        alive.append(sum(one() is not None for one in engines))
        return table(self, places)

    monkeypatch.setattr(RoadEngine, "at_pace", counted)
    monkeypatch.setattr(RoadEngine, "table", looked)
    group = [Place("a", 47.001, 9.0015), Place("b", 47.0049, 9.0072)]
    engine = RoadEngine(grid)
    hours = day_roads(engine)
    assert hours is not None
    hours.among_each([group, group], engine.tables([group, group]))
    assert len(engines) > 1
    assert max(alive) == 1


def test_a_team_s_tables_leave_no_search_in_memory(grid: RoadNetwork) -> None:
    group = [Place("a", 47.001, 9.0015), Place("b", 47.0049, 9.0072)]
    engine = RoadEngine(grid)
    engine.tables([group, group])
    assert "_search" not in vars(engine)
    engine.tables([group])
    assert "_search" in vars(engine)


def test_only_a_network_of_ones_own_knows_the_hours(grid: RoadNetwork) -> None:
    assert day_roads(StraightLineEngine()) is None
    hours = day_roads(RoadEngine(grid))
    assert hours is not None
    assert len(hours.among([Place("a", 47.001, 9.0015)]).tables) == 5

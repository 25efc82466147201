"""Time of day: slower at the peaks, and whoever leaves later never arrives earlier."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError
from routing.profile import Profile, load_profile
from routing.roads import RoadEngine
from routing.slots import DAY_S, DayTravel, day_travel, slots_of
from routing.travel import UNREACHABLE_S, TravelTable


def table_of(seconds: int) -> TravelTable:
    travel = np.array([[0, seconds], [seconds, 0]], np.int32)
    return TravelTable(("a", "b"), travel, travel, "test")


def day_of(*seconds: int) -> DayTravel:
    begins = [k * DAY_S // len(seconds) for k in range(len(seconds))]
    return DayTravel(tuple(begins), tuple(table_of(s) for s in seconds))


def with_slots(slots: dict[str, object]) -> Profile:
    profile = load_profile()
    return replace(profile, tables=profile.tables | {"slots": slots})


def test_a_way_within_one_slot_takes_what_its_table_says() -> None:
    assert day_of(600, 1200).travel_s(0, 1, 1000) == 600
    assert day_of(600, 1200).travel_s(0, 1, DAY_S / 2) == 1200


def test_a_way_over_an_edge_is_driven_at_both_paces() -> None:
    assert day_of(600, 1200).travel_s(0, 1, DAY_S / 2 - 300) == pytest.approx(300 + 600)
    assert day_of(600, 1200).travel_s(0, 1, DAY_S - 600) == pytest.approx(600 + 300)


@given(
    st.lists(st.integers(1, 40_000), min_size=1, max_size=6),
    st.floats(0, DAY_S),
    st.floats(0, 5_000),
)
def test_who_leaves_later_never_arrives_earlier(seconds: list[int], leave_s: float, later_s: float) -> None:
    day = day_of(*seconds)
    first = leave_s + day.travel_s(0, 1, leave_s)
    second = leave_s + later_s + day.travel_s(0, 1, leave_s + later_s)
    assert second >= first - 1e-6


def test_what_is_unreachable_is_so_all_day() -> None:
    day = DayTravel((0, 3600), (table_of(60), table_of(UNREACHABLE_S)))
    assert day.travel_s(0, 1, 0) == UNREACHABLE_S


def test_the_mean_of_a_day_lies_between_its_slots_by_their_length() -> None:
    mean = day_of(600, 1200).mean(DAY_S // 2 - 3600, DAY_S // 2 + 7200)
    assert mean.travel_s[0, 1] == 1000
    assert "mean from 11:00 to 14:00" in mean.source


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


def test_tables_must_fit_their_slots() -> None:
    with pytest.raises(ValueError, match="begin at 0"):
        DayTravel((60,), (table_of(1),))
    with pytest.raises(ValueError, match="same places"):
        DayTravel((0, 60), (table_of(1),))

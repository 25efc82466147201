"""Ways with a buffer, looked up one by one, are those of tables made whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.paces import DAY_S, DayTravel
from routing.travel import UNREACHABLE_S, TravelTable
from scheduler.demand.buffers import BufferedDay, buffered
from scheduler.explain.trial import NO_ROAD_S

ROWS = (2, 0, 1)


@pytest.fixture
def day() -> DayTravel:
    """Three places in two slots; from the last to the first there is no road."""
    chance = np.random.default_rng(1)
    tables = [chance.integers(60, 3600, (3, 3)).astype(np.int32) for _ in range(2)]
    for table in tables:
        np.fill_diagonal(table, 0)
        table[2, 0] = UNREACHABLE_S
    return DayTravel((0, DAY_S // 2), tuple(TravelTable(("a", "b", "c"), one, one * 10, "test") for one in tables))


@pytest.mark.parametrize("factor", [1.0, 1.1, 1.25])
def test_each_way_is_that_of_tables_made_whole(day: DayTravel, factor: float) -> None:
    tables = (table.among(ROWS) for table in day.tables)
    whole = DayTravel(day.begins_s, tuple(replace(one, travel_s=buffered(one.travel_s, factor)) for one in tables))
    looked_up = BufferedDay(day, ROWS, factor)
    for origin in range(3):
        for goal in range(3):
            assert looked_up.pace(origin, goal) == whole.pace(origin, goal)
            for leave_s in (0, DAY_S // 2):
                assert looked_up.distance_m(origin, goal, leave_s) == whole.distance_m(origin, goal, leave_s)


def test_where_there_is_no_road_the_way_is_longer_than_any_day(day: DayTravel) -> None:
    assert BufferedDay(day, ROWS, 1.1).pace(0, 1).after(0) == NO_ROAD_S

"""Travel that is asked of an engine as it is needed says what a table of all ways says, and asks for little of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from routing.places import Place
from routing.straight import StraightLineEngine
from routing.travel import UNREACHABLE_S
from territory.accounts import Account, Rep
from territory.cover import cover_absence
from territory.design import DesignInputs, build_problem
from territory.design.build import assemble
from territory.design.problem import DesignProblem
from territory.design.reach import reached
from territory.design.selection import seconds_from_centres
from territory.design.travel import UNREACHED_S, asked_travel

DAYS = {"interval_days": 28, "least_days": 14, "most_days": 42, "service_s": 1800}


class Counting(StraightLineEngine):
    """Straight lines that count the ways they are asked for, and know no way to or from some spots."""

    def __init__(self, cut_off: float = 90.0) -> None:
        super().__init__()
        self.ways, self.cut_off = 0, cut_off

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        self.ways += len(origins) * len(goals)
        parted = np.array([one.lat > self.cut_off for one in origins])[:, None] != [
            one.lat > self.cut_off for one in goals
        ]
        seconds, metres = super().block(origins, goals)
        return np.where(parted, UNREACHABLE_S, seconds).astype(np.int32), metres


def company(count: int, reps: int) -> DesignInputs:
    rng = np.random.default_rng(3)
    spots = rng.uniform((46.0, 8.0), (48.0, 11.0), (count, 2))
    spots[1] = spots[0]  # two accounts under one roof
    accounts = tuple(
        Account(f"a{n:04d}", "Shop", lat, lon, **DAYS, potential=100.0)  # type: ignore[arg-type]
        for n, (lat, lon) in enumerate(spots.tolist())
    )
    homes = rng.uniform((46.0, 8.0), (48.0, 11.0), (reps, 2)).tolist()
    team = tuple(Rep(f"r{n}", "Rep", lat, lon, "Mo-Fr 08:00-17:00", "UTC", "LI") for n, (lat, lon) in enumerate(homes))
    owners = {one.id: team[n % reps].id for n, one in enumerate(accounts)}
    return DesignInputs(accounts, team, owners=owners, home_share=0.5)


def both(inputs: DesignInputs, engine: StraightLineEngine) -> tuple[DesignProblem, DesignProblem]:
    places = [*(one.place for one in inputs.accounts), *(one.home for one in inputs.reps)]
    asked = assemble(inputs, *asked_travel(engine, inputs.accounts, inputs.reps, inputs.estimate.neighbours))
    return build_problem(inputs, engine.table(places)), asked


@pytest.mark.parametrize("count", [2, 9, 400])
def test_what_is_asked_for_says_what_the_table_says(count: int) -> None:
    table, asked = both(company(count, 2), Counting())
    np.testing.assert_array_equal(table.measures, asked.measures)
    np.testing.assert_array_equal(table.travel.from_seats(), asked.travel.from_seats())
    some = np.array([count - 1, 0, 1], np.int32)
    np.testing.assert_array_equal(table.travel.from_units(some), asked.travel.from_units(some))


def test_figures_of_territories_and_covers_are_the_tables() -> None:
    table, asked = both(company(400, 5), Counting())
    owner = table.owner
    assert owner is not None
    np.testing.assert_array_equal(seconds_from_centres(table, owner), seconds_from_centres(asked, owner))
    covers = [cover_absence(one, owner, "r1", (None, None), one.travel.from_seats()) for one in (table, asked)]  # type: ignore[arg-type]
    assert covers[0] == covers[1]
    assert len(covers[0].spells) == 80


def test_where_no_way_leads_the_table_is_met_too() -> None:
    table, asked = both(company(60, 2), Counting(cut_off=47.0))
    np.testing.assert_array_equal(table.measures, asked.measures)
    np.testing.assert_array_equal(table.travel.from_seats(), asked.travel.from_seats())
    assert asked.travel.from_seats().max() == UNREACHED_S


def test_a_company_asks_for_a_small_part_of_all_ways() -> None:
    inputs, engine = company(3_200, 10), Counting()
    asked = assemble(inputs, *asked_travel(engine, inputs.accounts, inputs.reps, inputs.estimate.neighbours))
    assert engine.ways < 0.1 * 3_200**2
    before = engine.ways
    asked.travel.from_units(np.array([4, 7], np.int32))
    asked.travel.from_units(np.array([7, 4], np.int32))
    assert engine.ways - before == 2 * 3_200, "what was asked for is kept"


def test_a_large_territory_has_its_centre_near_the_middle() -> None:
    """Of more than 500 members those nearest the middle are tried; of a round land the best is among them."""
    inputs = replace(company(700, 2), owners={})
    table, asked = both(inputs, Counting())
    every, visits = np.arange(700, dtype=np.int32), np.ones(700)
    assert asked.travel.centre(every, visits) == table.travel.centre(every, visits)


def test_who_is_cut_off_is_found_by_the_ways_from_homes_alone() -> None:
    inputs, engine = company(3_200, 4), Counting(cut_off=47.99)
    kept, lost, _ = reached(inputs.accounts, inputs.reps, engine)
    north = {one.id for one in inputs.accounts if one.lat > 47.99}
    assert north
    assert set(lost) == north
    assert {one.id for one in kept}.isdisjoint(north)
    assert engine.ways == 2 * 4 * 3_200


def test_few_accounts_are_still_measured_by_one_table_that_is_kept() -> None:
    inputs, engine = company(300, 4), Counting(cut_off=47.9)
    _, lost, _ = reached(inputs.accounts, inputs.reps, engine)
    assert set(lost) == {one.id for one in inputs.accounts if one.lat > 47.9}
    assert engine.ways == 304**2

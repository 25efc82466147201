"""Accounts choose their rep by the rounds: what is told is searched anew, and no limit is passed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.team.by_routes import Candidate, Chosen, Limits, choose

H = 3600
ROAD = {"west": 0, "east": 10, "a": 1, "b": 2, "c": 8, "d": 9}
"""Two reps at the ends of a road and four accounts on it; a unit is ten minutes."""
OWNERS = {"a": "west", "b": "west", "c": "west", "d": "east"}


def weeks(rep: str, accounts: Set[str], road: dict[str, int] = ROAD, hours: int = 9) -> Horizon:
    """Two days of a rep, one visit of an hour at each account."""
    places = [road[name] for name in (rep, *sorted(accounts))]
    travel = (np.abs(np.subtract.outer(places, places)) * 600).astype(np.int32)
    visits = tuple(
        DueVisit(f"{name}-0", name, number, H, 0, 1, 0, 20_000.0)
        for number, name in enumerate(sorted(accounts), start=1)
    )
    days = tuple(RepDay(day, 8 * H, (8 + hours) * H, 0, 0) for day in range(2))
    return Horizon(days, visits, (((Window(0, 24 * H),),) * 2,), travel, travel * 10)


def limits(most: int = 9, load: float = 1.0, most_load: float = 99.0, least_gain: float = 60.0) -> Limits:
    return Limits(most, dict.fromkeys(OWNERS, load), {"west": most_load, "east": most_load}, least_gain)


def everybody() -> list[Candidate]:
    return [Candidate(a, rep, 600.0) for a, owner in OWNERS.items() for rep in ("west", "east") if rep != owner]


def chosen(candidates: list[Candidate], allowed: Limits) -> Chosen:
    return choose(OWNERS, ["east", "west"], weeks, candidates, allowed, steps=300, seed=1)


def test_an_account_goes_to_the_rep_who_passes_it_and_what_it_saves_is_told() -> None:
    """West drives 160 minutes to c and back, past its others; east passes it on the way out to d and home."""
    found = chosen(everybody(), limits())
    assert [(one.account, one.to_rep) for one in found.changes] == [("c", "east")]
    ways = [sum(one.driving_s for one in side.values()) // 60 for side in (found.before, found.after)]
    assert ways == [160 + 20, 40 + 40]
    assert [sum(one.visits for one in side.values()) for side in (found.before, found.after)] == [4, 4]


def test_nobody_changes_where_nothing_is_gained() -> None:
    assert chosen([Candidate("a", "east", 600.0), Candidate("d", "west", 600.0)], limits()).changes == ()


@pytest.mark.parametrize("allowed", [limits(most=0), limits(load=2.0, most_load=3.0), limits(least_gain=1e5)])
def test_no_more_change_and_nobody_is_loaded_above_the_limits(allowed: Limits) -> None:
    assert chosen(everybody(), allowed).changes == ()


def test_visits_that_were_left_out_for_want_of_time_are_served_by_who_has_it() -> None:
    def short(rep: str, accounts: Set[str]) -> Horizon:
        return weeks(rep, accounts, dict.fromkeys(ROAD, 0), hours=1)

    found = choose(OWNERS, ["east", "west"], short, everybody(), limits(), steps=100, seed=1)
    left = [sum(one.unserved for one in side.values()) for side in (found.before, found.after)]
    assert (left, len(found.changes)) == ([1, 0], 1)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.integers(0, 3), st.integers(1, 4))
def test_the_weeks_never_cost_more_and_no_limit_is_passed(where: list[int], most: int, room: int) -> None:
    road = ROAD | dict(zip("abcd", where, strict=True))
    allowed = replace(limits(most), most_load={"west": 99.0, "east": float(room)})

    def make(rep: str, accounts: Set[str]) -> Horizon:
        return weeks(rep, accounts, road)

    found = choose(OWNERS, ["east", "west"], make, everybody(), allowed, steps=50, seed=1)
    owner = dict(OWNERS) | {one.account: one.to_rep for one in found.changes}
    assert sum(one.cost for one in found.after.values()) <= sum(one.cost for one in found.before.values())
    assert len(found.changes) <= most
    assert sum(rep == "east" for rep in owner.values()) <= max(1, room)

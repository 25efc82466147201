"""A search begins hotter where accounts have many visits, and as it always did where they have few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.horizon import Horizon
from scheduler.search.prepare import prepare
from scheduler.search.run import HOT, HOTTEST, first_temperature
from tests.scheduler.search.worlds import road


def in_rows(accounts: int, visits: int) -> Horizon:
    """Return a horizon in which so many accounts have so many visits each."""
    horizon = road(days=5, visits=accounts * visits)
    rows = (replace(visit, account=f"a{number // visits:02}") for number, visit in enumerate(horizon.visits))
    return replace(horizon, visits=tuple(rows))


@pytest.mark.parametrize(("visits", "hotter"), [(1, 1.0), (4, 1.0), (8, 2.0), (20, HOTTEST)])
def test_the_longer_the_rows_the_hotter_it_begins(visits: int, hotter: float) -> None:
    """Four visits of an account are few; beyond three times as many it does not begin hotter still."""
    assert first_temperature(prepare(in_rows(3, visits)).facts) == pytest.approx(hotter * HOT)


def test_an_account_of_many_visits_among_many_of_one_changes_nothing() -> None:
    """What counts is how many visits an account has on average."""
    horizon = in_rows(20, 1)
    first, rest = horizon.visits[:10], horizon.visits[10:]
    uneven = replace(horizon, visits=(*(replace(visit, account="a00") for visit in first), *rest))
    assert first_temperature(prepare(uneven).facts) == pytest.approx(HOT)

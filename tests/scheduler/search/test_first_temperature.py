"""A search begins hotter where accounts have many visits or choose between depots, and as it always did elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.horizon import Horizon
from scheduler.search.prepare import prepare
from scheduler.search.run import HOT, HOTTEST, OF_DEPOTS, first_temperature
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


@pytest.mark.parametrize(("choosing", "hotter"), [(0, 1.0), (2, 1.0), (3, OF_DEPOTS), (4, OF_DEPOTS)])
def test_it_begins_hottest_where_most_accounts_choose_between_depots(choosing: int, hotter: float) -> None:
    """Days 0 and 1 begin at one place, days 2 and 3 at another one; an account that does not choose has the first."""
    horizon = road(days=4, visits=4)
    days = (replace(day, start_place=day.day // 2, end_place=day.day // 2) for day in horizon.rep_days)
    patterns = {
        visit.account: ((0,), (2,)) if number < choosing else ((0,), (1,))
        for number, visit in enumerate(horizon.visits)
    }
    facts = prepare(replace(horizon, rep_days=tuple(days), patterns=patterns)).facts
    assert first_temperature(facts) == pytest.approx(hotter * HOT)


def test_patterns_of_one_depot_begin_as_cool_as_none() -> None:
    """Days alone are chosen there, and a pattern of a day that nobody works is no other place."""
    horizon = road(days=4, visits=4)
    patterns = {visit.account: ((0,), (2,), (9,)) for visit in horizon.visits}
    assert first_temperature(prepare(replace(horizon, patterns=patterns)).facts) == pytest.approx(HOT)

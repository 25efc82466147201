"""What coming weeks will bring, by the way that erred less on the weeks that are over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.team.predicted import AS_PLANNED, BY_SHARE, Planned, predicted

FIRST = date(2026, 9, 7)
TODAY = FIRST + timedelta(weeks=10)


def weeks(shares: list[float | None], planned: float = 40.0) -> list[Planned]:
    """Return weeks of which these shares came, and one to come."""
    over = [Planned(FIRST + timedelta(weeks=n), planned, s and planned * s) for n, s in enumerate(shares)]
    return [*over, Planned(TODAY + timedelta(days=7), 50.0)]


def test_where_four_fifths_come_every_week_a_coming_one_is_foretold_so() -> None:
    found = predicted(weeks([0.8] * 10), TODAY)
    assert (found.method, found.judged) == (BY_SHARE, 6)
    assert (found.error, found.relative) == (pytest.approx(0.0), pytest.approx(0.0))
    assert found.other_error == pytest.approx(8.0), "the plan promised eight too many each week"
    assert [(one.foretold, one.low, one.high) for one in found.ahead] == [pytest.approx((40.0, 40.0, 40.0))]


def test_where_the_plan_is_kept_it_is_taken_as_it_is_with_its_own_spread() -> None:
    found = predicted(weeks([1.0, 1.0, 1.0, 1.0, 0.9, 1.1, 1.0, 0.9, 1.1, 1.0]), TODAY)
    assert found.method == AS_PLANNED
    assert found.error == pytest.approx(16 / 6)
    (coming,) = found.ahead
    assert coming.low < coming.foretold == 50.0 < coming.high


def test_a_week_is_foretold_from_those_before_it_alone() -> None:
    shares = [0.5, 0.5, 0.5, 0.5, 1.0, 0.5, 0.5, 0.5, 0.5, 0.5]
    found = predicted(weeks(shares), TODAY)
    assert found.past[0].foretold == pytest.approx(20.0), "half of the plan, as the four weeks before"
    assert found.past[0].came == 40.0


def test_with_few_weeks_behind_the_plan_is_taken_and_nothing_is_said_of_its_error() -> None:
    found = predicted(weeks([0.8, 0.8, None, 0.8, 0.8]), TODAY)
    assert (found.method, found.judged, found.error, found.relative) == (AS_PLANNED, 0, None, None)
    assert [one.foretold for one in found.ahead] == [50.0]
    assert predicted([], TODAY).ahead == ()

"""The check of nights sees every rule that nights can break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scheduler.checking.nights import check_nights
from scheduler.horizon import Horizon, Overnight
from scheduler.nights.settled import at_home, keeps_caps, nights_of, relaxed, settled
from tests.scheduler.nights.far import EAST, WEST, far_valleys, lodging

TOURS = ((0,), (1,), (2,), (3,), (4,))


def codes(horizon: Horizon, tours: tuple[tuple[int, ...], ...] = TOURS) -> set[str]:
    """Return what the check finds."""
    return {violation.code for violation in check_nights(horizon, tours)}


def test_nights_that_keep_the_rules_are_not_complained_of() -> None:
    horizon = settled(far_valleys(), {0: WEST, 2: EAST})
    assert codes(horizon) == set()
    assert nights_of(horizon) == {0: WEST, 2: EAST}
    assert at_home(horizon).rep_days == far_valleys().rep_days
    assert [night.price for night in horizon.overnights] == [9000.0, 9000.0]


def dearer(horizon: Horizon) -> Horizon:
    """Say another price than the bed's."""
    return replace(horizon, overnights=(replace(horizon.overnights[0], price=1.0),))


def driven_home(horizon: Horizon) -> Horizon:
    """Let the next day begin at home all the same."""
    first, second, *rest = horizon.rep_days
    return replace(horizon, rep_days=(first, replace(second, start_place=0), *rest))


def untold(horizon: Horizon) -> Horizon:
    """Sleep away without saying so."""
    return replace(horizon, overnights=())


def last(horizon: Horizon) -> Horizon:
    """Sleep away after the last day."""
    return replace(horizon, overnights=(*horizon.overnights, Overnight(4, WEST, 9000.0)))


@pytest.mark.parametrize(
    ("crooked", "code"),
    [
        (dearer, "night-price"),
        (driven_home, "night-elsewhere"),
        (untold, "away-without-night"),
        (last, "night-without-morning"),
        (lambda h: replace(h, lodging=None), "night-not-allowed"),
        (lambda h: replace(h, lodging=lodging(willing=frozenset({1}))), "night-unwilling"),
        (lambda h: replace(h, lodging=lodging(most_a_week=0)), "nights-a-week"),
        (lambda h: replace(h, lodging=lodging(most_in_row=0)), "nights-in-row"),
        (lambda h: replace(h, lodging=lodging(spent=frozenset({-1}), first_weekday=1, most_a_week=1)), "nights-a-week"),
        (lambda h: replace(h, lodging=lodging(spent=frozenset({-1, -2}))), "nights-in-row"),
    ],
)
def test_each_rule_of_nights_is_seen_to_be_broken(crooked: Callable[[Horizon], Horizon], code: str) -> None:
    assert code in codes(crooked(settled(far_valleys(), {0: WEST})))


def test_a_night_beside_an_empty_day_is_seen() -> None:
    horizon = settled(far_valleys(), {0: WEST})
    assert codes(horizon, ((0,), (), (), (), ())) == {"night-beside-empty-day"}


def test_caps_count_nights_that_are_spent_before() -> None:
    horizon = far_valleys(lodging=lodging(spent=frozenset({-1}), most_in_row=1))
    assert not keeps_caps(horizon, {0: WEST})
    assert keeps_caps(horizon, {1: WEST})
    assert not keeps_caps(horizon, {1: WEST, 2: WEST})


def test_a_relaxed_horizon_prices_half_a_bed_where_home_is_further() -> None:
    horizon = relaxed(far_valleys())
    first = horizon.rep_days[0]
    assert (first.start_place, first.end_place) == (0, len(horizon.travel_s) - 1)
    out = horizon.distance_m[3, first.end_place] * horizon.weights.per_metre
    assert out == pytest.approx(4500.0, rel=1e-3)
    assert horizon.travel_s[3, first.end_place] == 0


def test_only_beds_that_there_are_can_be_slept_in() -> None:
    with pytest.raises(ValueError, match="no bed"):
        settled(far_valleys(), {0: 0})
    with pytest.raises(ValueError, match="no nights"):
        settled(far_valleys(lodging=None), {0: WEST})

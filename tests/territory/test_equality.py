"""How equally something is shared."""

from __future__ import annotations

from territory.equality import Spread, spread


def test_who_has_most_and_least_and_how_unequal_it_is() -> None:
    assert spread({"b": 1.0, "a": 1.0}) == Spread("a", 1.0, "a", 1.0, 0.0)
    assert spread({"a": 0.0, "b": 4.0}) == Spread("b", 4.0, "a", 0.0, 0.5)


def test_nothing_is_said_where_there_is_nothing_to_share_or_nobody_to_share_with() -> None:
    assert spread({}) is None
    assert spread({"a": 3.0}) is None
    assert spread({"a": 0.0, "b": 0.0}) is None

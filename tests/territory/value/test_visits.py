"""Scores become values of visits: beside the middle one, within bounds."""

from __future__ import annotations

from territory.value.score import Score
from territory.value.visits import visit_values


def scored(**values: float | None) -> list[Score]:
    return [Score(name, value, (), ()) for name, value in values.items()]


def test_an_account_of_the_middle_is_ordinary_and_the_ends_are_bounded() -> None:
    found = visit_values(scored(a=1.0, b=100.0, c=150.0, d=100_000.0, e=80.0))
    assert found == {"a": 0.25, "b": 1.0, "c": 1.5, "d": 4.0, "e": 0.8}


def test_without_a_score_there_is_no_value() -> None:
    assert visit_values(scored(a=None, b=10.0)) == {"b": 1.0}
    assert visit_values(scored(a=0.0, b=0.0)) == {}
    assert visit_values([]) == {}

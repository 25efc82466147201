"""Numbers of the command line are numbers."""

from __future__ import annotations

import click
import pytest

from commands.numbers import FiniteRange


def test_a_number_within_the_range_is_taken() -> None:
    assert FiniteRange(0.1, 5).convert("0.5", None, None) == 0.5


@pytest.mark.parametrize("text", ["nan", "inf", "0.05", "many"])
def test_what_is_no_number_of_the_range_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        FiniteRange(0.1, 5).convert(text, None, None)

"""How counts are written."""

from __future__ import annotations

import pytest

from commands.figures import worth_lines
from scheduler.team.worth import Made, Worth
from scheduler.wording import counted


@pytest.mark.parametrize(("count", "written"), [(0, "0 visits"), (1, "1 visit"), (2, "2 visits")])
def test_one_is_counted_in_the_singular(count: int, written: str) -> None:
    assert counted(count, "visit") == written


def test_what_a_plan_is_worth_counts_so_too() -> None:
    (line,) = worth_lines(Worth(Made(3600.0, 1800, 1)))
    assert "1 visit unserved" in line

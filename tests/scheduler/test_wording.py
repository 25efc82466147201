"""How counts are written."""

from __future__ import annotations

import pytest

from commands.figures import pace_line, worth_lines
from scheduler.team.worth import Made, Proof, Worth, read_worth, total
from scheduler.wording import counted


@pytest.mark.parametrize(("count", "written"), [(0, "0 visits"), (1, "1 visit"), (2, "2 visits")])
def test_one_is_counted_in_the_singular(count: int, written: str) -> None:
    assert counted(count, "visit") == written


def test_what_a_plan_is_worth_counts_so_too() -> None:
    line, unknown = worth_lines(Worth(Made(3600.0, 1800, 1)))
    assert "1 visit unserved" in line
    assert unknown == "For 1 rep no bound is known."


def test_the_gap_of_a_team_covers_the_reps_that_have_a_bound_and_names_how_many() -> None:
    known = Worth(Made(7200.0, 3600, 1), Proof(3600.0, 7200.0, 1800.0, bounded=1))
    unknown = Worth(Made(3600.0, 3600, 2), Proof(impossible=2))
    team = total([known, unknown])
    assert team.proof.gap == 0.5
    assert list(worth_lines(team))[1:] == [
        (
            "No plan costs less than 1.0 h for 1 of 2 reps: at most 50.0% (1.0 h) to save, "
            "of which 0.5 h is the worth of visits left out."
        ),
        "For 1 rep no bound is known.",
        "2 visits cannot be served by any plan.",
    ]
    assert "for" not in list(worth_lines(known))[1]
    assert read_worth(team.facts()) == team


def test_of_a_plan_of_an_older_version_no_bound_is_told() -> None:
    (line,) = worth_lines(read_worth({"cost": 7200.0, "driving_s": 3600, "unserved": 1, "bound": 0.0}))
    assert "bound" not in line


def test_two_figures_of_driving_on_one_page_are_explained_where_they_differ() -> None:
    worth = Worth(Made(3600.0, 36_000, 0))
    assert pace_line(worth, 36_000) == pace_line(worth, 35_900) == ""
    assert pace_line(worth, 30_600).startswith(
        "Costs count 1.5 h more driving than the table: every way at the pace of"
    )

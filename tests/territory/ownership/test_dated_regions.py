"""A region belongs to another from a date: sums roll up by the tree of the day, and every day has to have one."""

from __future__ import annotations

from datetime import date

import pytest

from routing.problems import BadInputError
from territory.ownership.regions import ancestors, roll_up
from territory.ownership.rulesfile import read_book
from territory.ownership.values import RuleBook

BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)
BOOK = """
[[layer]]
id = "field"
[[region]]
id = "north"
[[region]]
id = "south"
[[region]]
id = "lake"
parent = "north"
{under}
[[territory]]
id = "T1"
region = "lake"
[[rule]]
id = "all"
territory = "T1"
everything = true
"""
MOVES = '[[region.under]]\nparent = "south"\nsince = 2027-01-01'


def book(under: str = MOVES) -> RuleBook:
    return read_book(BOOK.format(under=under), "rules.toml", {})


def test_a_region_belongs_elsewhere_from_its_day_on_and_sums_follow() -> None:
    made = book()
    assert ancestors("lake", made.regions_on(BEFORE)) == ["lake", "north"]
    assert ancestors("lake", made.regions_on(AFTER)) == ["lake", "south"]
    sums = roll_up({"T1": 5.0}, made.territories, made.regions_on(AFTER))
    assert sums == {"north": 0.0, "south": 5.0, "lake": 5.0}
    assert roll_up({"T1": 5.0}, made.territories, made.regions_on(BEFORE))["north"] == 5.0


def test_for_a_time_it_stands_at_the_top_and_then_goes_back() -> None:
    made = book("[[region.under]]\nsince = 2027-01-01\nuntil = 2027-01-31")
    assert ancestors("lake", made.regions_on(AFTER)) == ["lake"]
    assert ancestors("lake", made.regions_on(date(2027, 2, 1))) == ["lake", "north"]


@pytest.mark.parametrize(
    ("under", "code"),
    [
        (MOVES + '\n[[region.under]]\nparent = "north"\nsince = 2027-06-01', "region-twice"),
        (MOVES.replace("south", "west"), "unknown-region"),
        (MOVES.replace("south", "lake"), "region-cycle"),
        (MOVES + "\nuntil = 2026-01-01", "ends-before-start"),
    ],
)
def test_a_tree_that_is_none_on_some_day_is_refused(under: str, code: str) -> None:
    with pytest.raises(BadInputError, match=code):
        book(under)

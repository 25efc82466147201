"""Postcodes: whole, by prefix, or between two of one length; looked up in order, with the same answer as one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.ownership.decide import decide
from territory.ownership.matching import fits
from tests.territory.ownership.small import book, facts, rule

CODES = st.text("0129A- ", min_size=1, max_size=5).map(str.strip).filter(bool)
PATTERNS = CODES | CODES.map(lambda code: code + "*") | st.from_regex(r"[0-2]{2}-[0-2]{2}", fullmatch=True)


@pytest.mark.parametrize(
    ("pattern", "code", "expected"),
    [
        ("9490", "9490", True),
        ("9490", "94901", False),
        ("94*", "9490", True),
        ("94*", "8494", False),
        ("9490-9498", "9498", True),
        ("9490-9498", "9499", False),
        ("9490-9498", "94951", False),
        ("94901-1234", "94901-1234", True),
        ("SW1A*", "SW1A 2AA", True),
    ],
)
def test_a_pattern_fits(pattern: str, code: str, *, expected: bool) -> None:
    assert fits(pattern, code) is expected


@settings(max_examples=150, deadline=None)
@given(st.lists(CODES, min_size=1, max_size=6), PATTERNS)
def test_looking_up_in_order_finds_what_each_code_says(codes: list[str], pattern: str) -> None:
    people = [facts(f"A{n}", postcode=code) for n, code in enumerate(codes)]
    decided = decide(book(rule("r", "T1", postcodes=(pattern,))), people, date(2026, 3, 3))
    assert [own.territory == "T1" for own in decided.owned] == [fits(pattern, code) for code in codes]

"""Postcodes: whole, by prefix, or between two of one length; looked up in order, with the same answer as one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.ownership.decide import decide
from territory.ownership.postcodes import fits
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
        ("94901-1234", "94901", False),
        ("94901-1234", "94901-1235", False),
        ("SW1A*", "SW1A 2AA", True),
        ("SW1A 2AA", "sw1a2aa", True),
        ("sw1a*", "SW1A2AA", True),
        ("SW1A 2AA", "SW1A 2AB", False),
        ("02139", "02139-4301", True),
        ("02139", "021394301", True),
        ("02100-02199", "02139-4301", True),
        ("02139", "2139", True),
        ("02100-02199", "2139", True),
        ("02100-02199", "2239", False),
        ("12139", "2139", False),
        ("2139", "02139", False),
        ("00-950", "00950", True),
        ("1234 AB", "1234ab", True),
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


def test_a_lost_zero_is_named_and_not_guessed_where_rules_speak_of_two_countries() -> None:
    both = book(rule("de", "T1", postcodes=("01060",)), rule("at", "T2", postcodes=("1060",)))
    decided = decide(both, [facts("A", postcode="1060")], date(2026, 3, 3))
    assert decided.owned[0].territory == "T2"
    assert "postcode-zero-lost" in {problem.code for problem in decided.problems}
    one = decide(book(rule("de", "T1", postcodes=("01060",))), [facts("A", postcode="1060")], date(2026, 3, 3))
    assert one.owned[0].territory == "T1"
    assert "postcode-zero-lost" not in {problem.code for problem in one.problems}

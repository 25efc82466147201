"""Rate tables are files: read whole, refused with every problem, versioned by their content."""

from __future__ import annotations

import pytest

from mileage.rate_files import packaged_schemes, packaged_table, packaged_text, parse_table
from routing.problems import BadInputError

OWN = """
scheme = "acme"
title = "Acme travel policy"
currency = "CHF"
unit = "km"
year_starts = "01-01"
pool = "class"
[[rate]]
vehicle = "company-car"
from = 2026-01-01
source = "Travel policy of 2026"
bands = [{ rate = "0.15" }]
"""


@pytest.mark.parametrize("scheme", packaged_schemes())
def test_every_packaged_table_reads_and_names_its_sources(scheme: str) -> None:
    table = packaged_table(scheme)
    assert table.scheme == scheme
    assert all(rate.source for rate in table.rates)


def test_a_company_may_bring_its_own_table() -> None:
    assert parse_table(OWN, "acme.toml").currency == "CHF"


def test_comments_and_blank_space_do_not_make_another_version() -> None:
    assert parse_table("# ours\n" + OWN, "acme.toml").hash == parse_table(OWN, "acme.toml").hash


def test_another_rate_makes_another_version() -> None:
    assert parse_table(OWN.replace("0.15", "0.16"), "acme.toml").hash != parse_table(OWN, "acme.toml").hash


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('unit = "km"', 'unit = "league"', "rates-head"),
        ('currency = "CHF"', 'currency = "Fr."', "rates-head"),
        ('"01-01"', '"02-30"', "rates-head"),
        ('pool = "class"', "", "rates-head"),
        ('"0.15"', '"-0.15"', "rate-unreadable"),
        ('"0.15"', '"a lot"', "rate-unreadable"),
        ('"0.15"', '"NaN"', "rate-unreadable"),
        ("from = 2026-01-01", "from = 2026-01-01\nto = 2025-01-01", "rate-unreadable"),
        ('source = "Travel policy of 2026"', "", "rate-unreadable"),
        ('[{ rate = "0.15" }]', '[{ up_to = "10", rate = "0.15" }]', "rate-unreadable"),
        ('[{ rate = "0.15" }]', "[]", "rate-unreadable"),
        ("scheme =", "scheme", "rates-not-toml"),
    ],
)
def test_a_crooked_table_is_refused_with_its_reason(old: str, new: str, code: str) -> None:
    assert old in OWN
    with pytest.raises(BadInputError) as caught:
        parse_table(OWN.replace(old, new), "acme.toml")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_all_problems_of_a_table_come_together() -> None:
    with pytest.raises(BadInputError) as caught:
        parse_table(OWN.replace('"km"', '"league"').replace('"0.15"', '"x"'), "acme.toml")
    assert len(caught.value.problems) == 2


def test_two_rates_of_one_class_must_not_hold_on_one_day() -> None:
    twice = OWN + OWN[OWN.index("[[rate]]") :].replace("2026-01-01", "2026-06-01")
    with pytest.raises(BadInputError, match="2026-06-01"):
        parse_table(twice, "acme.toml")


def test_an_unknown_scheme_lists_the_known_ones() -> None:
    with pytest.raises(BadInputError, match="hmrc-amap"):
        packaged_text("../secrets")

"""`roundsman mileage quote`: the amount on the first line, how it came about below it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli

AMAP = ["mileage", "quote", "--scheme", "hmrc-amap", "--vehicle", "car", "--date", "2026-05-01"]
SPAN = ["--already", "9950mi", "--distance", "120mi"]


def test_a_quote_prints_the_pay_and_how_it_came_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*AMAP, *SPAN]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "45.00 GBP"
    assert "  50 mi x 0.55 = 27.5" in lines


def test_a_quote_for_machines_carries_the_tables_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*AMAP, *SPAN, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["pay"], answer["currency"], len(answer["table_hash"])) == ("45.00", "GBP", 64)


def test_a_table_of_ones_own_is_read_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "acme.toml"
    file.write_text(
        'scheme = "acme"\ntitle = "Acme"\ncurrency = "CHF"\nunit = "km"\nyear_starts = "01-01"\npool = "class"\n'
        '[[rate]]\nvehicle = "company-car"\nfrom = 2026-01-01\nsource = "Policy"\nbands = [{ rate = "0.15" }]\n'
    )
    own = ["--table", str(file), "--vehicle", "company-car", "--date", "2026-05-01", "--distance", "10km"]
    assert cli.run(["mileage", "quote", *own]) == 0
    assert capsys.readouterr().out.startswith("1.50 CHF\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--scheme", "no-such", *AMAP[4:], *SPAN], "hmrc-amap"),
        ([*AMAP[2:], "--already", "9950mi", "--distance", "120"], "is not a distance"),
        (["--scheme", "irs-business", "--date", "2021-05-01", "--distance", "1mi"], "no rate for a car"),
        (["--date", "2026-05-01", "--distance", "1mi"], "Name either"),
    ],
)
def test_a_quote_that_cannot_be_made_says_why(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["mileage", "quote", *arguments]) == 2
    assert said in capsys.readouterr().err

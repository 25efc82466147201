"""`roundsman territory` in front of a person: figures, reasons and remedies, and machines' JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands.import_ import command as import_
from commands.init import command as init
from commands.roads import command as roads
from commands.territory import command

REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the region's reps, accounts and roads."""
    folder, runner = tmp_path_factory.mktemp("territory"), CliRunner()
    runner.invoke(init, [str(folder)], catch_exceptions=False)
    for what in ("reps", "accounts"):
        runner.invoke(import_, [what, str(REGION / f"{what}.csv"), "-w", str(folder)], catch_exceptions=False)
    made = runner.invoke(roads, [str(REGION / "roads.osm.pbf"), "--country", "LI", "-w", str(folder)])
    assert made.exit_code == 0, made.output
    return folder


def typed(office: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "-w", str(office)])


def test_a_design_then_a_small_change(office: Path) -> None:
    designed = typed(office, "design", "--from", "2027-01-04", "--steps", "20")
    assert designed.exit_code == 0, designed.output
    assert "107 accounts have a new owner from 2027-01-04" in designed.stdout
    nothing = typed(office, "realign", "--from", "2027-03-01", "--steps", "30", "--most-accounts", "0", "--dry-run")
    assert "0 accounts would move" in nothing.stdout
    tight = typed(
        office, "realign", "--from", "2027-03-01", "--steps", "60", "--tolerance", "0.02", "--json", "--dry-run"
    )
    answer = json.loads(tight.stdout)
    assert len(answer["handovers"]) >= answer["minimum"]["units"]
    assert all(one["move"]["reason"] for one in answer["handovers"])


def test_seconds_and_steps_exclude_each_other(office: Path) -> None:
    said = typed(office, "design", "--seconds", "1", "--steps", "1")
    assert said.exit_code == 2
    assert "not both" in said.output


def test_an_experience_that_is_no_number_is_bad_use(office: Path) -> None:
    said = typed(office, "curves", "chance", "--experience", "R1=much")
    assert said.exit_code == 2
    assert "REP=FACTOR" in said.output

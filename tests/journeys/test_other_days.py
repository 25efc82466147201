"""A week's work on other days than the demonstration's: a year later, a leap day, a year's end, a change of clocks."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import cli
from office.clock import NOW_NAME
from office.demonstration.demonstration import START
from office.demonstration.region import DAYS_IN, moved_days
from office.demonstration.sample import FILES
from tests.journeys.conftest import REGION

DAYS = {
    "a year later": "2027-11-28T09:00:00Z",
    "a leap day": "2028-02-29T12:00:00Z",
    "the year's last hour": "2027-12-31T22:59:59Z",
    "the new year here, the old one in UTC": "2027-12-31T23:30:00Z",
    "clocks gone forward": "2027-03-28T01:30:00Z",
    "the hour that comes twice": "2027-10-31T00:30:00Z",
}
ACCOUNTS = 8


@dataclass(frozen=True)
class Office:
    """A workspace in which commands are typed at stated instants."""

    folder: Path
    files: Path
    patch: pytest.MonkeyPatch
    told: pytest.CaptureFixture[str]

    def at(self, instant: datetime) -> None:
        self.patch.setenv(NOW_NAME, instant.isoformat())

    def types(self, *words: object, code: int = 0) -> str:
        """Type a command and return its results, or with another code what went wrong."""
        self.told.readouterr()
        done = cli.run([*(str(word) for word in words), "--workspace", str(self.folder)])
        said = self.told.readouterr()
        assert done == code, f"{words}\n{said.out}\n{said.err}"
        return said.err if code or words[0] == "import" else said.out

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.types("show", "plan", "--format", "csv"))))


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that has a rep and roads, made once."""
    folder, reps = tmp_path_factory.mktemp("other-days") / "workspace", tmp_path_factory.mktemp("reps") / "reps.csv"
    lines = (REGION / "reps.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    reps.write_text("".join(lines[:2]), encoding="utf-8")
    for words in (
        ["init", str(folder), "--currency", "CHF", "--name", "demo"],
        ["import", "reps", str(reps), "--workspace", str(folder)],
        ["roads", str(REGION / "roads.osm.pbf"), "--country", "LI", "--workspace", str(folder)],
    ):
        assert cli.run(words) == 0
    return folder


@pytest.fixture(params=DAYS, ids=lambda name: name.replace(" ", "-"))
def day(request: pytest.FixtureRequest) -> datetime:
    return datetime.fromisoformat(DAYS[request.param])


@pytest.fixture
def office(
    roads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], day: datetime
) -> Office:
    """The workspace on that day, and the region's files as they would be on it, with a few of the accounts."""
    files = tmp_path / "files"
    files.mkdir()
    by = monday_after(day.date()) - timedelta(days=7) - START
    for name in FILES:
        (files / f"{name}.csv").write_bytes(moved_days(REGION / f"{name}.csv", DAYS_IN.get(name, ()), by))
    keep_few(files)
    made = Office(Path(shutil.copytree(roads, tmp_path / "workspace")), files, monkeypatch, capsys)
    made.at(day)
    return made


def monday_after(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def keep_few(files: Path) -> None:
    """Leave the first accounts alone in the files that name accounts, with one rep who visited them all."""
    kept = {f"A{number:04d}" for number in range(1, ACCOUNTS + 1)}
    for name, column in (("accounts", "id"), ("visits", "account_id"), ("opportunities", "account_id")):
        path = files / f"{name}.csv"
        rows = [row for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))) if row[column] in kept]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | ({"rep_id": "R1"} if "rep_id" in row else {}) for row in rows)


def test_the_week_goes_its_way_on_any_day(office: Office, day: datetime) -> None:
    monday = monday_after(day.date())
    for name in ("accounts", "visits", "opportunities"):
        assert "last-visit-ahead" not in office.types("import", name, office.files / f"{name}.csv")
    office.types("territory", "design", "--from", monday, "--steps", 20)
    office.types("plan", "--weeks", 2, "--steps", 60)
    office.types("publish")
    visits = office.rows()
    assert min(row["date"] for row in visits) >= str(monday)
    first = visits[0]
    assert office.types("plan", "move", first["visit"], monday + timedelta(days=8), "--try")
    assert "roundsman" not in office.types("visit", "accept", first["visit"])
    office.at(datetime.fromisoformat(f"{first['date']}T20:00:00+00:00"))
    office.types("visit", "done", first["visit"], "--date", first["date"])
    office.types("mileage", "vehicle", "car", "--rep", first["rep"], "--kind", "car")
    office.types("mileage", "trips", "--rep", first["rep"], "--date", first["date"])
    office.types("plan", "lessons")
    office.types("territory", "review", "--json")
    office.types("plan", "--weeks", 1, "--steps", 20)
    assert office.rows()


def test_what_is_over_cannot_be_moved_to_on_any_day(office: Office, day: datetime) -> None:
    office.types("import", "accounts", office.files / "accounts.csv")
    office.types("territory", "design", "--steps", 5)
    office.types("plan", "--weeks", 1, "--steps", 5)
    visit = office.rows()[0]["visit"]
    yesterday = day.date() - timedelta(days=1)
    assert str(yesterday) in office.types("plan", "move", visit, yesterday, "--try", code=2)

"""Another engine than the roads, from the command to every result: servers that answer or not, estimates."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli import run
from office.opening import open_office
from office.roads import road_engine
from tests.journeys.conftest import Terminal
from tests.routing.doubles import osrm_double, valhalla_double
from tests.routing.serving import Answer, Served, serving

PLAN = ("plan", "--start", "2027-02-01", "--weeks", "1", "--steps", "50", "--workers", "1")


@dataclass
class Desk:
    """The command in this process, in a copy of the demonstration."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def types(self, *words: str, code: int = 0) -> str:
        """Run the command, hold it to its exit code, and return what it wrote."""
        self.capture.readouterr()
        found = run([*words, "--workspace", str(self.folder)])
        said = self.capture.readouterr()
        assert found == code, f"{words}: {found}\n{said.out}\n{said.err}"
        return said.out + said.err


@pytest.fixture
def desk(demo: Terminal, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(demo.folder, capsys)


@pytest.fixture(params=["osrm", "valhalla"])
def named(request: pytest.FixtureRequest, desk: Desk) -> Iterator[str]:
    """A server that knows the demonstration's roads, as people name it."""
    roads = road_engine(open_office(desk.folder))
    double = osrm_double(roads) if request.param == "osrm" else valhalla_double(roads)
    with serving(double) as served:
        yield f"{request.param}={served.url},timeout=30"


DRAFT = ("--plan", "2")


def first_tour(desk: Desk) -> tuple[str, str]:
    tour = json.loads(desk.types("show", "plan", *DRAFT, "--format", "json"))["tours"][0]
    return tour["rep_id"], tour["date"]


def test_a_server_measures_whatever_is_asked(desk: Desk, named: str) -> None:
    url = named.partition("=")[2].partition(",")[0]
    assert f"at {url}" in desk.types("roads", "--travel", named)
    desk.types(*PLAN)
    assert f"at {url}" in desk.types("show", "plan", *DRAFT)
    rep, day = first_tour(desk)
    told = desk.types("show", "directions", rep, day, "--turns", *DRAFT)
    assert "turn left" in told.lower()
    assert "https://waze.com/ul?ll=" in told
    desk.types("explain", day, *DRAFT)
    desk.types("territory", "design", "--dry-run", "--steps", "20")
    desk.types("mileage", "trips", "--rep", rep, "--month", "2027-01", "--as", rep)


def test_what_is_asked_about_a_plan_is_measured_as_the_plan_was(desk: Desk) -> None:
    desk.types(*PLAN, "--travel", "straight=1.4@40")
    assert "straight lines" in desk.types("explain", "2027-02-02", "--plan", "2")
    assert "straight lines" not in desk.types("explain", "2027-01-12", "--plan", "1")


def test_an_estimate_is_marked_in_every_result_and_never_claimed(desk: Desk) -> None:
    assert "an estimate" in desk.types("roads", "--travel", "straight")
    assert "an estimate" in desk.types(*PLAN)
    assert "ESTIMATED" in desk.types("show", "plan", *DRAFT)
    rows = desk.types("show", "plan", *DRAFT, "--format", "csv").splitlines()
    assert {row.rpartition(",")[2] for row in rows[1:]} == {"estimate"}
    assert "an estimate" in json.loads(desk.types("show", "plan", *DRAFT, "--format", "json"))["evidence"]["travel"]
    rep, day = first_tour(desk)
    assert "ESTIMATED" in desk.types("show", "directions", rep, day, *DRAFT)
    assert "straight lines" in desk.types("show", "tours", "--format", "geojson", "--rep", rep, *DRAFT)
    assert "an estimate" in desk.types("territory", "design", "--dry-run", "--steps", "20")
    assert "straight line" in desk.types("calendar", "export", rep, "--plan", "2").replace("\n ", "")
    refused = desk.types("mileage", "trips", "--rep", rep, "--month", "2027-01", code=2)
    assert "travel-estimated" in refused


def test_measured_ways_bear_no_mark(desk: Desk) -> None:
    assert "ESTIMATED" not in desk.types("show", "plan")
    rows = desk.types("show", "plan", "--plan", "1", "--format", "csv").splitlines()
    assert {row.rpartition(",")[2] for row in rows[1:]} == {"measured"}


def slow(*_: object) -> Answer:
    time.sleep(1.5)
    return 200, {}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (slow, "did not answer within 1 seconds"),
        (lambda *_: (200, b"<html>hello</html>"), "not JSON"),
        (lambda *_: (200, {"code": "Ok", "durations": [[0]], "distances": [[0]]}), "answered a table of (1, 1)"),
        (lambda *_: (400, {"code": "InvalidOptions"}), "refused the question: InvalidOptions"),
    ],
)
def test_a_server_that_fails_is_named_and_nothing_is_changed(desk: Desk, answer: object, said: str) -> None:
    with serving(answer) as served:  # type: ignore[arg-type]
        told = desk.types("roads", "--travel", f"osrm={served.url},timeout=1,retries=0", code=3)
        _names(served, told, said)
        _names(served, desk.types(*PLAN, "--travel", f"osrm={served.url},timeout=1,retries=0", code=3), said)
    assert "on roads.osm.pbf" in desk.types("show", "plan")
    assert "plan-unknown" in desk.types("show", "plan", *DRAFT, code=2)


def _names(served: Served, told: str, said: str) -> None:
    assert said in told
    assert served.url in told
    assert "roundsman roads" in told


def test_a_server_that_went_away_stops_the_plan(
    desk: Desk,
) -> None:
    with serving(osrm_double(road_engine(open_office(desk.folder)))) as served:
        desk.types("roads", "--travel", f"osrm={served.url},retries=0")
    assert "cannot be reached" in desk.types(*PLAN, code=3)
    assert "roads.osm.pbf" in desk.types("roads", "--travel", "roads")
    desk.types(*PLAN)


@pytest.mark.parametrize("named", ["google", "osrm=localhost", "straight=0.2@40", "osrm=http://localhost,limit=1"])
def test_an_engine_that_nobody_knows_is_refused_with_the_forms(desk: Desk, named: str) -> None:
    assert "osrm=http://localhost:5000" in desk.types("roads", "--travel", named, code=2)

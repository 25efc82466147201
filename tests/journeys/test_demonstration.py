"""A stranger's first command does the main job, and what it makes can be checked by other programs."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import icalendar
import pytest
from shapely.geometry import shape

from reports.folder import FileNotWrittenError, Written
from store.folder_lock import alone_in
from tests.journeys.conftest import ROOT, Terminal
from tests.programs import program

CONTRACT = "plan,rep,date,sequence,account,arrival,start,end,travel_s,distance_m,status"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_it_ends_by_saying_what_it_made_and_where(demonstration: tuple[Path, str]) -> None:
    folder, printed = demonstration
    made = [line.split()[0] for line in printed.splitlines() if line.startswith("  ") and "." in line.split()[0]]
    assert {"plan.csv", "plan.json", "mileage.csv", "calendars/R1.ics", "pictures/territories.png"} <= set(made)
    assert all((folder / name).stat().st_size > 100 for name in made)


def test_a_file_that_cannot_be_written_is_named_from_another_process_too(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("no folder")
    with pytest.raises(FileNotWrittenError) as told:
        Written(tmp_path).text("pictures/week-R1.png", "a picture", "")
    sent = pickle.loads(pickle.dumps(told.value))  # noqa: S301 - as a pool of processes does
    assert str(sent) == str(told.value)
    assert "pictures" in str(told.value)


def test_the_plan_s_csv_keeps_its_contract(demo: Terminal) -> None:
    text = demo.types("show", "plan", "--format", "csv")
    assert text.startswith(CONTRACT)
    visits = rows(text)
    assert {visit["status"] for visit in visits} == {"done", "published"}, "the first days are over"
    for visit in visits:
        arrival, start, end = (datetime.fromisoformat(visit[name]) for name in ("arrival", "start", "end"))
        assert arrival <= start < end
        assert start.utcoffset() is not None
        assert start.date() == date.fromisoformat(visit["date"])


def test_csv_and_json_tell_the_same_plan(demo: Terminal) -> None:
    visits = rows(demo.types("show", "plan", "--format", "csv"))
    plan = json.loads(demo.types("show", "plan", "--format", "json"))
    told = [(tour["rep_id"], tour["date"], visit["visit_id"]) for tour in plan["tours"] for visit in tour["visits"]]
    assert told == [(visit["rep"], visit["date"], visit["visit"]) for visit in visits]


def test_nobody_is_visited_twice_a_day_and_tours_are_in_order(demo: Terminal) -> None:
    visits = rows(demo.types("show", "plan", "--format", "csv"))
    assert max(Counter((visit["account"], visit["date"]) for visit in visits).values()) == 1
    for before, after in pairwise(visits):
        if (before["rep"], before["date"]) == (after["rep"], after["date"]):
            assert int(after["sequence"]) == int(before["sequence"]) + 1
            assert before["end"] < after["arrival"]


def test_every_unserved_visit_has_its_reason(demo: Terminal) -> None:
    plan = json.loads(demo.types("show", "plan", "--format", "json"))
    listed = json.loads(demo.types("show", "unserved", "--format", "json"))
    assert len(listed) == len(plan["unserved"])
    assert all(visit["reason"] and visit["detail"] for visit in listed)


def test_whoever_asks_why_next_needs_no_search_of_the_roads_to_be_made_ready(demo: Terminal) -> None:
    account = rows(demo.types("show", "plan", "--format", "csv"))[0]["account"]
    asked = (
        f"import sys, cli; code = cli.run(['explain', '{account}']); sys.exit(code or 10 * ('numba' in sys.modules))"
    )
    known = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", asked], cwd=demo.folder, env=known, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_calendars_hold_every_visit_under_an_identity_of_its_own(demo: Terminal) -> None:
    visits = rows(demo.types("show", "plan", "--format", "csv"))
    for rep in ("R1", "R2", "R3"):
        calendar = icalendar.Calendar.from_ical((demo.folder / f"calendars/{rep}.ics").read_bytes())
        events = calendar.walk("VEVENT")
        assert len({str(event["UID"]) for event in events}) == len(events)
        starts = sorted(event["DTSTART"].dt for event in events)
        assert starts == sorted(datetime.fromisoformat(visit["start"]) for visit in visits if visit["rep"] == rep)


@pytest.mark.slow
def test_khal_takes_the_calendar(demo: Terminal, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    config = f"[calendars]\n[[rounds]]\npath = {tmp_path / 'store'}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    zones = "[locale]\nlocal_timezone = Europe/Vaduz\ndefault_timezone = Europe/Vaduz\n"
    (tmp_path / "khal.conf").write_text(config + zones)
    calendar = demo.folder / "calendars/R1.ics"
    done = subprocess.run(
        [program("khal"), "-c", tmp_path / "khal.conf", "import", "--batch", "-a", "rounds", calendar],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "store").glob("*.ics"))) == calendar.read_text().count("BEGIN:VEVENT")


def test_maps_are_geojson_of_the_region(demo: Terminal) -> None:
    tours = json.loads(demo.types("show", "tours", "--format", "geojson", "--rep", "R1"))
    owners = json.loads(demo.types("show", "territories", "--format", "geojson", "--date", "2027-01-04"))
    assert {feature["properties"]["rep"] for feature in tours["features"]} == {"R1"}
    for feature in (*tours["features"], *owners["features"]):
        west, south, east, north = shape(feature["geometry"]).bounds
        assert 9.4 < west <= east < 9.7
        assert 47.0 < south <= north < 47.3
    assert len(owners["features"]) == 3


def test_mileage_tells_what_was_driven_from_what_is_foretold(demo: Terminal) -> None:
    lines = rows((demo.folder / "mileage.csv").read_text())
    bases = {line["basis"] for line in lines}
    assert bases == {"confirmed", "planned (forecast, not claimable)"}
    assert all(float(line["pay"]) > 0 and line["rates"] for line in lines)


@pytest.mark.slow
def test_making_it_again_gives_the_same_bytes(demonstration: tuple[Path, str], terminal: Terminal) -> None:
    terminal.types("demo", "--dir", "again", "--weeks", "4", installed=True)
    for name in ("plan.json", "plan.csv", "territories.geojson", "tours.geojson"):
        assert (terminal.folder / "again" / name).read_bytes() == (demonstration[0] / name).read_bytes()


@pytest.mark.slow
def test_another_start_finds_the_same_state(demonstration: tuple[Path, str], terminal: Terminal) -> None:
    terminal.types("demo", "--dir", "earlier", "--weeks", "4", "--start", "2026-09-07", installed=True)
    visits = len(rows((terminal.folder / "earlier" / "plan.csv").read_text()))
    usual = len(rows((demonstration[0] / "plan.csv").read_text()))
    assert 0.8 < visits / usual < 1.2


def test_two_runs_in_one_folder_do_not_meet(terminal: Terminal) -> None:
    with alone_in(terminal.folder / "demo"):
        assert "Another roundsman command" in terminal.types("demo", "--dir", "demo", code=3)
    assert not (terminal.folder / "demo").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(terminal: Terminal) -> None:
    (terminal.folder / "mine").mkdir()
    (terminal.folder / "mine" / "letter.txt").write_text("mine")
    assert "--dir" in terminal.types("demo", "--dir", "mine", code=2)
    assert (terminal.folder / "mine" / "letter.txt").read_text() == "mine"

"""libical, ical.js and node-ical read every event at the instant that was meant, across both clock changes."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calendars.compose import Choices, compose
from calendars.events import Event
from calendars.feed import assemble, keep
from calendars.lint import lint
from scheduler.demand.workdays import Absence
from scheduler.plan import Plan
from tests.calendars.week import FACTS, HOUR, NOW, REP, tour, visit
from tests.programs import missing

JUDGES = Path(__file__).parent / "judges"
MODULES = Path(os.environ.get("ROUNDSMAN_JUDGES", JUDGES))
ZONES = ("Europe/Zurich", "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Nuuk")
CHANGES = ((2026, 3, 1), (2026, 10, 1))


def events_in(zone: str) -> tuple[Event, ...]:
    """Return visits and daily hours off over nine weeks around each of the year's clock changes."""
    rep = replace(REP, timezone=zone)
    starts = [date(*start) for start in CHANGES]
    days = [day + timedelta(days=3 * n) for day in starts for n in range(21)]
    tours = [tour(day, visit(f"v{number}", "a", 9)) for number, day in enumerate(days)]
    office = [Absence("r1", day, day + timedelta(days=62), "office", 9 * HOUR, 11 * HOUR) for day in starts]
    plan = Plan(starts[0], date(2026, 12, 31), tuple(tours), ())
    return compose(plan, rep, replace(FACTS, absences=office), Choices(lunch=True, alarm_min=5))


def meant(events: tuple[Event, ...]) -> set[str]:
    """Return what a reader should say, worked out with Python's own zones and no calendar library."""
    lines = set()
    for event in events:
        assert isinstance(event.start, datetime)
        assert isinstance(event.end, datetime)
        if event.repeat is None:
            lines.add(f"{event.uid} {event.start.timestamp():.0f} {event.end.timestamp():.0f}")
            continue
        zone, until = ZoneInfo(event.repeat.zone), event.repeat.until
        assert until is not None
        start, end = event.start.astimezone(zone), event.end.astimezone(zone)
        for step in range((until - start.date()).days + 1):
            moments = ((moment + timedelta(days=step)).astimezone(UTC) for moment in (start, end))
            lines.add(" ".join([event.uid, *(f"{moment.timestamp():.0f}" for moment in moments)]))
    return lines


@pytest.fixture(scope="module")
def libical(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    if shutil.which("gcc") is None or not Path("/usr/include/libical/ical.h").exists():
        missing("gcc or libical's headers (libical-dev) are not installed")
    program = tmp_path_factory.mktemp("libical") / "instants"
    subprocess.run(["gcc", "-o", program, JUDGES / "instants.c", "-lical"], check=True)
    return [str(program)]


def javascript(name: str) -> list[str]:
    if shutil.which("node") is None or not (MODULES / "node_modules" / name).exists():
        missing(f"node or {name} in {MODULES} is not installed")
    return ["node", str(JUDGES / "instants.mjs"), name, str(MODULES)]


@pytest.fixture(params=["libical", "ical.js", "node-ical"])
def judge(request: pytest.FixtureRequest) -> list[str]:
    if request.param == "libical":
        return list(request.getfixturevalue("libical"))
    return javascript(request.param)


@pytest.mark.parametrize("zone", ZONES)
def test_every_reader_sees_the_instants_that_were_meant(judge: list[str], zone: str, tmp_path: Path) -> None:
    events = events_in(zone)
    kept = keep({}, events, NOW, date(2026, 1, 1), date(2026, 12, 31))
    data = assemble("Rita", kept.values(), date(2026, 1, 1), date(2026, 12, 31))
    assert lint(data) == ()
    path = tmp_path / "feed.ics"
    path.write_bytes(data)
    said = subprocess.run([*judge, str(path)], check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line for line in said if line.startswith("complaints")] in ([], ["complaints 0"])
    read = [line for line in said if not line.startswith("complaints")]
    assert len(read) == len(set(read))
    assert set(read) == meant(events)


def test_libical_complains_about_a_place_that_is_none(libical: list[str], tmp_path: Path) -> None:
    kept = keep({}, events_in(ZONES[0]), NOW, date(2026, 1, 1), date(2026, 12, 31))
    data = assemble("Rita", kept.values(), date(2026, 1, 1), date(2026, 12, 31))
    path = tmp_path / "feed.ics"
    path.write_bytes(data.replace(b"GEO:47.15;9.5125", b"GEO:nowhere"))
    said = subprocess.run([*libical, str(path)], check=True, capture_output=True, text=True).stdout
    assert "complaints 0" not in said

"""The calendar and visit verbs do what their use cases do, and say so."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from calendars.dav import ServerAwayError
from calendars.exchange import SyncReport
from calendars.lint import lint
from cli import run
from office.opening import Office
from tests.calendars.dialects import google, served
from tests.calendars.servers import PASSWORD, USER
from tests.calendars.week import NOW
from tests.office.carried_week import fill


@pytest.fixture
def folder(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(sqlite_workspace)
    monkeypatch.setattr("commands.context.now", lambda: NOW)
    return sqlite_workspace.folder.path


def call(folder: Path, *words: str) -> int:
    return run([*words, "-w", str(folder)])


def test_a_rep_s_week_from_publish_to_confirmed_and_reported_visits(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rita.ics"
    assert call(folder, "calendar", "choose", "r1", "--language", "de", "--alarm", "10") == 0
    assert call(folder, "visit", "accept", "v1") == 0
    assert call(folder, "visit", "move", "v2", "2026-03-24", "10:00", "--force") == 0
    assert call(folder, "visit", "move", "v3", "2026-03-29", "10:00") == 0
    assert call(folder, "calendar", "export", "r1", "-o", str(out)) == 0
    assert lint(out.read_bytes()) == ()
    assert out.read_bytes().count(b"STATUS:CONFIRMED") == 1
    capfd.readouterr()
    assert call(folder, "visit", "questions", "--json") == 0
    (question,) = json.loads(capfd.readouterr().out)
    assert (question["visit_id"], question["date"], question["open"]) == ("v3", "2026-03-29", True)
    assert call(folder, "visit", "move", "v3", "2026-03-29", "10:00", "--force") == 0
    done = ("visit", "done", "v1", "--date", "2026-03-23", "--from", "9:00", "--until", "10:30")
    assert call(folder, *done) == 2
    assert "date-to-come" in capfd.readouterr().err
    monkeypatch.setattr("commands.context.now", lambda: NOW + timedelta(days=3))
    assert call(folder, *done) == 0
    assert call(folder, "visit", "decline", "v2", "--reason", "closed that week") == 0
    capfd.readouterr()
    assert call(folder, "visit", "durations", "--apply") == 0
    assert "0 accounts changed" in capfd.readouterr().err  # one visit teaches nothing
    assert call(folder, "visit", "undo", "v2") == 0
    assert capfd.readouterr().out == "Took back: declined, by administrator.\n"
    assert call(folder, "visit", "questions") == 0
    assert capfd.readouterr().out == ""


def test_a_link_is_shown_once_renewed_on_demand_and_revoked(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    qr = tmp_path / "code.svg"
    assert (
        call(folder, "calendar", "link", "r1", "--base", "https://visits.example.org", "--qr", str(qr), "--json") == 0
    )
    first = json.loads(capfd.readouterr().out)
    assert first["webcal"] == first["https"].replace("https:", "webcal:")
    assert qr.read_bytes().startswith(b"<svg")
    assert call(folder, "calendar", "link", "r1") == 2
    assert "--renew" in capfd.readouterr().err
    assert call(folder, "calendar", "link", "r1", "--renew", "--json") == 0
    assert json.loads(capfd.readouterr().out)["https"] != first["https"]
    assert call(folder, "calendar", "revoke", "r1") == 0
    assert "stopped working" in capfd.readouterr().out
    assert call(folder, "calendar", "revoke", "r1") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("calendar", "export", "nobody"), "reps: r1"),
        (("calendar", "link", "r1", "--base", "ftp://x"), "no address such as"),
        (("calendar", "sync", "r1"), "calendar connect"),
        (
            (
                "calendar",
                "connect",
                "r1",
                "--url",
                "http://calendar.example.org/",
                "--secret-env",
                "ROUNDSMAN_SECRET_R1",
            ),
            "by https",
        ),
        (("calendar", "settle", "v1"), "Sync first"),
        (("visit", "accept", "nosuch"), "roundsman show plan"),
        (("visit", "move", "v1", "2026-03-24", "25:00"), "no time of day"),
        (("visit", "done", "v1", "--date", "2026-03-23", "--from", "10:00", "--until", "9:00"), "ends after"),
    ],
)
def test_bad_use_is_named_with_its_remedy(
    folder: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert call(folder, *words) == 2
    assert said in capfd.readouterr().err


def test_a_sync_without_any_connected_calendar_says_so(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "calendar", "sync") == 0
    assert "calendar connect REP" in capfd.readouterr().err


def test_a_variable_that_is_not_set_is_the_world_s_fault(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    options = ("--url", "http://127.0.0.1:9/x/", "--login", "rita", "--secret-env", "ROUNDSMAN_SECRET_NOBODY")
    assert call(folder, "calendar", "connect", "r1", *options) == 3
    assert "not set where this runs" in capfd.readouterr().err


def test_a_variable_that_is_none_for_secrets_is_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    options = ("--url", "http://127.0.0.1:9/x/", "--login", "rita", "--secret-env", "HOME")
    assert call(folder, "calendar", "connect", "r1", *options) == 2
    assert "secret-variable" in capfd.readouterr().err


def test_calendars_behind_an_address_are_found(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUNDSMAN_SECRET_R1", PASSWORD)
    with served(google()) as url:
        options = ("--url", url, "--login", USER, "--secret-env", "ROUNDSMAN_SECRET_R1")
        assert call(folder, "calendar", "find", *options, "--json") == 0
        assert json.loads(capfd.readouterr().out) == [{"url": url, "name": "Rita"}]
        assert call(folder, "calendar", "find", *options, "--make", "Visits") == 3
    assert "names no calendars" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("fault", "code"), [(OverflowError("odd"), 1), (ServerAwayError("http://x/", "is away", "Wait."), 3)]
)
def test_one_rep_s_calendar_keeps_no_other_waiting(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, fault: Exception, code: int
) -> None:
    asked: list[str] = []

    def sync(_: object, __: object, rep: str) -> SyncReport:
        asked.append(rep)
        if rep == "r1":
            raise fault
        return SyncReport(1, 0, (), ())

    monkeypatch.setattr("commands.calendar.sync_calendar", sync)
    assert call(folder, "calendar", "sync", "r1", "r2") == code
    assert asked == ["r1", "r2"]
    said = capfd.readouterr()
    assert "r2: 1 written" in said.out
    assert "r1: " in said.err

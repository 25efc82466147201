"""Feeds over HTTP: cached, compressed, private, limited, and silent about their secrets."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from fastapi.testclient import TestClient

from calendars.lint import lint
from office.calendars.feeds import link_feed, revoke_feed
from office.opening import Office
from office.people import owner
from scheduler.plan import Plan
from store.accounts import write_reps
from store.database import writing
from tests.calendars.servers import free_port
from tests.calendars.week import MONDAY, NOW, REP, WEEK, plan, tour, visit
from tests.conftest import NOW as COMMANDS_NOW
from tests.office.carried_week import fill, put_in_force
from tests.programs import program
from web.app import Rates, make_app
from web.limits import Limits
from web.links import feed_links, qr_svg, qr_text


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def week(sqlite_workspace: Office) -> Office:
    fill(sqlite_workspace)
    return sqlite_workspace


@pytest.fixture
def secret(week: Office) -> str:
    return link_feed(week, owner(), REP.id) or ""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(week: Office, clock: Clock) -> TestClient:
    return TestClient(
        make_app(replace(week, clock=clock), Rates(feed=1000, wrong=5)), headers={"Accept-Encoding": "identity"}
    )


def test_a_feed_is_a_calendar_with_a_strong_etag_for_this_rep_alone(client: TestClient, secret: str) -> None:
    answer = client.get(f"/feeds/{secret}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private"
    assert answer.headers["etag"].startswith('"')
    assert lint(answer.content) == ()
    assert client.head(f"/feeds/{secret}.ics").status_code == 200


def test_an_unchanged_feed_is_not_sent_again(client: TestClient, secret: str, week: Office) -> None:
    first = client.get(f"/feeds/{secret}.ics")
    headers = {"If-None-Match": first.headers["etag"]}
    same = client.get(f"/feeds/{secret}.ics", headers=headers)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    put_in_force(week, WEEK)
    assert client.get(f"/feeds/{secret}.ics", headers=headers).status_code == 304
    put_in_force(week, plan(tour(MONDAY, visit("v1", "a", 10))))
    assert client.get(f"/feeds/{secret}.ics", headers=headers).status_code == 200


def test_a_compressed_feed_has_an_etag_of_its_own_and_the_same_words(client: TestClient, secret: str) -> None:
    plain = client.get(f"/feeds/{secret}.ics")
    with client.stream("GET", f"/feeds/{secret}.ics", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    again = client.get(f"/feeds/{secret}.ics", headers={"If-None-Match": packed.headers["etag"]})
    assert again.status_code == 304


def test_the_window_moves_with_the_day(client: TestClient, secret: str, clock: Clock) -> None:
    first = client.get(f"/feeds/{secret}.ics")
    clock.now = NOW + timedelta(days=60)
    later = client.get(f"/feeds/{secret}.ics")
    assert later.content.count(b"BEGIN:VEVENT") == 0
    assert later.headers["etag"] != first.headers["etag"]


def test_a_wrong_or_revoked_secret_is_not_found(client: TestClient, secret: str, week: Office) -> None:
    assert client.get("/feeds/guess.ics").status_code == 404
    revoke_feed(week, owner(), REP.id)
    assert client.get(f"/feeds/{secret}.ics").status_code == 404
    assert client.get("/docs").status_code == 404


def test_guessing_and_polling_too_often_are_asked_to_wait(week: Office, secret: str, clock: Clock) -> None:
    client = TestClient(make_app(replace(week, clock=clock), Rates(feed=2, wrong=2)))
    assert [client.get("/feeds/guess.ics").status_code for _ in range(3)] == [404, 404, 429]
    answers = [client.get(f"/feeds/{secret}.ics") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) >= 1


def test_a_bucket_fills_again_with_time() -> None:
    limits = Limits(60)
    assert [limits.wait_s("a", 0.0) for _ in range(61)] == [0] * 60 + [1]
    assert limits.wait_s("b", 0.0) == 0
    assert limits.wait_s("a", 1.1) == 0
    assert limits.wait_s("a", 1.1) == 1


def test_a_database_that_is_away_is_said_without_a_secret(
    week: Office, secret: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    client = TestClient(make_app(replace(week, clock=clock)))
    week.database.dispose()
    Path(str(week.database.url.database)).write_text("this is no database, and it is long enough to be seen as one" * 9)
    answer = client.get(f"/feeds/{secret}.ics")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert secret not in caplog.text


def test_links_come_for_programs_and_for_phones_and_are_short_enough_for_google() -> None:
    links = feed_links("https://visits.example.org/app/", "s" * 32)
    assert links.https == f"https://visits.example.org/app/feeds/{'s' * 32}.ics"
    assert links.webcal == f"webcal://visits.example.org/app/feeds/{'s' * 32}.ics"
    assert "█" in qr_text(links.webcal)
    assert b"<svg" in qr_svg(links.webcal)
    for base in ("ftp://x", "visits.example.org", "https://" + "x" * 250):
        with pytest.raises(ValueError, match="address"):
            feed_links(base, "s" * 32)


def test_the_command_serves_and_its_log_holds_no_secret(week: Office, secret: str, tmp_path: Path) -> None:
    soon = COMMANDS_NOW.date() + timedelta(days=3)
    put_in_force(week, Plan(soon, soon, (tour(soon, visit("v1", "a", 9), visit("v2", "b", 14)),), ()))
    port, root = free_port(), Path(__file__).parents[2]
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port), "-w", str(week.folder.path)]
    log = tmp_path / "log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=root, stdout=out, stderr=out) as server,
    ):
        url = f"http://127.0.0.1:{port}/feeds/{secret}.ics"
        answer = _patiently(url)
        assert answer.headers["content-type"].startswith("text/calendar")
        assert vdirsyncer_fetches(url, tmp_path) == 2
        requests.get(f"http://127.0.0.1:{port}/feeds/wrong-secret.ics", timeout=5)
        requests.get(f"http://127.0.0.1:{port}/feeds/{secret}.ics/../x%00", timeout=5)
        server.send_signal(signal.SIGINT)
        server.wait(20)
    text = log.read_text()
    assert "feed of r1: 200" in text
    assert secret not in text
    assert "wrong-secret" not in text


def vdirsyncer_fetches(url: str, folder: Path) -> int:
    """Return how many events another client makes of a feed."""
    config, files = folder / "config", folder / "files"
    files.mkdir()
    config.write_text(
        f'[general]\nstatus_path = "{folder}/status/"\n'
        '[pair visits]\na = "feed"\nb = "files"\ncollections = null\n'
        f'[storage feed]\ntype = "http"\nurl = "{url}"\n'
        f'[storage files]\ntype = "filesystem"\npath = "{files}"\nfileext = ".ics"\n'
    )
    for verb in ("discover", "sync"):
        subprocess.run([program("vdirsyncer"), "-c", config, verb], check=True, capture_output=True, input=b"y\n")
    return len(list(files.glob("*.ics")))


def _patiently(url: str) -> requests.Response:
    for _ in range(200):
        try:
            return requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_reps_see_their_own_feed_only(client: TestClient, secret: str, week: Office) -> None:
    with writing(week.database) as connection:
        write_reps(connection, [replace(REP, id="r2", name="Otto Ott")])
    other = link_feed(week, owner(), "r2")
    assert b"BEGIN:VEVENT" not in client.get(f"/feeds/{other}.ics").content
    assert b"BEGIN:VEVENT" in client.get(f"/feeds/{secret}.ics").content

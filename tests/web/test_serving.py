"""The running server: its log, its figures, its worker, and how it ends."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role, owner
from office.sessions import make_token
from office.staff import list_people
from tests.calendars.servers import free_port
from tests.web.site import client_of, let_in, signed_in
from web.bodies import BodyLimit
from web.figures import Figures
from web.keeper import Keeper

ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    let_in(sqlite_workspace)
    return sqlite_workspace


@contextmanager
def served(office: Office, log: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the command until the block ends; give the process and its address."""
    port = free_port()
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port), "-w", str(office.folder.path), *options]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out) as server:
        try:
            until(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
            yield server, f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(40)


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def until(holds: Callable[[], object]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to hold within a minute")


def worker_of(server: subprocess.Popen[bytes]) -> int | None:
    """Return the process id of a server's worker."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == server.pid and b"worker" in (status.parent / "cmdline").read_bytes():
            return int(status.parent.name)
    return None


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def hears(pid: int, number: signal.Signals) -> bool:
    """Return whether a process has an ear of its own for a signal."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return bool(int(status.partition("SigCgt:")[2].split()[0], 16) >> (number - 1) & 1)


def records(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [record.facts for record in caplog.records if hasattr(record, "facts")]


def test_each_request_is_a_line_with_its_id_route_person_and_status(
    house: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "roundsman.request")
    client = signed_in(house, Role.PLANNER)
    caplog.clear()
    answer = client.get("/account?secret=hunter2", headers={"X-Request-Id": "proxy-0001"})
    (line,) = records(caplog)
    assert line == {
        "request": "proxy-0001", "method": "GET", "route": "/account", "person": "planner", "status": 200,
        "ms": line["ms"],
    }  # fmt: skip
    assert answer.headers["x-request-id"] == "proxy-0001"
    assert "hunter2" not in caplog.text


@pytest.mark.parametrize("given", ["short", "with space 1234", "x" * 65, 'quote"1234567'])
def test_an_id_that_could_write_into_the_log_is_not_taken(house: Office, given: str) -> None:
    made = client_of(house).get("/healthz", headers={"X-Request-Id": given}).headers["x-request-id"]
    assert made != given
    assert len(made) == 16


def test_a_fault_is_answered_with_its_id_and_the_headers_of_every_answer(
    house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.routes.home.is_well", lambda _: 1 / 0)
    client = TestClient(client_of(house).app, raise_server_exceptions=False)
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert len(answer.headers["x-request-id"]) == 16
    assert "content-security-policy" in answer.headers


def test_an_administrator_s_token_opens_the_figures_and_nobody_else_s(house: Office) -> None:
    people = {member.person.id: member.person for member in list_people(house, owner())}
    answers = {}
    for role in ("administrator", "planner"):
        token = make_token(house, people[role], "watch", frozenset({"read"}), 30)
        answers[role] = client_of(house).get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answers["planner"].status_code == 403
    assert client_of(house).get("/metrics").status_code == 303
    text = answers["administrator"].text
    assert answers["administrator"].headers["content-type"].startswith("application/openmetrics-text")
    assert 'roundsman_jobs{state="waiting"} 0' in text
    assert text.endswith("# EOF\n")


def test_figures_count_routes_not_addresses() -> None:
    figures = Figures()
    figures.count("GET", "/x/{id}", 200, 0.02)
    figures.count("BREW", "none", 404, 7.0)
    text = figures.text({"a": 1})
    assert 'roundsman_requests_total{method="GET",route="/x/{id}",status="200"} 1' in text
    assert 'roundsman_requests_total{method="other",route="none",status="404"} 1' in text
    assert 'roundsman_request_seconds_bucket{route="/x/{id}",le="0.01"} 0' in text
    assert 'roundsman_request_seconds_bucket{route="none",le="5.0"} 0' in text
    assert 'roundsman_request_seconds_bucket{route="none",le="+Inf"} 1' in text


def test_what_is_too_long_is_refused_whatever_it_says_of_itself() -> None:
    app = FastAPI()

    @app.post("/")
    async def length(request: Request) -> Response:
        return Response(str(len(await request.body())))

    app.add_middleware(BodyLimit, most=10)
    client = TestClient(app)
    assert client.post("/", content=b"x" * 10).text == "10"
    assert client.post("/", content=b"x" * 11).status_code == 413
    assert client.post("/", content=iter([b"x" * 6, b"x" * 6])).status_code == 413


@pytest.mark.slow
def test_the_worker_lives_and_dies_with_the_server(house: Office, tmp_path: Path) -> None:
    with served(house, tmp_path / "log") as (server, _):
        until(lambda: worker_of(server))
        first = worker_of(server)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: worker_of(server) not in {None, first})
        second = worker_of(server)
    assert second is not None
    until(lambda: not alive(second))
    with served(house, tmp_path / "log2") as (server, _):
        until(lambda: worker_of(server))
        last = worker_of(server)
        assert last is not None
        time.sleep(3)
        server.kill()
        server.wait(10)
        until(lambda: not alive(last))


@pytest.mark.slow
def test_below_a_prefix_behind_a_proxy_that_is_named(house: Office, tmp_path: Path) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    with served(house, tmp_path / "log", "--root-path", "/visits", "--proxy", "127.0.0.1") as (_, url):
        answer = requests.get(f"{url}/account", headers=forwarded, allow_redirects=False, timeout=5)
        assert answer.headers["location"] == "/visits/login?next=/visits/account"
        assert "strict-transport-security" in answer.headers
    with served(house, tmp_path / "log2") as (_, url):
        answer = requests.get(f"{url}/account", headers=forwarded, allow_redirects=False, timeout=5)
        assert "strict-transport-security" not in answer.headers
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert {"GET /account 303"} <= {line["message"] for line in lines}


def test_a_process_that_keeps_dying_is_begun_again_ever_more_seldom(tmp_path: Path) -> None:
    log = tmp_path / "log"
    keeper = Keeper(["sh", "-c", f"echo x >> {log}"], pauses_s=(0.01, 0.01, 30.0))
    keeper.start()
    until(lambda: log.exists() and log.read_text().count("x") == 3)
    time.sleep(0.3)
    keeper.stop()
    assert log.read_text().count("x") == 3
    assert keeper.pid is None


def test_a_worker_that_is_told_to_end_ends_in_order(house: Office) -> None:
    command = [sys.executable, "-m", "cli", "worker", "--beside-server", "-w", str(house.folder.path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as worker:
        until(lambda: hears(worker.pid, signal.SIGTERM))
        time.sleep(0.5)  # it waits for its server by now
        worker.terminate()
        assert worker.wait(30) == 0, "the thread that waits for the server held what Python closes at the end"

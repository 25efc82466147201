"""Half-said requests hold nobody up: each has its time, and there is room for so many at once."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from office.opening import Office
from tests.web.site import let_in
from tests.web.test_serving import served
from web.patience import HEAD_S, MOST_HALF_SAID

pytestmark = pytest.mark.slow

HALF = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    let_in(sqlite_workspace)
    return sqlite_workspace


def half_said(address: str, stack: ExitStack, count: int, words: bytes = HALF) -> Iterator[socket.socket]:
    host, port = address.removeprefix("http://").split(":")
    for _ in range(count):
        one = stack.enter_context(socket.create_connection((host, int(port)), timeout=10))
        one.sendall(words)
        yield one


def closed(one: socket.socket) -> bool:
    try:
        return one.recv(100) == b""
    except ConnectionResetError:
        return True


def test_four_hundred_half_requests_and_few_files_stop_nobody(house: Office, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(house, log) as (server, address), ExitStack() as stack:
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (256, 256))
        dripping = list(half_said(address, stack, 400))
        for number in range(5):
            for one in dripping[-MOST_HALF_SAID // 2 :]:
                one.sendall(b"x")
            began = time.monotonic()
            assert requests.get(f"{address}/healthz", timeout=5).status_code == 200, number
            assert time.monotonic() - began < 5
        assert closed(dripping[0]), "who has waited longest makes room"
        assert "Too many open files" not in log.read_text()


def test_a_head_has_its_time_on_a_new_connection_and_on_a_kept_one(house: Office, tmp_path: Path) -> None:
    with served(house, tmp_path / "log") as (_, address), ExitStack() as stack:
        kept, new, silent = (next(half_said(address, stack, 1, words)) for words in (HALF + b"\r\n\r\n", HALF, b""))
        assert b"200" in kept.recv(4096)
        kept.sendall(HALF)
        for one in (kept, new, silent):
            one.settimeout(2 * HEAD_S)
        assert closed(new)
        assert closed(silent)
        while kept.recv(4096):
            pass
        assert requests.get(f"{address}/healthz", timeout=5).status_code == 200

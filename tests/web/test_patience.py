"""Connections that begin a request and never end it are ended; those that are slow and those that rest are not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import h11
import pytest
import uvicorn
from fastapi import FastAPI, Request

from web import patience
from web.patience import PatientProtocol

SHORT_S = 0.4


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that waits for a moment, over an application that says how long a body was."""
    monkeypatch.setitem(patience.PATIENCE_S, h11.IDLE, SHORT_S)
    monkeypatch.setitem(patience.PATIENCE_S, h11.SEND_BODY, SHORT_S)
    app = FastAPI()

    @app.api_route("/", methods=["GET", "POST"])
    async def length(request: Request) -> int:
        return len(await request.body())

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=PatientProtocol, lifespan="off", log_level="critical", timeout_keep_alive=30)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)


def answer(one: socket.socket) -> bytes:
    """Return the body of an answer, which comes in parts."""
    text = b""
    while not text.partition(b"\r\n\r\n")[2]:
        part = one.recv(1000)
        assert part, text
        text += part
    return text.partition(b"\r\n\r\n")[2]


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HTTP/1.1\r\nHost: ", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"],
)
def test_a_request_that_does_not_come_whole_is_ended(port: int, begun: bytes) -> None:
    with connected(port) as one:
        one.sendall(begun)
        assert one.recv(1000) == b""


def test_a_drop_now_and_then_is_no_reason_to_wait_longer(port: int) -> None:
    with connected(port) as one:
        one.settimeout(SHORT_S / 4)
        for _ in range(40):
            try:
                one.sendall(b"G")
                assert one.recv(1000) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                return
            return
    pytest.fail("it was waited for")


def test_a_connection_that_rests_between_two_requests_is_kept(port: int) -> None:
    with connected(port) as one:
        for _ in range(2):
            one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
            time.sleep(SHORT_S / 3)
            one.sendall(b"abc")
            assert answer(one) == b"3"
            time.sleep(2 * SHORT_S)


def test_the_second_request_has_no_more_time_than_the_first(port: int) -> None:
    with connected(port) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer(one) == b"0"
        one.sendall(b"GET / HT")
        assert one.recv(1000) == b""


def test_many_that_never_ask_keep_nobody_waiting(port: int) -> None:
    idle = [connected(port) for _ in range(200)]
    with connected(port) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer(one) == b"0"
    for each in idle:
        each.close()

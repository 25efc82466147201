"""A server that is slow or endless holds a sync no longer than its limit; one that we are sent to gets no password."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from calendars.dav import Access, Dav, NoAnswerError, ServerAwayError

LIMIT_S = 1.0


@contextmanager
def server(*parts: bytes, pause_s: float) -> Iterator[tuple[str, list[bytes]]]:
    """Serve one answer in parts, for ever the last one, with a pause before each; keep what was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stopped = threading.Event()

        def run() -> None:
            with suppress(OSError):
                while not stopped.is_set():
                    connection, _ = listening.accept()
                    with connection, suppress(OSError):
                        asked.append(connection.recv(65_536))
                        for part in parts[:-1]:
                            connection.sendall(part)
                        while not stopped.wait(pause_s):
                            connection.sendall(parts[-1])

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", asked
        stopped.set()
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize(
    "parts",
    [
        (b"HTTP/1.1 207 Multi-Status\r\n", b"X-Slow: 1\r\n"),
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(parts: tuple[bytes, ...]) -> None:
    with server(*parts, pause_s=0.05) as (url, _):
        begun = time.monotonic()
        with pytest.raises((NoAnswerError, ServerAwayError)):
            Dav(Access(url, "u", "p", timeout_s=LIMIT_S)).send("GET", "/")
        assert time.monotonic() - begun < 30  # it would never have ended


def test_a_redirection_to_another_port_gets_no_password() -> None:
    with server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", b"", pause_s=9) as (elsewhere, seen):
        moved = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n".encode()
        with (
            server(moved, b"", pause_s=9) as (url, asked),
            pytest.raises(ServerAwayError, match="another site, http://127"),
        ):
            Dav(Access(url, "u", "p", timeout_s=LIMIT_S)).send("GET", "/")
        assert b"Authorization" in asked[0]
        assert seen == []

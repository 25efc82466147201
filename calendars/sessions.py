"""HTTP sessions whose requests end at a given instant, however slowly the other side sends its octets.

`requests` bounds each wait for octets alone: a server that sends one now and then would hold a request for ever, in its
headers as in its body. Here the connection itself is cut. The second gate of `requests`, and that of `urllib3`.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class TimedSession(requests.Session):
    """A session of one thread."""

    def __init__(self) -> None:
        super().__init__()
        self._sockets = _Sockets()
        adapter = _Adapter(self._sockets)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    @property
    def was_cut(self) -> bool:
        """Return whether the last request was cut: what came of it may look whole, and is not."""
        return self._sockets.late

    @contextmanager
    def cut_at(self, deadline: float) -> Iterator[None]:
        """Cut this session's connections when the monotonic clock reaches `deadline`, unless all is done before."""
        self._sockets.begin()
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._sockets.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._sockets.sweep()


class _Sockets:
    """The twins of a session's sockets; one that is made too late is cut at once."""

    def __init__(self) -> None:
        self._twins: set[_Twin] = set()
        self._lock = threading.Lock()
        self.late = False

    def begin(self) -> None:
        with self._lock:
            self.late = False

    def add(self, twin: _Twin) -> None:
        with self._lock:
            self._twins.add(twin)
            if self.late:
                twin.cut()

    def cut(self) -> None:
        with self._lock:
            self.late = True
            for twin in self._twins:
                twin.cut()

    def sweep(self) -> None:
        """Close the twins of connections that are closed: not before their answers are read to the end."""
        with self._lock:
            over = {twin for twin in self._twins if twin.over}
            self._twins -= over
        for twin in over:
            twin.close()


class _Twin:
    """A second handle of a connection's socket: it cuts the connection whatever is wrapped around the first."""

    def __init__(self, own: socket.socket) -> None:
        self._socket = own.dup()
        self.over = False

    def cut(self) -> None:
        with suppress(OSError):  # it is closed already
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()


class _Adapter(HTTPAdapter):
    def __init__(self, sockets: _Sockets) -> None:
        self._sockets = sockets
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _pool(HTTPConnectionPool, _connection(HTTPConnection, self._sockets)),
            "https": _pool(HTTPSConnectionPool, _connection(HTTPSConnection, self._sockets)),
        }


def _pool(base: type[HTTPConnectionPool], connection: type[HTTPConnection]) -> type[HTTPConnectionPool]:
    return type(base.__name__, (base,), {"ConnectionCls": connection})


def _connection(base: type[HTTPConnection], sockets: _Sockets) -> type[HTTPConnection]:
    """Return a kind of connection that keeps a twin of its socket, known to the session from its first octet on."""

    class Watched(base):  # type: ignore[misc,valid-type]
        twin: _Twin | None = None

        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            self.twin = _Twin(made)
            sockets.add(self.twin)
            return made

        def close(self) -> None:
            super().close()
            if self.twin is not None:
                self.twin.over = True  # an answer may still be read from it

    return Watched

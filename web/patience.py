"""Connections that begin a request and never end it: they are ended, so that they are nobody else's burden."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE_S: dict[Any, float] = {h11.IDLE: 10.0, h11.SEND_BODY: 300.0}
"""How long a request may take to come: its head, and its body, which may be a file over a slow line."""


class PatientProtocol(H11Protocol):
    """Uvicorn's protocol with an end to waiting; between two requests uvicorn's own keep-alive ends it."""

    _awaited: Any = None
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._await()

    def data_received(self, data: bytes) -> None:
        """Read on; a drop now and then is no reason to wait longer."""
        super().data_received(data)
        self._await()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._forget()
        super().connection_lost(exc)

    def _await(self) -> None:
        state = self.conn.their_state
        if state is self._awaited:
            return
        self._forget()
        if state in PATIENCE_S:
            self._awaited = state
            self._timer = self.loop.call_later(PATIENCE_S[state], self.transport.close)

    def _forget(self) -> None:
        self._awaited = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

"""How long a connection may take to say what it wants: half a request holds no place for ever, nor anybody else's.

uvicorn waits for the head of a request as long as the client likes. Here a head has to be whole in time, and of more
half-said ones than there is room for the one that has waited longest is closed.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 15.0
"""How long the head of a request may take from its connection, or from its first octet on a kept one."""
MOST_HALF_SAID = 100
"""So many connections may be without a whole head at a time; a machine that allows 256 files has room for them."""


class PatientProtocol(H11Protocol):
    """A connection that is closed if its request does not come."""

    half_said: dict[PatientProtocol, asyncio.TimerHandle] = {}  # noqa: RUF012 - one server a process has them all

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; as long as no head is whole, the time goes on that began with its connection."""
        super().data_received(data)
        if self._answering():
            self._stop()
        elif self not in self.half_said:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop()
        super().connection_lost(exc)

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        if self.transport.is_closing():
            return
        while len(self.half_said) >= MOST_HALF_SAID:
            next(iter(self.half_said)).give_up()
        self.half_said[self] = self.loop.call_later(HEAD_S, self.give_up)

    def give_up(self) -> None:
        """Close the connection: its request did not come."""
        self._stop()
        self.transport.abort()

    def _stop(self) -> None:
        timer = self.half_said.pop(self, None)
        if timer is not None:
            timer.cancel()

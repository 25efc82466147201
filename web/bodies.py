"""How much a request may send: what is longer is refused before it is read."""

from __future__ import annotations

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 32 * 1024 * 1024
"""The largest file that is taken: an import of a hundred thousand accounts is a third of it."""


class BodyLimit:
    """Refuses what is too long: by what it says of itself, and by what it sends where it says less or nothing."""

    def __init__(self, app: ASGIApp, most: int = MOST_BYTES) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is short enough."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not said.isdigit() or int(said) > self.most:
            await _refuse(send)
            return
        read, over, refused = 0, False, False

        async def counted() -> Message:
            nonlocal read, over
            message = await receive()
            read += len(message.get("body", b""))
            over = over or read > self.most
            return {"type": "http.disconnect"} if over else message

        async def replaced(message: Message) -> None:
            nonlocal refused
            if not over:
                await send(message)
            elif not refused:
                refused = True
                await _refuse(send)

        try:
            await self.app(scope, counted, replaced)
        except ClientDisconnect:
            if not over:
                raise
            if not refused:
                await _refuse(send)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"That is too long."})

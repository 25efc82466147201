"""What every answer says to browsers: nothing from elsewhere, nothing guessed, nothing told to others."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(self), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
LASTING = ("strict-transport-security", "max-age=31536000")
_PLAIN = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
_OVER_HTTPS = (*_PLAIN, (LASTING[0].encode(), LASTING[1].encode()))


class SecurityHeaders:
    """Adds the headers to every answer; over https it also says to stay there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        more = _OVER_HTTPS if scope.get("scheme") == "https" else _PLAIN

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in more if one[0] not in there)]
            await send(message)

        await self.app(scope, receive, with_headers)

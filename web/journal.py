"""The log of requests: one line each with its id, route, person, status and time; never an address or a secret."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.figures import Figures

log = logging.getLogger("roundsman.request")

_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
"""What a proxy may call a request: anything else would let strangers write into the log."""


KINDS_KEPT = 1_000


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON, for people and programs alike."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "log": record.name, "message": record.getMessage()}
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Seldom(logging.Filter):
    """Lets each message through once in a while and counts the others: a fault that repeats must not fill the disk."""

    def __init__(self, every_s: float = 60.0) -> None:
        super().__init__()
        self.every_s = every_s
        self._last: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is written, with how often it was not since it was the last time."""
        kind = str(record.msg).partition("\n")[0], repr(record.exc_info[1]) if record.exc_info else ""
        if len(self._last) >= KINDS_KEPT:
            self._last.clear()
        last, silent = self._last.get(kind, (-self.every_s, 0))
        if record.created - last < self.every_s:
            self._last[kind] = last, silent + 1
            return False
        self._last[kind] = record.created, 0
        if silent:
            record.facts = {**getattr(record, "facts", {}), "not_written_before": silent}
        return True


class Journal:
    """Gives each request an id, writes its line as its answer ends, and counts it."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self.app, self.figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write about it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, request_id, status = time.perf_counter(), _request_id(scope), 500
        scope.setdefault("state", {})["request_id"] = request_id

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, with_id)
        finally:
            self._note(scope, request_id, status, time.perf_counter() - began)

    def _note(self, scope: Scope, request_id: str, status: int, took_s: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        person = scope["state"].get("person")
        self.figures.count(scope["method"], route, status, took_s)
        facts = {
            "request": request_id,
            "method": scope["method"],
            "route": route,
            "person": person.id if person else None,
            "status": status,
            "ms": round(took_s * 1000, 1),
        }
        log.info("%s %s %s", scope["method"], route, status, extra={"facts": facts})


def _request_id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode() if _ID.fullmatch(given) else secrets.token_hex(8)

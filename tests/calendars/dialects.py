"""A CalDAV server in memory that speaks what Google's and Microsoft's sides do differently, and fails on command.

Google's: makes no calendars, answers no free-busy query, rewrites what it stores and so tells no ETag. Microsoft's, as
its gateways show it: Windows zone names instead of UTC, no sync tokens. Both answer calendar-multiget and
calendar-query.
"""

from __future__ import annotations

import re
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from tests.calendars.servers import PASSWORD, USER

CALENDAR = "/caldav/rita%40example.org/events/"
_ZURICH = ZoneInfo("Europe/Zurich")


@dataclass
class Dialect:
    """What a server does differently, what it holds, and the faults it is told to show.

    `faults` maps a method to what happens to its next requests: a status, or "html", "half", "cut" (carried out,
    then silence), "silence".
    """

    name: str
    tells_etag: bool
    has_tokens: bool
    windows_zones: bool
    objects: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0
    password: str = PASSWORD
    oldest_token: int = 0
    meeting: threading.Barrier | None = None
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def meet(self) -> None:
        """Have a change wait for as many others as the test wants to see under way at once."""
        if self.meeting is not None:
            self.meeting.wait(10)

    def store(self, path: str, data: bytes) -> str:
        with self.one_at_a_time:
            self.count += 1
            self.objects[path] = (f'"{self.count}"', self.rewritten(data))
            return self.objects[path][0]

    def remove(self, path: str) -> None:
        with self.one_at_a_time:
            self.count += 1
            del self.objects[path]
            self.gone.append((self.count, path))

    def wipe(self) -> None:
        """Lose everything, the memory of deletions too."""
        self.objects.clear()
        self.gone.clear()
        self.count += 1
        self.oldest_token = self.count

    def rewritten(self, data: bytes) -> bytes:
        text = data.decode()
        if self.windows_zones:
            text = re.sub(r"(DTSTART|DTEND):(\d{8}T\d{6})Z", _in_windows_zone, text)
        lines = [line for line in text.split("\r\n") if not line.startswith("X-")]
        return "\r\n".join(lines).replace("END:VEVENT", "X-SEEN:1\r\nEND:VEVENT").encode()


def _in_windows_zone(found: re.Match[str]) -> str:
    local = datetime.strptime(found[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).astimezone(_ZURICH)
    return f"{found[1]};TZID=W. Europe Standard Time:{local:%Y%m%dT%H%M%S}"


def google() -> Dialect:
    return Dialect("google", tells_etag=False, has_tokens=True, windows_zones=False)


def microsoft() -> Dialect:
    return Dialect("microsoft", tells_etag=True, has_tokens=False, windows_zones=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    dialect: Dialect

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base class's own
        self.dialect.log.append(f"{self.command} {self.path}")

    def handle_any(self) -> None:
        self.path = quote(unquote(self.path))  # Google's own spelling: %40 for @
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        expected = b64encode(f"{USER}:{self.dialect.password}".encode()).decode()
        faults = self.dialect.faults.get(self.command, [])
        fault = faults.pop(0) if faults else None
        if self.headers.get("Authorization") != f"Basic {expected}":
            self.answer(401)
        elif isinstance(fault, int):
            self.answer(fault, "<html>no</html>", kind="text/html")
        elif fault == "html":
            self.answer(200, "<html>Please log in</html>", kind="text/html")
        elif fault == "half":
            self.answer(207, '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:hr')
        elif fault == "silence":
            time.sleep(2.0)
            self.close_connection = True
        else:
            self.carry_out(body, silent=fault == "cut")

    def carry_out(self, body: str, *, silent: bool) -> None:
        if silent:
            self.answer = lambda *_args, **_more: None  # type: ignore[method-assign]
        getattr(self, f"on_{self.command.lower()}", lambda _body: self.answer(405))(body)
        if silent:
            time.sleep(2.0)
            self.close_connection = True

    def answer(self, status: int, body: str = "", *, kind: str = "text/xml", etag: str = "") -> None:
        data = body.encode()
        headers = {"ETag": etag} if etag else {}
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def on_put(self, body: str) -> None:
        self.dialect.meet()
        old = self.dialect.objects.get(self.path)
        wrong = old[0] != self.headers.get("If-Match", old[0]) if old else "If-Match" in self.headers
        if wrong or (old and self.headers.get("If-None-Match") == "*"):
            self.answer(412)
            return
        etag = self.dialect.store(self.path, body.encode())
        self.answer(204 if old else 201, etag=etag if self.dialect.tells_etag else "")

    def on_delete(self, _body: str) -> None:
        old = self.dialect.objects.get(self.path)
        if old is None:
            self.answer(404)
        elif self.headers.get("If-Match", old[0]) != old[0]:
            self.answer(412)
        else:
            self.dialect.remove(self.path)
            self.answer(204)

    def on_propfind(self, _body: str) -> None:
        kind = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Rita</d:displayname>"
        token = f"<d:sync-token>{self.dialect.count}</d:sync-token>" if self.dialect.has_tokens else ""
        found = [(CALENDAR, kind + token)]
        if self.headers.get("Depth") == "1":
            found += [(path, f"<d:getetag>{escape(etag)}</d:getetag>") for path, (etag, _) in self.items()]
        self.multistatus("".join(_response(path, props) for path, props in found))

    def items(self) -> list[tuple[str, tuple[str, bytes]]]:
        return sorted(self.dialect.objects.items())

    def on_report(self, body: str) -> None:
        if "calendar-multiget" in body:
            hrefs = [unquote(href) for href in re.findall("<d:href>([^<]+)</d:href>", body)]
            self.multistatus("".join(self.stored(quote(href)) for href in hrefs))
        elif "calendar-query" in body:
            self.multistatus("".join(self.stored(path) for path, _ in self.items()))
        elif "sync-collection" in body and self.dialect.has_tokens:
            self.changes(int(re.findall("<d:sync-token>(.*?)</d:sync-token>", body)[0]))
        else:
            self.answer(403)

    def changes(self, token: int) -> None:
        if token < self.dialect.oldest_token:
            self.answer(403)
            return
        gone = [path for moment, path in self.dialect.gone if moment > token and path not in self.dialect.objects]
        self.multistatus(
            "".join(_missing(path) for path in gone) + f"<d:sync-token>{self.dialect.count}</d:sync-token>"
        )

    def stored(self, path: str) -> str:
        if path not in self.dialect.objects:
            return _missing(path)
        etag, data = self.dialect.objects[path]
        content = f"<d:getetag>{escape(etag)}</d:getetag><c:calendar-data>{escape(data.decode())}</c:calendar-data>"
        return _response(path, content)

    def multistatus(self, inner: str) -> None:
        spaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
        self.answer(207, f'<?xml version="1.0"?><d:multistatus {spaces}>{inner}</d:multistatus>')


for _method in ("GET", "PUT", "DELETE", "PROPFIND", "REPORT", "MKCALENDAR"):
    setattr(_Handler, f"do_{_method}", _Handler.handle_any)


def _response(path: str, props: str) -> str:
    status = "<d:status>HTTP/1.1 200 OK</d:status>"
    return f"<d:response><d:href>{path}</d:href><d:propstat><d:prop>{props}</d:prop>{status}</d:propstat></d:response>"


def _missing(path: str) -> str:
    return f"<d:response><d:href>{path}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"


@contextmanager
def served(dialect: Dialect) -> Iterator[str]:
    """Serve a dialect on loopback; give the calendar's address."""
    handler = type("Handler", (_Handler,), {"dialect": dialect})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{CALENDAR}"
        finally:
            server.shutdown()
            thread.join()

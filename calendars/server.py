"""A calendar on a CalDAV server (RFC 4791): what is there, and changes that never overwrite what was not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from calendars.dav import Access, Answer, Dav, Entry, ServerAwayError, element, path_of, prop, text
from routing.sentences import sentence

LANES = 4
"""Connections for changes: enough to hide the way to a server, few enough for the smallest (Radicale takes eight)."""

MULTIGET = 100
"""Objects asked for in one request."""


class RefusedError(Exception):
    """The server did not carry out one change; others may well succeed."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(_REFUSALS.get(status, sentence("the server answered {status}", status=status)))

    @property
    def certain(self) -> bool:
        """Return whether the change surely did not happen: a server that failed may have carried it out."""
        return self.status < 500


_REFUSALS = {
    403: "the server does not allow it",
    404: "it is not there any more",
    409: "the server sees a conflict",
    412: "somebody changed it a moment ago; that change is read next time",
    413: "the server finds it too large",
    423: "it is locked by another program",
    507: "the calendar is full",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The ETag of every object, and a token that stands for this state (empty where the server has none)."""

    etags: Mapping[str, str]
    token: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as the server keeps it."""

    href: str
    etag: str
    data: bytes


class Remote(Protocol):
    """What the sync asks of a calendar; hrefs are paths in one spelling."""

    @property
    def base(self) -> str:
        """Return the calendar's own path, ending in a slash."""

    @property
    def lanes(self) -> int:
        """Return how many changes may be under way at once."""

    def listing(self) -> Listing:
        """Return what there is."""

    def read(self, hrefs: Sequence[str]) -> Sequence[Stored]:
        """Return those of the objects that exist."""

    def deleted_since(self, token: str) -> frozenset[str] | None:
        """Return what the server knows to have been deleted since, None where it cannot say."""

    def put(self, href: str, data: bytes, if_match: str | None) -> str:
        """Write an object and return its new ETag, empty where the server does not tell it."""

    def delete(self, href: str, if_match: str) -> None:
        """Remove an object; one that is gone already is no error."""


class CalendarServer:
    """A calendar collection over HTTP."""

    def __init__(self, access: Access) -> None:
        self._dav = Dav(access)
        self._base = path_of(access.url).rstrip("/") + "/"

    @property
    def base(self) -> str:
        """Return the calendar's own path, ending in a slash."""
        return self._base

    @property
    def lanes(self) -> int:
        """Return how many changes may be under way at once."""
        return LANES

    def listing(self) -> Listing:
        """Return what there is."""
        body = element("d:propfind", prop("d:getetag", "d:sync-token", "d:resourcetype"))
        etags, token = {}, ""
        for entry in self._dav.multistatus("PROPFIND", self._base, body, 1):
            if entry.status == 507:
                raise ServerAwayError(self._base, "lists only a part of the calendar", "Use a calendar of its own.")
            if entry.path.rstrip("/") == self._base.rstrip("/"):
                token = entry.text("d", "sync-token")
            elif not entry.path.endswith("/") and entry.text("d", "getetag"):
                etags[entry.path] = entry.text("d", "getetag")
        return Listing(etags, token)

    def read(self, hrefs: Sequence[str]) -> Sequence[Stored]:
        """Return those of the objects that exist."""
        return [
            stored
            for start in range(0, len(hrefs), MULTIGET)
            for stored in self._multiget(hrefs[start : start + MULTIGET])
        ]

    def _multiget(self, hrefs: Sequence[str]) -> list[Stored]:
        wanted = "".join(f"<d:href>{text(href)}</d:href>" for href in hrefs)
        body = element("c:calendar-multiget", prop("d:getetag", "c:calendar-data") + wanted)
        return self._stored(body)

    def _stored(self, body: str) -> list[Stored]:
        entries = self._dav.multistatus("REPORT", self._base, body, 1)
        stored = (Stored(entry.path, entry.text("d", "getetag"), _data(entry)) for entry in entries)
        return [item for item in stored if item.etag]

    def between(self, first: date, last: date) -> Sequence[Stored]:
        """Return the objects with an event on the days `first` to `last`, a day of other zones on both sides."""
        begin, end = (datetime.combine(day, time(), UTC) for day in (first - timedelta(1), last + timedelta(2)))
        span = f'start="{begin:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"'
        events = f'<c:comp-filter name="VEVENT"><c:time-range {span}/></c:comp-filter>'
        where = f'<c:filter><c:comp-filter name="VCALENDAR">{events}</c:comp-filter></c:filter>'
        return self._stored(element("c:calendar-query", prop("d:getetag", "c:calendar-data") + where))

    def deleted_since(self, token: str) -> frozenset[str] | None:
        """Return what the server knows to have been deleted since, None where it cannot say."""
        inner = f"<d:sync-token>{text(token)}</d:sync-token><d:sync-level>1</d:sync-level>{prop('d:getetag')}"
        try:
            entries = self._dav.multistatus("REPORT", self._base, element("d:sync-collection", inner), 0)
        except ServerAwayError:
            return None  # a token that is too old or of a lost state, or no such report: the caller does without
        return frozenset(entry.path for entry in entries if entry.status == 404)

    def put(self, href: str, data: bytes, if_match: str | None) -> str:
        """Write an object and return its new ETag, empty where the server does not tell it."""
        condition = {"If-None-Match": "*"} if if_match is None else {"If-Match": if_match}
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answer = self._done(self._dav.send("PUT", href, data, headers), {200, 201, 204})
        return answer.headers.get("etag", "")

    def delete(self, href: str, if_match: str) -> None:
        """Remove an object; one that is gone already is no error."""
        self._done(self._dav.send("DELETE", href, b"", {"If-Match": if_match}), {200, 202, 204, 404, 410})

    def _done(self, answer: Answer, accepted: set[int]) -> Answer:
        if answer.status not in accepted:
            raise RefusedError(answer.status)
        if answer.status == 200 and "html" in answer.headers.get("content-type", ""):
            raise ServerAwayError(answer.url, "answered with a web page", "Is this network asking you to log in?")
        return answer


def _data(entry: Entry) -> bytes:
    """Return the object with the line breaks that XML made LF turned into iCalendar's own again."""
    lines = entry.text("c", "calendar-data").replace("\r\n", "\n").split("\n")
    return "".join(f"{line}\r\n" for line in lines if line).encode()

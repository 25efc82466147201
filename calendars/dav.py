"""WebDAV over HTTP: requests that carry their method through, answers that are checked before they are believed.

The gate of `requests` (HTTP) and `defusedxml` (answers are strangers' XML).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

import requests
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from requests.auth import HTTPBasicAuth

from calendars.sessions import TimedSession
from routing.problems import WorldError
from routing.sentences import sentence

MOST_OCTETS = 64 * 1024 * 1024
"""An answer longer than this is no calendar."""

NAMES = {"d": "DAV:", "c": "urn:ietf:params:xml:ns:caldav", "cs": "http://calendarserver.org/ns/"}
_SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class ServerAwayError(WorldError):
    """The calendar server cannot be worked with now; nothing more is asked of it in this run."""

    def __init__(self, url: str, reason: str, remedy: str) -> None:
        super().__init__(
            sentence("The calendar server at {url}: {reason}. {remedy}", url=url, reason=reason, remedy=remedy)
        )


class NoAnswerError(WorldError):
    """A request was sent and no whole answer came back, so that nobody knows whether it was carried out."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(
            sentence(
                "The calendar server at {url} gave no whole answer in {seconds:.0f} s. Try again later.",
                url=url,
                seconds=seconds,
            )
        )


@dataclass(frozen=True, slots=True)
class Access:
    """Where the server is and how it knows the rep: by user and password, or by a bearer token alone."""

    url: str
    user: str = ""
    password: str = ""
    token: str = ""
    timeout_s: float = 30.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise ValueError(f"{self.url}: a calendar server is reached by https; the password would be seen otherwise")


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource of a multi-status answer: its path, its status and its properties by ``{namespace}name``."""

    path: str
    status: int
    found: Mapping[str, Element]

    def text(self, prefix: str, name: str) -> str:
        """Return a property's text, empty where the resource has none."""
        element = self.found.get(f"{{{NAMES[prefix]}}}{name}")
        return "" if element is None or element.text is None else element.text.strip()


class TooLongError(requests.RequestException):
    """An answer is longer than any calendar's."""


class Dav:
    """Connections to one server, one for each thread that uses it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._threads = threading.local()

    @property
    def _session(self) -> TimedSession:
        """Return the thread's own session: `requests` shares none between threads safely."""
        session: TimedSession | None = getattr(self._threads, "session", None)
        if session is None:
            session = self._threads.session = _new_session(self._access)
        return session

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Send one request and return its answer, whatever its status.

        Raises
        ------
        ServerAwayError
            If the server cannot be reached, refuses the password, or asks to be left alone for now.
        NoAnswerError
            If no whole answer came in time.
        """
        url = urljoin(self._access.url, path)
        for _ in range(5):
            answer = self._once(method, url, body, headers or {})
            if answer.status not in {301, 302, 303, 307, 308}:
                return self._heeded(answer)
            url = self._followed(url, answer.headers.get("location", ""))
        raise ServerAwayError(self._access.url, "sends us in circles", "Check the address.")

    def multistatus(self, method: str, path: str, body: str, depth: int) -> tuple[Entry, ...]:
        """Send a request that is answered by a list of resources.

        Raises
        ------
        ServerAwayError
            Also if the answer is no such list: a page, an error, half of it.
        NoAnswerError
        """
        headers = {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
        document = f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode()
        answer = self.send(method, path, document, headers)
        if answer.status == 200 and "html" in answer.headers.get("content-type", ""):
            raise ServerAwayError(answer.url, "answered with a web page", "Is this network asking you to log in?")
        if answer.status != 207:
            raise ServerAwayError(
                answer.url,
                sentence("answered {method} with {status}", method=method, status=answer.status),
                _remedy(answer.status),
            )
        try:
            return tuple(_entries(fromstring(answer.body)))
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:  # LookupError: a charset of its own
            reason = "sent an answer that is broken or not XML"
            raise ServerAwayError(answer.url, reason, "Nothing was changed; try again later.") from error

    def _once(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        deadline = time.monotonic() + self._access.timeout_s
        options = {"allow_redirects": False, "stream": True, "timeout": self._access.timeout_s}
        session = self._session
        try:
            with (
                session.cut_at(deadline),
                session.request(method, url, data=body, headers=dict(headers), **options) as reply,  # type: ignore[arg-type]
            ):
                octets = b"".join(_within(reply.iter_content(65_536), deadline))
                headers = {name.lower(): value for name, value in reply.headers.items()}
                answer = Answer(reply.status_code, headers, octets, url)
        except (requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise NoAnswerError(url, self._access.timeout_s) from error
        except requests.RequestException as error:
            if time.monotonic() >= deadline:
                raise NoAnswerError(url, self._access.timeout_s) from error
            raise ServerAwayError(url, _short(error), "Check the address and the network; try again later.") from error
        if session.was_cut:
            raise NoAnswerError(url, self._access.timeout_s)
        return answer

    def _heeded(self, answer: Answer) -> Answer:
        if answer.status == 401:
            remedy = "Give the new password or token; nothing was changed."
            raise ServerAwayError(answer.url, "does not accept the user and password", remedy)
        if answer.status in {429, 503}:
            after = answer.headers.get("retry-after", "")
            wait = sentence("It asks for {after} of patience.", after=after) if after else "Try again in some minutes."
            raise ServerAwayError(answer.url, "is busy or being mended", wait)
        return answer

    def _followed(self, url: str, location: str) -> str:
        """Return where a redirection leads; the password goes to no other host or port, and never off https."""
        target = urljoin(url, location)
        if not location or not same_origin(self._access.url, target):
            where = _shown(location and target)
            raise ServerAwayError(
                url,
                sentence("sends us to another site, {where}", where=where),
                "Give that address itself if you trust it.",
            )
        return target


def _new_session(access: Access) -> TimedSession:
    session = TimedSession()
    session.headers["User-Agent"] = "roundsman"
    if access.token:
        session.headers["Authorization"] = f"Bearer {access.token}"
    elif access.user:
        session.auth = HTTPBasicAuth(access.user.encode(), access.password.encode())
    return session


def same_origin(one: str, other: str) -> bool:
    """Return whether a password for one address may be sent to the other: the same scheme, host and port."""
    return _origin(one) == _origin(other) is not None


def _origin(address: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def _within(chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
    """Pass on what arrives, until it is too late or too much."""
    octets = 0
    for chunk in chunks:
        octets += len(chunk)
        if octets > MOST_OCTETS:
            raise TooLongError
        if time.monotonic() > deadline:
            raise requests.Timeout
        yield chunk


def _shown(address: str) -> str:
    """Return where an address is, without what may be secret in it."""
    origin = _origin(address)
    return "no address" if origin is None else f"{origin[0]}://{origin[1]}:{origin[2]}"


def _short(error: requests.RequestException) -> str:
    if isinstance(error, TooLongError):
        return sentence("sends more than {size} MB", size=MOST_OCTETS >> 20)
    return "cannot be reached" if isinstance(error, requests.ConnectionError) else type(error).__name__


def _remedy(status: int) -> str:
    if status in {404, 405, 410}:
        return "There is no calendar at this address; check it with your provider."
    return "Nothing was changed; try again later."


def _entries(root: Element) -> Iterator[Entry]:
    if root.tag != "{DAV:}multistatus":
        raise ValueError(f"{root.tag} is no multi-status")
    for response in root.findall("d:response", NAMES):
        href = response.findtext("d:href", "", NAMES).strip()
        status = _status(response.findtext("d:status", "HTTP/1.1 200 OK", NAMES))
        found: dict[str, Element] = {}
        for propstat in response.findall("d:propstat", NAMES):
            if _status(propstat.findtext("d:status", "", NAMES)) == 200:
                found |= {element.tag: element for element in propstat.findall("d:prop/*", NAMES)}
        yield Entry(path_of(href), status, found)
    token = root.find("d:sync-token", NAMES)
    if token is not None:
        yield Entry("", 200, {token.tag: token})


def _status(line: str) -> int:
    words = line.split()
    if len(words) < 2 or not words[1].isdigit():
        raise ValueError(f"{line!r} is no status line")
    return int(words[1])


def path_of(href: str) -> str:
    """Return an href as a path, quoted always in the same way."""
    return quote(unquote(urlsplit(href).path), safe="/@:~!$&'()*+,;=-._")


def prop(*names: str) -> str:
    """Return a `prop` element that names properties as ``prefix:name``."""
    return "<d:prop>" + "".join(f"<{name}/>" for name in names) + "</d:prop>"


def element(name: str, inner: str) -> str:
    """Return a root element that knows the prefixes."""
    return f"<{name} {_SPACES}>{inner}</{name}>"


def text(value: str) -> str:
    """Return a text as XML has it."""
    return escape(value)

"""JSON over HTTP to one CRM: a secret that goes to one origin alone, bounds on size and time, limits that are kept."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn
from urllib.parse import quote, urlencode, urlsplit

import requests

from calendars.sessions import TimedSession
from routing.problems import WorldError

MOST_OCTETS = 32 * 1024 * 1024
"""An answer longer than this is no page of records."""
WAIT_S, LONGEST_WAIT_S, MOST_WAITS = 10.0, 30.0, 3
"""How long one waits where the CRM asks for patience and does not say how much; what is longer ends the sync."""
REST_S = 3600.0
"""How long a CRM is left alone whose limit for the day is used up."""
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")


class CrmAwayError(WorldError):
    """The CRM cannot be worked with now; what was kept until then stays."""

    def __init__(self, url: str, reason: str, remedy: str = "Nothing was lost; try again later.") -> None:
        super().__init__(f"The CRM at {shown(url)}: {reason}. {remedy}")


class CrmBusyError(WorldError):
    """The CRM asks to be left alone for some seconds."""

    def __init__(self, url: str, reason: str, rest_s: float) -> None:
        self.rest_s = rest_s
        super().__init__(f"The CRM at {shown(url)}: {reason}. It is asked again in {rest_s / 60:.0f} min.")


class CrmRefusedError(WorldError):
    """The CRM does not take a request as it is: a field that it has not, a right that we have not."""

    def __init__(self, url: str, status: int, code: str, cause: str) -> None:
        self.status, self.code, self.cause = status, code, cause
        said = f": {cause}" if cause else ""
        remedy = "See docs/how-to/crm.md for what it must allow."
        super().__init__(f"The CRM at {shown(url)} refused it with {status} {code}{said}. {remedy}")


@dataclass(frozen=True, slots=True)
class Access:
    """Where a CRM is and how it knows us: by a client and its secret, a refresh token, or a token alone.

    The secret stands in no `repr`, and in no message.
    """

    url: str
    client_id: str = ""
    secret: str = field(default="", repr=False)
    refreshes: bool = False
    timeout_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: `value` is its JSON, None where it has no body."""

    status: int
    headers: Mapping[str, str]
    value: Any


Sleep = Callable[[float], None]


class Client:
    """Requests to one origin, one after the other.

    Parameters
    ----------
    renew : callable or None
        Returns a new token where the CRM does not take the one before; None where there is but one.
    spent : callable
        Says of an answer whether a limit is nearly used up: nothing more is asked after it.
    """

    def __init__(
        self,
        access: Access,
        renew: Callable[[], str] | None = None,
        spent: Callable[[Reply], bool] = lambda _: False,
        sleep: Sleep = time.sleep,
    ) -> None:
        self.access, self._renew, self._spent, self._sleep = access, renew, spent, sleep
        self._is_spent = False
        self._session = TimedSession()
        self._session.trust_env = False  # no .netrc, whose password would go along
        self.token = "" if renew else access.secret

    def ask(self, method: str, path: str, query: Mapping[str, str] | None = None, body: Any = None) -> Reply:
        """Send a request with the token and return its answer, whatever its status below 500.

        Raises
        ------
        CrmAwayError
            If no whole answer comes, or one that is no JSON, or the token is not taken.
        CrmBusyError
            If it asks for more patience than we have in one run.
        """
        if self._is_spent:
            raise CrmBusyError(self.access.url, "has few requests left for today", REST_S)
        renewed = False
        for turn in range(MOST_WAITS + 2):
            if not self.token and self._renew:
                self.token, renewed = self._renew(), True
            headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
            data = None if body is None else json.dumps(body).encode()
            reply = self.send(method, path, query, data, headers)
            if reply.status == 401 and self._renew and not renewed:
                self.token = ""
            elif reply.status == 401:
                self.away("does not accept the token", "Give a new one; nothing was changed.")
            elif reply.status == 429:
                self._wait(reply, turn)
            else:
                self._is_spent = self._spent(reply)
                return reply
        raise AssertionError("waits are counted")

    def send(
        self, method: str, path: str, query: Mapping[str, str] | None, data: bytes | None, headers: Mapping[str, str]
    ) -> Reply:
        """Send one request as it is, without a token of ours."""
        url = self.access.url.rstrip("/") + self.own_path(path)
        url += f"?{urlencode(query, quote_via=quote)}" if query else ""
        status, got, octets = self._octets(method, url, data, headers)
        if 300 <= status < 400 and status != 304 and got.get("location"):
            self.away("sends us to another address", "Give that address itself if you trust it.")
        if status >= 500:
            self.away(f"answered with {status}")
        return Reply(status, got, self._read(octets, status))

    def own_path(self, path: str) -> str:
        """Return a path that leads to no other origin, whoever named it."""
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//") or "\\" in path:
            self.away("names a page at another address")
        return path

    def _octets(
        self, method: str, url: str, data: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        timeout_s = self.access.timeout_s
        deadline = time.monotonic() + timeout_s
        sent = {"User-Agent": "roundsman", "Accept": "application/json", **headers}
        session = self._session
        try:
            with (
                session.cut_at(deadline),
                session.request(
                    method, url, data=data, headers=sent, allow_redirects=False, stream=True, timeout=timeout_s
                ) as answer,
            ):
                octets = b"".join(self._within(answer.iter_content(65_536)))
                found = {name.lower(): value for name, value in answer.headers.items()}
                status = answer.status_code
        except requests.RequestException:  # its words hold the address that was asked, query and all
            reason = "gave no whole answer" if time.monotonic() >= deadline else "cannot be reached, or was cut off"
            raise CrmAwayError(self.access.url, reason) from None
        if session.was_cut:
            self.away("gave no whole answer in time")
        return status, found, octets

    def _within(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        octets = 0
        for chunk in chunks:
            octets += len(chunk)
            if octets > MOST_OCTETS:
                self.away(f"sends more than {MOST_OCTETS >> 20} MB")
            yield chunk

    def _read(self, octets: bytes, status: int) -> Any:
        if not octets.strip():
            return None
        try:
            return json.loads(octets, parse_float=Decimal, parse_constant=_no_number)
        except (ValueError, RecursionError):
            if status in {401, 429}:
                return None
            raise CrmAwayError(self.access.url, "sent an answer that is no JSON") from None

    def _wait(self, reply: Reply, turn: int) -> None:
        """Wait as long as is asked for, and no longer than a run may."""
        told = reply.headers.get("retry-after", "").strip()
        asked_s = float(told) if told.isdigit() and len(told) < 7 else WAIT_S
        if policy_of(reply) == "DAILY":
            asked_s = max(asked_s, REST_S)
        if asked_s > LONGEST_WAIT_S or turn >= MOST_WAITS:
            raise CrmBusyError(self.access.url, "has had enough requests for now", max(asked_s, 60.0))
        self._sleep(asked_s)

    def away(self, reason: str, remedy: str = "Nothing was lost; try again later.") -> NoReturn:
        """Raise `CrmAwayError` of this CRM."""
        raise CrmAwayError(self.access.url, reason, remedy)

    def refusal(self, reply: Reply, code: str, cause: str) -> CrmRefusedError:
        """Return that this CRM does not take a request, in words that hold no secret."""
        return CrmRefusedError(self.access.url, reply.status, code_of(code), self.clean(cause))

    def clean(self, words: str) -> str:
        """Return another program's words without our secrets, on one line, and short."""
        for secret in (self.access.secret, self.token):
            if secret:
                words = words.replace(secret, "…")
        return " ".join(text_of(words).split())[:200]


def code_of(text: object) -> str:
    """Return an error's code as it may be shown: letters, digits and underscores alone."""
    return text if isinstance(text, str) and _CODE.fullmatch(text) else "UNKNOWN"


def policy_of(reply: Reply) -> str:
    """Return which of HubSpot's limits was met, empty where it does not say."""
    value = reply.value if isinstance(reply.value, dict) else {}
    return str(value.get("policyName", "")).upper()


def text_of(value: object) -> str:
    """Return a JSON value as an import's cell: empty for what says nothing; no character that cannot be written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str | int):
        text = str(value).replace("\x00", " ")
        return text.encode("utf-8", "replace").decode()
    raise ValueError("a list or an object where a text should be")


def shown(url: str) -> str:
    """Return where an address is, without what may be secret in it."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return "no address"


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")

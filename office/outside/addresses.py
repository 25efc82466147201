"""Addresses that people of the workspace name and that this machine calls: public ones alone, and pinned.

A name is looked up once, judged, and the very address that was judged is called: a name that means another machine a
moment later leads nowhere. Nothing is followed to another place.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from routing.problems import BadInputError, Problem

ALLOWED = "ROUNDSMAN_PRIVATE_NETWORKS"
"""A variable of whoever runs the server: networks inside of which addresses may be called, such as ``10.0.0.0/8``."""
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Addresses that a gateway translates into others, which may be private ones."""
TIMEOUT_S = 10.0
MOST_BYTES = 65_536


class ForbiddenAddressError(OSError):
    """The name leads to a machine that may not be called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: the beginning of its body, `MOST_BYTES` at most."""

    status: int
    body: bytes = b""


def require_address(url: str) -> SplitResult:
    """Return the parts of an address that may be named; raises `BadInputError` for one that never may."""
    try:
        parts = urlsplit(url)
        port_there = parts.port != 0
    except ValueError:
        parts, port_there = urlsplit(""), False
    secure = parts.scheme == "https" or (parts.scheme == "http" and _networks())
    if not secure or not parts.hostname or parts.username or parts.fragment or not port_there or not url.isascii():
        action = "Write one such as https://example.org/hook, without a user and #."
        raise BadInputError([Problem("address-impossible", "address", f"{url!r} cannot be called", action)])
    return parts


def require_public(url: str) -> None:
    """Look an address up and judge the machines that it leads to.

    Raises
    ------
    OSError
        If it may not be called, or leads to none.
    """
    parts = require_address(url)
    _pinned(str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80))


def post_to(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send a body to an address and return what it answered; see `call`."""
    return call("POST", url, body, headers)


def call(method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Answer:
    """Ask an address and return what it answered; a redirection is an answer like any other.

    Raises
    ------
    OSError
        If the address may not be called, or did not answer.
    """
    parts = require_address(url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    pinned = _pinned(host, port)
    kind = _PinnedTls if parts.scheme == "https" else _Pinned
    connection = kind(host, port, pinned)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(MOST_BYTES))
    except http.client.HTTPException as error:
        raise OSError(f"the answer cannot be read ({type(error).__name__})") from error
    finally:
        connection.close()


def _pinned(host: str, port: int) -> str:
    found = sorted({str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    for address in found:
        if not _may_call(address):
            raise ForbiddenAddressError(f"{host} leads to {address}, which is not public")
    return found[0]


def _may_call(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    judged = [ip, *([inner] if inner else [])]
    translated = any(ip in network for network in TRANSLATED if ip.version == network.version)
    if not translated and all(one.is_global and not one.is_multicast for one in judged):
        return True
    return any(one in network for one in judged for network in _networks() if one.version == network.version)


def _networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    texts = [part.strip() for part in os.environ.get(ALLOWED, "").split(",")]
    return [ipaddress.ip_network(text) for text in texts if text]


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up and judged already."""

    def __init__(self, host: str, port: int, pinned: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT_S)
        self._pinned = pinned

    def connect(self) -> None:
        self.sock = socket.create_connection((self._pinned, self.port), self.timeout)


class _PinnedTls(_Pinned):
    """The same by TLS: the certificate is held against the name."""

    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

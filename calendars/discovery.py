"""From the address a provider names to the calendars behind it (RFC 6764, RFC 4791), and a new one where allowed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from calendars.dav import NAMES, Access, Dav, Entry, ServerAwayError, element, path_of, prop, same_origin, text
from routing.sentences import sentence


@dataclass(frozen=True, slots=True)
class RemoteCalendar:
    """A calendar that the rep has: its full address and its name."""

    url: str
    name: str


def find_calendars(access: Access) -> tuple[RemoteCalendar, ...]:
    """Return the calendars behind an address: a calendar's own, the rep's home, or the server's.

    Raises
    ------
    ServerAwayError
        If there is none to be found.
    NoAnswerError
    """
    dav = Dav(access)
    path = path_of(access.url) or "/"
    properties = prop("d:resourcetype", "d:displayname", "d:current-user-principal", "c:calendar-home-set")
    here = _first(dav, path, properties)
    if _is_calendar(here):
        return (RemoteCalendar(access.url, here.text("d", "displayname") or path),)
    home = _inside(here, "c", "calendar-home-set", access) or _home_of(dav, here, access)
    found = dav.multistatus("PROPFIND", home, element("d:propfind", prop("d:resourcetype", "d:displayname")), 1)
    return tuple(
        RemoteCalendar(urljoin(home, entry.path), entry.text("d", "displayname") or entry.path)
        for entry in found
        if _is_calendar(entry)
    )


def make_calendar(access: Access, name: str) -> Access:
    """Make a calendar of its own and return the access to it.

    Raises
    ------
    ServerAwayError
        If the server makes none at a program's request, as Google's does not.
    """
    dav = Dav(access)
    here = _first(dav, path_of(access.url) or "/", prop("d:current-user-principal", "c:calendar-home-set"))
    home = _inside(here, "c", "calendar-home-set", access) or _home_of(dav, here, access)
    path = f"{home.rstrip('/')}/{uuid4()}/"
    inner = f"<d:set><d:prop><d:displayname>{text(name)}</d:displayname></d:prop></d:set>"
    body = element("c:mkcalendar", inner).encode()
    answer = dav.send("MKCALENDAR", path, body, {"Content-Type": "application/xml; charset=utf-8"})
    if answer.status != 201:
        remedy = sentence("Make a calendar called {name!r} in your calendar program and give its address.", name=name)
        raise ServerAwayError(answer.url, sentence("makes no calendar for us ({status})", status=answer.status), remedy)
    return replace(access, url=urljoin(access.url, path))


def _first(dav: Dav, path: str, properties: str) -> Entry:
    entries = dav.multistatus("PROPFIND", path, element("d:propfind", properties), 0)
    if not entries:
        raise ServerAwayError(path, "says nothing about this address", "Check it with your provider.")
    return entries[0]


def _home_of(dav: Dav, here: Entry, access: Access) -> str:
    principal = _inside(here, "d", "current-user-principal", access)
    if principal:
        home = _inside(_first(dav, principal, prop("c:calendar-home-set")), "c", "calendar-home-set", access)
        if home:
            return home
    raise ServerAwayError(access.url, "names no calendars", "Give the address of the calendar itself.")


def _inside(entry: Entry, prefix: str, name: str, access: Access) -> str:
    """Return the address in a property that holds an href, empty where there is none; some name another host."""
    holder = entry.found.get(f"{{{NAMES[prefix]}}}{name}")
    href = "" if holder is None else (holder.findtext("d:href", "", NAMES) or "").strip()
    address = urljoin(access.url, href) if href else ""
    if address and not same_origin(access.url, address):
        reason = sentence("keeps the calendars at another host, {hostname}", hostname=urlsplit(address).hostname)
        raise ServerAwayError(access.url, reason, "Give that host's own address, by https, if you trust it.")
    return address


def _is_calendar(entry: Entry) -> bool:
    kind = entry.found.get("{DAV:}resourcetype")
    return kind is not None and kind.find("c:calendar", NAMES) is not None

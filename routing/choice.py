"""Another engine than the roads of the workspace, named by a person: a server's address, or straight lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

if TYPE_CHECKING:
    from routing.travel import TravelEngine

ROADS = "roads"
"""The name of the workspace's own road network."""

FORMS = "osrm=http://localhost:5000, valhalla=http://localhost:8002, or straight (straight=1.4@40: detour @ km/h)"
_SERVER = re.compile(r"(osrm|valhalla)=(https?://[^/,\s][^,\s]*)((?:,\w+=\d+)*)")
_STRAIGHT = re.compile(r"straight(?:=(\d+(?:\.\d+)?)@(\d+(?:\.\d+)?))?")
_HABITS = {
    "osrm": {"limit": 100, "timeout": 60, "retries": 3},
    "valhalla": {"limit": 2_500, "timeout": 60, "retries": 3},
}
"""How a server is asked unless it is said: places (OSRM) or pairs (Valhalla) in one question, as the servers come."""


def engine_named(text: str) -> TravelEngine:
    """Return the engine that a text such as ``osrm=http://localhost:5000`` names; `FORMS` lists all forms.

    A server may be followed by ``,limit=1000`` (places in one question for OSRM, pairs for Valhalla, as it was
    started), ``,timeout=20`` (seconds to wait for an answer) and ``,retries=0``.

    Raises
    ------
    BadInputError
        If it names none.
    """
    server, straight = _SERVER.fullmatch(text), _STRAIGHT.fullmatch(text)
    if server:
        kind, url, more = server.groups()
        return _server(text, kind, url, more)
    from routing.straight import StraightLineEngine  # noqa: PLC0415 - to name the forms needs no engine

    if straight and straight[1] is None:
        return StraightLineEngine()
    if straight and float(straight[1]) >= 1 and float(straight[2]) > 0:
        return StraightLineEngine(detour=float(straight[1]), kmh=float(straight[2]))
    raise _unknown(text)


def _server(text: str, kind: str, url: str, more: str) -> TravelEngine:
    asked = _HABITS[kind] | {name: int(number) for name, number in re.findall(r",(\w+)=(\d+)", more)}
    if asked.keys() != _HABITS[kind].keys() or asked["limit"] < 2 or asked["timeout"] < 1:
        raise _unknown(text)
    from routing.osrm import OsrmEngine  # noqa: PLC0415 - clients of servers are slow to import, and seldom needed
    from routing.server import RoutingServer  # noqa: PLC0415
    from routing.valhalla import ValhallaEngine  # noqa: PLC0415

    name = "OSRM" if kind == "osrm" else "Valhalla"
    server = RoutingServer(name, url, timeout_s=asked["timeout"], retries=asked["retries"])
    if kind == "osrm":
        return OsrmEngine(server, limit=asked["limit"])
    return ValhallaEngine(server, pairs=asked["limit"])


def _unknown(text: str) -> BadInputError:
    action = sentence(
        "Write {forms}; behind a server's address ,limit=NUMBER ,timeout=SECONDS ,retries=NUMBER.", forms=FORMS
    )
    return BadInputError([Problem("travel-unknown", "travel", sentence("{text!r} names no engine", text=text), action)])

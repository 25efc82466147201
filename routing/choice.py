"""Another engine than the roads of the workspace, named by a person: a server's address, or straight lines."""

from __future__ import annotations

import re

from routing.blocks import BlockEngine
from routing.osrm import OsrmEngine
from routing.problems import BadInputError, Problem
from routing.server import RoutingServer
from routing.straight import StraightLineEngine
from routing.valhalla import ValhallaEngine

FORMS = "osrm=http://localhost:5000, valhalla=http://localhost:8002, or straight (straight=1.4@40: detour @ km/h)"


def engine_named(text: str) -> BlockEngine:
    """Return the engine that a text such as ``osrm=http://localhost:5000`` names; `FORMS` lists all forms.

    Raises
    ------
    BadInputError
        If it names none.
    """
    kind, _, rest = text.partition("=")
    if kind in {"osrm", "valhalla"} and re.match(r"https?://[^/\s]+", rest):
        if kind == "osrm":
            return OsrmEngine(RoutingServer("OSRM", rest))
        return ValhallaEngine(RoutingServer("Valhalla", rest))
    figures = re.fullmatch(r"(\d+(?:\.\d+)?)@(\d+(?:\.\d+)?)", rest)
    if text == "straight":
        return StraightLineEngine()
    if kind == "straight" and figures and float(figures[1]) >= 1 and float(figures[2]) > 0:
        return StraightLineEngine(detour=float(figures[1]), kmh=float(figures[2]))
    raise BadInputError([Problem("travel-unknown", "--travel", f"{text!r} names no engine", f"Write {FORMS}.")])

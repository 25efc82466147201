"""Travel by a Valhalla server (https://valhalla.github.io/valhalla), its matrix and route services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from routing.blocked_tables import BlockedTables
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.server import RoutingServer, check_shape, whole
from routing.travel import Leg

_NO_WAY_CODES = {171, 441, 442, 443}
"""Valhalla's error codes that mean: no road near, or no way between."""


class ValhallaEngine(BlockedTables):
    """Travel tables and legs from a Valhalla server.

    Parameters
    ----------
    server : RoutingServer
    costing : str
        Valhalla's name of the vehicle.
    pairs : int
        Pairs in one question; a server takes 2,500 unless configured otherwise.
    """

    def __init__(self, server: RoutingServer, *, costing: str = "auto", pairs: int = 2_500) -> None:
        if pairs < 1:
            raise ValueError(f"a question needs at least one pair: {pairs}")
        self._server = server
        self._costing = costing
        self._side = int(pairs**0.5)

    @property
    def source(self) -> str:
        """Return what a plan may quote as the origin of its travel times."""
        return f"Valhalla at {self._server.url}, costing {self._costing}"

    def _block(self, rows: Sequence[Place], columns: Sequence[Place]) -> tuple[Any, Any]:
        asked = {"sources": _spots(rows), "targets": _spots(columns), "costing": self._costing, "units": "kilometers"}
        said = self._server.post("/sources_to_targets", asked)
        if "sources_to_targets" not in said:
            raise self._refusal(said)
        cells = said["sources_to_targets"]
        with self._server.understood():
            km = [[None if cell.get("time") is None else cell["distance"] * 1000 for cell in row] for row in cells]
            tables = whole([[cell.get("time") for cell in row] for row in cells], up=True), whole(km, up=False)
        for table in tables:
            check_shape(self._server, table, rows, columns)
        return tables

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way, with its line; raises `RoutingServerError`, and `BadInputError` if there is none."""
        part = self._route(origin, destination)
        with self._server.understood():
            line = tuple(decode_polyline(part["shape"]))
            travel_s = whole([[part["summary"]["time"]]], up=True)
            distance_m = whole([[part["summary"]["length"] * 1000]], up=False)
        return Leg(origin.id, destination.id, int(travel_s[0, 0]), int(distance_m[0, 0]), line)

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:
        """Return the way in words, one sentence for each turn."""
        part = self._route(origin, destination)
        with self._server.understood():
            return tuple(step["instruction"] for step in part["maneuvers"])

    def _route(self, origin: Place, destination: Place) -> dict[str, Any]:
        asked = {"locations": _spots([origin, destination]), "costing": self._costing, "units": "kilometers"}
        said = self._server.post("/route", asked)
        if said.get("error_code") in _NO_WAY_CODES:
            where = sentence("{origin} to {destination}", origin=origin.id, destination=destination.id)
            action = "Check both positions, and that the server's map covers them."
            raise BadInputError(
                [Problem("way-missing", where, sentence("{source} knows no way", source=self.source), action)]
            )
        if "trip" not in said:
            raise self._refusal(said)
        with self._server.understood():
            part: dict[str, Any] = said["trip"]["legs"][0]
        return part

    def _refusal(self, said: dict[str, Any]) -> Exception:
        return self._server.error(
            f"refused the question: {said.get('error_code', '')} {said.get('error', '')}".rstrip()
        )


def _spots(places: Sequence[Place]) -> list[dict[str, float]]:
    return [{"lat": place.lat, "lon": place.lon} for place in places]


def decode_polyline(text: str, digits: int = 6) -> list[tuple[float, float]]:
    """Return the (lat, lon) pairs of Google's encoded polyline, which Valhalla writes with six digits."""
    numbers, shift, value = [], 0, 0
    for letter in text:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            shift = value = 0
    steps = np.cumsum(np.array(numbers, np.int64).reshape(-1, 2), axis=0) / 10**digits
    return [(float(lat), float(lon)) for lat, lon in steps]

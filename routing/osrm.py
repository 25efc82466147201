"""Travel by an OSRM server (https://project-osrm.org), version 1 of its HTTP interface.

OSRM moves places to its nearest road without saying how far; its times carry no way from door to road.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from routing.blocked_tables import BlockedTables
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.server import RoutingServer, check_shape, whole
from routing.travel import Leg


class OsrmEngine(BlockedTables):
    """Travel tables and legs from an OSRM server.

    Parameters
    ----------
    server : RoutingServer
    profile : str
        The part of the address that names it, ``driving`` as a rule.
    limit : int
        Places in one question; osrm-routed takes 100 unless started with another ``--max-table-size``.
    """

    def __init__(self, server: RoutingServer, *, profile: str = "driving", limit: int = 100) -> None:
        if limit < 2:
            raise ValueError(f"a question needs at least two places: limit is {limit}")
        self._server = server
        self._profile = profile
        self._side = limit // 2

    @property
    def source(self) -> str:
        """Return what a plan may quote as the origin of its travel times."""
        return f"OSRM at {self._server.url}, profile {self._profile}"

    def _block(self, rows: Sequence[Place], columns: Sequence[Place]) -> tuple[Any, Any]:
        query = {
            "annotations": "duration,distance",
            "sources": ";".join(str(k) for k in range(len(rows))),
            "destinations": ";".join(str(len(rows) + k) for k in range(len(columns))),
        }
        said = self._ask("table", [*rows, *columns], query)
        if "durations" not in said or "distances" not in said:
            raise self._server.error("answered without durations and distances; it is older than OSRM 5.18")
        with self._server.understood():
            tables = whole(said["durations"], up=True), whole(said["distances"], up=False)
        for table in tables:
            check_shape(self._server, table, rows, columns)
        return tables

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way, with its line; raises `RoutingServerError`, and `BadInputError` if there is none."""
        route = self._route(origin, destination, {"overview": "full", "geometries": "geojson"})
        with self._server.understood():
            line = tuple((lat, lon) for lon, lat in route["geometry"]["coordinates"])
            travel_s, distance_m = whole([[route["duration"]]], up=True), whole([[route["distance"]]], up=False)
        return Leg(origin.id, destination.id, int(travel_s[0, 0]), int(distance_m[0, 0]), line)

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:
        """Return the way in words, one for each turn."""
        route = self._route(origin, destination, {"overview": "false", "steps": "true"})
        with self._server.understood():
            return tuple(_in_words(step) for leg in route["legs"] for step in leg["steps"])

    def _route(self, origin: Place, destination: Place, query: dict[str, str]) -> dict[str, Any]:
        said = self._ask("route", [origin, destination], query)
        if not said.get("routes"):
            where = sentence("{origin} to {destination}", origin=origin.id, destination=destination.id)
            action = "Check both positions, and that the server's map covers them."
            raise BadInputError(
                [Problem("way-missing", where, sentence("{source} knows no way", source=self.source), action)]
            )
        with self._server.understood():
            route: dict[str, Any] = said["routes"][0]
        return route

    def _ask(self, service: str, places: Sequence[Place], query: dict[str, str]) -> dict[str, Any]:
        spots = ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in places)
        said = self._server.get(f"/{service}/v1/{self._profile}/{spots}", query)
        if said.get("code") not in {"Ok", "NoRoute"}:
            raise self._server.error(
                sentence(
                    "refused the question: {get} {get_2}", get=said.get("code"), get_2=said.get("message", "")
                ).rstrip()
            )
        return said


def _in_words(step: dict[str, Any]) -> str:
    """Return one step of a route as a short sentence."""
    told = step["maneuver"]
    words = [told["type"], told.get("modifier", ""), f"onto {step['name']}" if step.get("name") else ""]
    return f"{' '.join(word for word in words if word)}, {step['distance']:.0f} m".capitalize()

"""Stand-ins for routing servers: they speak OSRM's and Valhalla's tongue, and know the ways of a network of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from routing.places import Place
from routing.problems import BadInputError
from routing.roads import RoadEngine
from routing.travel import UNREACHABLE_S
from tests.routing.serving import Answer


def _table(engine: RoadEngine, rows: list[Place], columns: list[Place]) -> tuple[list[list[Any]], list[list[Any]]]:
    table = engine.table([*rows, *columns])
    parts = [part[: len(rows), len(rows) :].tolist() for part in (table.travel_s, table.distance_m)]
    seconds, metres = ([[None if v == UNREACHABLE_S else v for v in row] for row in part] for part in parts)
    return seconds, metres


def osrm_double(engine: RoadEngine, most: int = 100) -> Callable[[str, Any], Answer]:
    """Answer like osrm-routed, which refuses tables of more than `most` places."""

    def answer(path: str, query: Any) -> Answer:
        _, service, version, profile, spots = path.split("/")
        assert (version, profile) == ("v1", "driving")
        pairs = [spot.split(",") for spot in spots.split(";")]
        places = [Place(f"s{k}", float(lat), float(lon)) for k, (lon, lat) in enumerate(pairs)]
        if len(places) > most:
            return 400, {"code": "TooBig", "message": "Too many table coordinates"}
        return 200, osrm_table(places, query) if service == "table" else osrm_route(places, query)

    def osrm_table(places: list[Place], query: Any) -> dict[str, Any]:
        assert query["annotations"] == "duration,distance"
        rows, columns = ([places[int(k)] for k in query[side].split(";")] for side in ("sources", "destinations"))
        seconds, metres = _table(engine, rows, columns)
        return {"code": "Ok", "durations": seconds, "distances": metres}

    def osrm_route(places: list[Place], query: Any) -> dict[str, Any]:
        try:
            leg = engine.leg(*places)
        except BadInputError:
            return {"code": "NoRoute", "message": "Impossible route between points"}
        line = [[lon, lat] for lat, lon in leg.line]
        steps = [{"maneuver": {"type": "turn", "modifier": "left"}, "name": "Main Street", "distance": 12.0}]
        route: dict[str, Any] = {
            "duration": leg.travel_s - 0.4,
            "distance": leg.distance_m + 0.2,
            "legs": [{"steps": steps}],
        }
        if query["overview"] == "full":
            route["geometry"] = {"type": "LineString", "coordinates": line}
        return {"code": "Ok", "routes": [route]}

    return answer


def valhalla_double(engine: RoadEngine, most: int = 2500) -> Callable[[str, Any], Answer]:
    """Answer like Valhalla, which refuses matrices of more than `most` pairs."""

    def places_of(spots: list[dict[str, float]]) -> list[Place]:
        return [Place(f"s{k}", spot["lat"], spot["lon"]) for k, spot in enumerate(spots)]

    def answer(path: str, body: Any) -> Answer:
        asked = json.loads(body)
        assert asked["costing"] == "auto"
        return matrix(asked) if path == "/sources_to_targets" else route(places_of(asked["locations"]))

    def matrix(asked: dict[str, Any]) -> Answer:
        rows, columns = places_of(asked["sources"]), places_of(asked["targets"])
        if len(rows) * len(columns) > most:
            return 400, {"error_code": 150, "error": "Exceeded max locations", "status_code": 400}
        seconds, metres = _table(engine, rows, columns)
        cells = [
            [{"time": s, "distance": None if m is None else m / 1000} for s, m in zip(*pair, strict=True)]
            for pair in zip(seconds, metres, strict=True)
        ]
        return 200, {"sources_to_targets": cells, "units": "kilometers"}

    def route(places: list[Place]) -> Answer:
        try:
            leg = engine.leg(*places)
        except BadInputError:
            return 400, {"error_code": 442, "error": "No path could be found for input", "status_code": 400}
        summary = {"time": leg.travel_s - 0.4, "length": leg.distance_m / 1000}
        part = {"summary": summary, "shape": encode_polyline(leg.line), "maneuvers": [{"instruction": "Turn left."}]}
        return 200, {"trip": {"legs": [part]}}

    return answer


def encode_polyline(line: tuple[tuple[float, float], ...]) -> str:
    """Write (lat, lon) pairs as Google's encoded polyline with six digits, by its published description."""
    letters, before = [], (0, 0)
    for lat, lon in line:
        here = (round(lat * 1e6), round(lon * 1e6))
        for step in (here[0] - before[0], here[1] - before[1]):
            value = ~(step << 1) if step < 0 else step << 1
            while value >= 32:
                letters.append(chr((32 | (value & 31)) + 63))
                value >>= 5
            letters.append(chr(value + 63))
        before = here
    return "".join(letters)

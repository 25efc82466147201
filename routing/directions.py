"""The way for people: a tour as GeoJSON, and links that open it in the maps on their phone.

The forms of the links are those that Google, Apple and Waze publish for everybody; no key is needed, nothing is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from routing.places import Place
from routing.travel import Leg

GOOGLE_STOPS = 9
"""Stops between start and end that a link to Google Maps may hold; phones' browsers show three."""


def tour_geojson(legs: Sequence[Leg], stops: Sequence[Place]) -> dict[str, Any]:
    """Return a tour as a GeoJSON FeatureCollection: a line for each leg, a point for each stop, in driving order."""
    lines = [
        _feature(
            {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in leg.line]},
            {"leg": k, "from": leg.from_id, "to": leg.to_id, "travel_s": leg.travel_s, "distance_m": leg.distance_m},
        )
        for k, leg in enumerate(legs, 1)
    ]
    points = [
        _feature({"type": "Point", "coordinates": [place.lon, place.lat]}, {"stop": k, "id": place.id})
        for k, place in enumerate(stops, 1)
    ]
    return {"type": "FeatureCollection", "features": lines + points}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def google_links(places: Sequence[Place]) -> tuple[str, ...]:
    """Return links that drive through all places in order; more than one where the stops do not fit into one."""
    _needs_two(places)
    links = []
    for begin in range(0, len(places) - 1, GOOGLE_STOPS + 1):
        part = places[begin : begin + GOOGLE_STOPS + 2]
        asked = {"api": "1", "travelmode": "driving", "origin": _spot(part[0]), "destination": _spot(part[-1])}
        if part[1:-1]:
            asked["waypoints"] = "|".join(_spot(place) for place in part[1:-1])
        links.append(f"https://www.google.com/maps/dir/?{urlencode(asked)}")
    return tuple(links)


def drive_to(place: Place) -> dict[str, str]:
    """Return links that drive to a place from wherever their user is, by the name of the program that opens them."""
    return {
        "Google Maps": f"https://www.google.com/maps/dir/?api=1&destination={_spot(place)}&travelmode=driving",
        "Apple Maps": f"https://maps.apple.com/?daddr={_spot(place)}&dirflg=d",
        "Waze": f"https://waze.com/ul?ll={_spot(place)}&navigate=yes",
    }


def _needs_two(places: Sequence[Place]) -> None:
    if len(places) < 2:
        raise ValueError(f"a way needs two places, not {len(places)}")


def _spot(place: Place) -> str:
    return f"{place.lat:.6f},{place.lon:.6f}"

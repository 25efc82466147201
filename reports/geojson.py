"""Owners and tours as GeoJSON (RFC 7946: WGS 84, longitude before latitude), described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from routing.places import Place
from routing.travel import Leg, TravelEngine
from scheduler.plan import Night, Tour
from territory.accounts import Account, Rep

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"


@dataclass(frozen=True, slots=True)
class Ends:
    """Where tours begin and end: at the reps' homes, or where they spend their nights away."""

    reps: Mapping[str, Rep]
    nights: tuple[Night, ...] = ()

    def place(self, tour: Tour, place_id: str) -> Place:
        """Return an end of a tour; empty is home."""
        beds = {night.place_id: night.place for night in self.nights}
        return beds[place_id] if place_id else self.reps[tour.rep_id].home


def owners_geojson(accounts: Iterable[Account], owners: Mapping[str, str]) -> dict[str, Any]:
    """Return each account as a point with its owner."""
    return _collection(
        _feature(
            {"type": "Point", "coordinates": [account.lon, account.lat]},
            {"account": account.id, "name": account.name, "rep": owners.get(account.id), "segment": account.segment},
        )
        for account in accounts
    )


def tours_geojson(
    tours: Iterable[Tour], ends: Ends, accounts: Mapping[str, Account], engine: TravelEngine
) -> dict[str, Any]:
    """Return each tour as the line that is driven, from bed to bed, and each hotel as a point.

    A way that is driven again and again, week after week, is looked for once.
    """
    driven, leg = list(tours), cache(engine.leg)
    lines = [
        _feature(
            {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in line_of(legs)]},
            {
                "rep": tour.rep_id,
                "date": tour.date.isoformat(),
                "accounts": [visit.account_id for visit in tour.visits],
                "driving_s": tour.driving_s,
                "distance_m": tour.distance_m,
                "travel": engine.source,
            },
        )
        for tour in driven
        for legs in [legs_of(tour, ends, accounts, leg)]
    ]
    reps = {tour.rep_id for tour in driven}
    return _collection([*lines, *(_hotel(night) for night in ends.nights if night.rep_id in reps)])


def _hotel(night: Night) -> dict[str, Any]:
    facts = {"hotel": night.place_id, "name": night.name, "price": str(night.price), "currency": night.currency}
    where = {"type": "Point", "coordinates": [night.lon, night.lat]}
    return _feature(where, {"rep": night.rep_id, "date": night.date.isoformat()} | facts)


def legs_of(
    tour: Tour, ends: Ends, accounts: Mapping[str, Account], leg: Callable[[Place, Place], Leg]
) -> tuple[Leg, ...]:
    """Return the ways of a tour in driving order, bed to bed; an appointment at no account's place is at home."""
    stops = (
        accounts[visit.account_id].place if visit.account_id in accounts else ends.place(tour, "")
        for visit in tour.visits
    )
    places: list[Place] = [ends.place(tour, tour.start_place), *stops, ends.place(tour, tour.end_place)]
    return tuple(leg(here, there) for here, there in pairwise(places))


def line_of(legs: Sequence[Leg]) -> list[tuple[float, float]]:
    """Join legs into one line of (lat, lon), without repeating where they meet."""
    line: list[tuple[float, float]] = []
    for leg in legs:
        line += leg.line[1:] if line and line[-1] == leg.line[0] else leg.line
    return line


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": list(features)}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}

"""Territories as GeoJSON areas."""

from __future__ import annotations

from typing import Any

from reports.geojson import ATTRIBUTION
from territory.boundaries import Boundaries, feature_collection
from territory.design.metrics import DesignMetrics


def areas_geojson(made: Boundaries, metrics: DesignMetrics | None = None) -> dict[str, Any]:
    """Return areas as GeoJSON with the figures of each territory."""
    facts: dict[str, dict[str, Any]] = {}
    for seat in metrics.seats if metrics else ():
        totals = {name: round(value, 1) for name, value in seat.totals.items()}
        facts[seat.seat_id] = {"accounts": seat.units, **totals, "travel_s": round(seat.travel_s)}
    collection = feature_collection(made.areas, facts)
    return {**collection, "attribution": ATTRIBUTION, "simplified_m": made.tolerance_m}

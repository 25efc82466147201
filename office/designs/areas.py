"""Territories as areas: GeoJSON from the cells of the road network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from office.designs.inputs import Land, Wishes, read_land
from office.opening import Office
from office.ownership.leads import present_owners
from reports.geojson import ATTRIBUTION
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from territory.boundaries import Boundaries, boundaries, feature_collection
from territory.design.metrics import DesignMetrics


def territory_areas(office: Office, engine: TravelEngine, day: date, tolerance_m: float = 100.0) -> Boundaries:
    """Return the areas of the territories that are in force on a day."""
    land = read_land(office, engine, day, Wishes(contiguous=False))
    return land_boundaries(land, present_owners(land), tolerance_m)


def land_boundaries(land: Land, owners: Mapping[str, str], tolerance_m: float = 100.0) -> Boundaries:
    """Return the areas of the owners' territories; raises `BadInputError` without a road network."""
    if land.roads is None:
        action = "Make the roads first: roundsman roads."
        raise BadInputError([Problem("roads-missing", "workspace", "areas are made of roads", action)])
    roads = land.roads
    cells = roads.cells()
    reached = cells >= 0
    accounts = np.array([(account.lat, account.lon) for account in land.accounts])
    points = np.concatenate([np.stack([roads.lat[reached], roads.lon[reached]], axis=1), accounts])
    names = [owners[roads.place_ids[cell]] for cell in cells[reached]] + [owners[one.id] for one in land.accounts]
    is_account = np.arange(len(points)) >= int(reached.sum())
    return boundaries(points, names, is_account, tolerance_m)


def areas_geojson(made: Boundaries, metrics: DesignMetrics | None = None) -> dict[str, Any]:
    """Return areas as GeoJSON with the figures of each territory."""
    facts: dict[str, dict[str, Any]] = {}
    for seat in metrics.seats if metrics else ():
        totals = {name: round(value, 1) for name, value in seat.totals.items()}
        facts[seat.seat_id] = {"accounts": seat.units, **totals, "travel_s": round(seat.travel_s)}
    collection = feature_collection(made.areas, facts)
    return {**collection, "attribution": ATTRIBUTION, "simplified_m": made.tolerance_m}

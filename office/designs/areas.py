"""Territories as areas, from the cells of the road network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks
from office.opening import Office
from office.ownership.leads import owners_known, owners_missing
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from store.database import reading
from store.ownership import layers_owned, owners_on
from territory.boundaries import Boundaries, boundaries
from territory.design.gathered import Land
from territory.ownership.timeline import VISITS


@thinks
def outline_territories(act: Act, engine: TravelEngine, day: date, tolerance_m: float = 100.0) -> Boundaries:
    """Return the areas of the territories that are in force on a day."""
    return territory_areas(act.office, engine, day, tolerance_m)


def territory_areas(
    office: Office, engine: TravelEngine, day: date, tolerance_m: float = 100.0, *, layer: str = VISITS
) -> Boundaries:
    """Return the areas of the territories that are in force on a day, or those of an overlay of the rules."""
    land = read_land(office, engine, day, Wishes(contiguous=False), homeless=True)
    if layer == VISITS:
        return land_boundaries(land, owners_known(land), tolerance_m)
    with reading(office.database) as connection:
        if layer not in layers_owned(connection):
            cause = sentence("nobody owns accounts in a layer {layer!r}", layer=layer)
            raise BadInputError([Problem("layer-unknown", "layer", cause, "See: roundsman territory owners list.")])
        held = {name: owned.rep_id for name, owned in owners_on(connection, day, layer).items()}
    return land_boundaries(land, {one.id: held[one.id] for one in land.accounts if one.id in held}, tolerance_m)


def land_boundaries(land: Land, owners: Mapping[str, str], tolerance_m: float = 100.0) -> Boundaries:
    """Return the areas of the owners' territories; raises `BadInputError` without a road network."""
    if not owners:
        raise BadInputError([owners_missing(land)])
    if land.roads is None:
        action = "Make the roads first: roundsman roads."
        raise BadInputError([Problem("roads-missing", "workspace", "areas are made of roads", action)])
    roads = land.roads
    cells = roads.cells()
    known = np.array([name in owners for name in roads.place_ids])
    reached = (cells >= 0) & known[cells]
    owned = [one for one in land.accounts if one.id in owners]
    accounts = np.array([(account.lat, account.lon) for account in owned])
    points = np.concatenate([np.stack([roads.lat[reached], roads.lon[reached]], axis=1), accounts])
    names = [owners[roads.place_ids[cell]] for cell in cells[reached]] + [owners[one.id] for one in owned]
    is_account = np.arange(len(points)) >= int(reached.sum())
    return boundaries(points, names, is_account, tolerance_m)

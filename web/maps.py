"""What pages with a map share: where its tiles come from, and what browsers are told of them."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from office.ground import GroundInUse, read_ground_in_use
from reports.geojson import ATTRIBUTION
from web.assets import static_hash
from web.guard import TheOffice, Who
from web.headers import POLICY
from web.pages import language_of, page
from web.words import phrase

OSM_HOST = "https://tile.openstreetmap.org"
PHRASES = ("map.away", "map.region")


def map_page(request: Request, office: TheOffice, who: Who, template: str, **values: Any) -> HTMLResponse:
    """Return a page with a map; its template finds `ground`, what the map's module is told, and `ground_osm`.

    Only where the administrator chose OpenStreetMap's tiles may the page ask that one server, for pictures alone.
    """
    used = read_ground_in_use(office, who)
    answer = page(request, template, ground=json.dumps(_told(request, used)), ground_osm=used.osm, **values)
    if used.osm:
        answer.headers["content-security-policy"] = POLICY.replace("blob:;", f"blob: {OSM_HOST};")
    return answer


def _told(request: Request, used: GroundInUse) -> dict[str, Any]:
    root = request.scope.get("root_path", "")
    tiles = f"{root}/tiles/{used.key}/{{z}}/{{x}}/{{y}}.mvt" if used.key else ""
    return {
        "leaflet": f"{root}/static/{static_hash()}/leaflet/leaflet",
        "tiles": tiles,
        "deepest": used.deepest,
        "osm": f"{OSM_HOST}/{{z}}/{{x}}/{{y}}.png" if used.osm else "",
        "attribution": ATTRIBUTION if used.key or used.osm else "",
        "words": {key.removeprefix("map."): phrase(language_of(request), key) for key in PHRASES},
    }

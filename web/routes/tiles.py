"""Tiles of our own ground: vector tiles under an address that changes with the roads they were made of."""

from __future__ import annotations

import gzip

from fastapi import HTTPException, Request, Response

from office.ground import read_tile
from web.access import SIGNED_IN
from web.guard import TheOffice, Who
from web.routes.table import Routes

ROUTES = Routes()

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
KEPT = "private, max-age=31536000, immutable"


@ROUTES.get("/tiles/{key}/{zoom:int}/{x:int}/{y:int}.mvt", SIGNED_IN)
def tile(request: Request, office: TheOffice, who: Who, key: str, zoom: int, x: int, y: int) -> Response:
    """Send a tile; there is none of impossible numbers, or of roads that are not in use."""
    found = read_tile(office, who, key, zoom, x, y)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": KEPT, "ETag": found.etag, "Vary": "Accept-Encoding"}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(found.packed), media_type=MEDIA_TYPE, headers=headers)
    return Response(found.packed, media_type=MEDIA_TYPE, headers=headers | {"Content-Encoding": "gzip"})

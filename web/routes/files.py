"""Our own files and Leaflet, each under an address that changes with any of them: kept for good."""

from __future__ import annotations

from fastapi import HTTPException, Request, Response

from web.access import OPEN
from web.assets import assets, static_hash
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/static/{version}/{name:path}", OPEN)
def static(version: str, name: str, request: Request) -> Response:
    """Return a file; one of an earlier version is not kept, so that no page is made of two versions."""
    asset = assets().get(name)
    if asset is None:
        raise HTTPException(404)
    kept = "public, max-age=31536000, immutable" if version == static_hash() else "no-store"
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, media_type=asset.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(asset.plain, media_type=asset.media_type, headers=headers)

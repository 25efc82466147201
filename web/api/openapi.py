"""The description of the API by OpenAPI 3.1, as `docs/openapi.json` and `/api/v1/openapi.json` have it."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from web.access import OPEN, ROUTES, SIGNED_IN
from web.api.routes import MEDIA_TYPE, PREFIX, ApiRoutes

DESCRIPTION = ApiRoutes("description")

VERSION = "1.0"
"""The API's own version: what `/api/v1` offers only grows."""
ABOUT = (
    "Times are RFC 3339; times of day are whole seconds since the rep's midnight, distances whole metres, amounts of "
    "money decimal strings. What is wrong is told as problem+json with stable codes. Lists come in pages by `cursor`. "
    "Changes of one thing need `If-Match`; requests that make or do something need an `Idempotency-Key`."
)


@DESCRIPTION.get("/openapi.json", OPEN, include_in_schema=False)
def description(request: Request) -> Response:
    """Describe the API to programs."""
    return Response(description_text(request.app), media_type="application/json")


def description_text(app: FastAPI) -> str:
    """Return the description of an application's API as `docs/openapi.json` holds it."""
    return json.dumps(described(app), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def described(app: FastAPI) -> dict[str, Any]:
    """Return the description of an application's API."""
    routes = [route for group in app.state.api_groups for route in group.router.routes]
    words = {"title": "roundsman", "version": VERSION, "description": ABOUT}
    document = get_openapi(**words, routes=routes, openapi_version="3.1.0")  # type: ignore[arg-type]
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"token": []}]
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                _finish(document["paths"][route.path][method.lower()], method, route.path)
    return document


def _finish(operation: dict[str, Any], method: str, path: str) -> None:
    """Say who may come through, and how problems are written."""
    access = ROUTES[method, path]
    named = "anybody" if access == OPEN else "whoever is signed in" if access == SIGNED_IN else ", ".join(access)
    operation["x-use-cases"] = named
    operation["operationId"] = f"{method.lower()} {path.removeprefix(PREFIX)}"
    for status in ("4XX", "5XX"):
        content = operation["responses"][status]["content"]
        if "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")

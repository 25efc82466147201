"""Making routes that stand in the table of access from the moment they exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends

from web.access import ROUTES, Access
from web.guard import guard

Handler = Callable[..., Any]


class Routes:
    """A group of routes, each named with who may come through it."""

    def __init__(self, prefix: str = "") -> None:
        self.router = APIRouter(prefix=prefix, dependencies=[Depends(guard)])
        self._prefix = prefix

    def get(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        """Answer GET and HEAD."""
        return self._add("GET", path, access, **more)

    def post(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        """Answer POST."""
        return self._add("POST", path, access, **more)

    def put(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        """Answer PUT."""
        return self._add("PUT", path, access, **more)

    def patch(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        """Answer PATCH."""
        return self._add("PATCH", path, access, **more)

    def delete(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        """Answer DELETE."""
        return self._add("DELETE", path, access, **more)

    def _add(self, method: str, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        ROUTES[method, self._prefix + path] = access
        methods = ["GET", "HEAD"] if method == "GET" and not self._prefix.startswith("/api") else [method]
        return self.router.api_route(path, methods=methods, **more)

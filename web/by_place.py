"""Finding a request's route by the place that its address begins with.

An application looks at one route after the other; of some three hundred that costs a page more than its database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

_FOUND = "roundsman.group"


class ByPlace(BaseRoute):
    """Groups of routes, each asked only about addresses that begin as one of its routes does."""

    def __init__(self, groups: Mapping[str, Sequence[BaseRoute]]) -> None:
        self.groups = groups

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return the match of the first group that has the whole of it, else of one that knows the address alone."""
        partial: tuple[Match, Scope] = (Match.NONE, {})
        for group in self.groups.get(place_of(_below(scope)), ()):
            match, child = group.matches(scope)
            if match is Match.FULL:
                return match, {**child, _FOUND: group}
            if match is Match.PARTIAL and partial[0] is Match.NONE:
                partial = match, {**child, _FOUND: group}
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the group that was found answer."""
        group: BaseRoute = scope[_FOUND]
        await group.handle(scope, receive, send)


def include_by_place(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Put groups of routes into an application, in their order."""
    own = len(app.router.routes)
    for router in routers:
        app.include_router(router)
    groups: dict[str, list[BaseRoute]] = defaultdict(list)
    for router, group in zip(routers, app.router.routes[own:], strict=True):
        for place in sorted({place_of(route.path) for route in router.routes}):  # type: ignore[attr-defined]
            groups[place].append(group)
    app.router.routes[own:] = [ByPlace(dict(groups))]


def _below(scope: Scope) -> str:
    """Return the address below the prefix that we are served at; a proxy may have taken it away."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and (path == root or path.startswith(f"{root}/")) else path


def place_of(path: str) -> str:
    """Return what an address begins with: its first part, of the API the first after the version."""
    parts = path.split("/", 4)
    return "/".join(parts[1:4] if parts[1:2] == ["api"] else parts[1:2])

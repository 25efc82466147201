"""Who may come through each route: a table that the application is held to; what does not stand in it is closed.

A route is open to nobody in particular (`OPEN`), to whoever is signed in (`SIGNED_IN`), or to whoever may carry out
one of the use cases that it is made of. How far a person's roles reach is the office's own rule, in the use case.
"""

from __future__ import annotations

from dataclasses import dataclass

from office.people import Person
from office.permissions import allowed

OPEN = "open"
SIGNED_IN = "signed in"

Access = str | tuple[str, ...]

ROUTES: dict[tuple[str, str], Access] = {}
"""The access of each (method, path); filled by the files of `web.routes` beside their routes' use cases."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may come through a route; `sign_in` says that signing in may help, `open` that anybody may."""

    may: bool
    sign_in: bool = False
    open: bool = False


def decide(method: str, path: str, who: Person | None) -> Decision:
    """Decide on a route by its method and path pattern."""
    access = ROUTES.get(("GET" if method == "HEAD" else method, path))
    if access is None:
        return Decision(may=False)
    if access == OPEN:
        return Decision(may=True, open=True)
    if who is None:
        return Decision(may=False, sign_in=True)
    if access == SIGNED_IN:
        return Decision(may=True)
    return Decision(may=any(allowed(who, verb) for verb in access))

"""Long lists in pages: a cursor says after which key the next one begins, so that what is new disturbs nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import JSONResponse

from routing.problems import Problem
from web.api.declined import DeclinedError
from web.api.model import Out

T = TypeVar("T")
Keyed = str | int

MOST = 200


@dataclass(frozen=True, slots=True)
class Paging:
    """How much is asked for, and after which key; None begins."""

    limit: int
    after: Keyed | None

    def text(self) -> str:
        """Return the key that pages of text begin after; empty begins."""
        return "" if self.after is None else str(self.after)

    def number(self) -> int:
        """Return the key that pages of numbers begin after; 0 begins."""
        if self.after is not None and not isinstance(self.after, int):
            raise _unreadable()
        return self.after or 0


def paging(
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50, cursor: Annotated[str, Query(max_length=2000)] = ""
) -> Paging:
    """Return what a request asks for."""
    return Paging(limit, _read(cursor) if cursor else None)


Paged = Annotated[Paging, Depends(paging)]


def cursor_of(key: Keyed) -> str:
    """Return the cursor of a key; nobody else needs to know how it is written."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(cursor: str) -> Keyed:
    try:
        key = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as error:
        raise _unreadable() from error
    if not isinstance(key, str | int) or isinstance(key, bool) or (isinstance(key, int) and not 0 <= key < 2**53):
        raise _unreadable()
    if isinstance(key, str) and ("\x00" in key or not key.isprintable()):
        raise _unreadable()
    return key


def _unreadable() -> DeclinedError:
    action = "Use the cursor of the answer before, unchanged."
    return DeclinedError(400, Problem("cursor-unreadable", "cursor", "it is none of ours", action))


def cut(values: Sequence[T], key: Callable[[T], Keyed], asked: Paging) -> tuple[Sequence[T], Keyed | None]:
    """Return a page of values that are in ascending order of their keys, and the key that the next one follows."""
    wanted = asked.number() if values and isinstance(key(values[0]), int) else asked.text()
    left = [value for value in values if asked.after is None or key(value) > wanted]  # type: ignore[operator]
    page = left[: asked.limit]
    return page, key(page[-1]) if len(left) > len(page) else None


def listed(request: Request, items: Sequence[Out], after: Keyed | None) -> JSONResponse:
    """Answer a page, with a link to the next one where there is one."""
    body: dict[str, Any] = {"items": [item.model_dump(mode="json") for item in items], "next": None}
    headers = {"Cache-Control": "private, no-store"}
    if after is not None:
        body["next"] = cursor_of(after)
        asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        path = request.scope.get("root_path", "") + request.url.path.removeprefix(request.scope.get("root_path", ""))
        headers["Link"] = f'<{path}?{urlencode([*asked, ("cursor", body["next"])])}>; rel="next"'
    return JSONResponse(body, headers=headers)

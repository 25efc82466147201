"""Routes of the API: each limited in how often it may be asked, and each of whose answers may be a problem."""

from __future__ import annotations

import time
from typing import Any

from fastapi import Depends, Request

from routing.problems import Problem
from routing.sentences import sentence
from web.access import Access
from web.api.declined import DeclinedError
from web.api.model import ProblemBody
from web.limits import Limits
from web.routes.table import Handler, Routes

PREFIX = "/api/v1"
MEDIA_TYPE = "application/problem+json"
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemBody, "description": "What is wrong with the request", "content": {MEDIA_TYPE: {}}},
    "5XX": {"model": ProblemBody, "description": "What is wrong with us", "content": {MEDIA_TYPE: {}}},
}
A_MINUTE = 600
"""Requests that one person's software may make in a minute."""


def limited(request: Request) -> None:
    """Decline whoever asks too often; `Retry-After` says when to ask again."""
    limits: Limits = request.app.state.api_limits
    person = request.state.person
    key = person.id if person else request.client.host if request.client else ""
    wait_s = limits.wait_s(key, time.monotonic())
    if wait_s:
        problem = Problem(
            "too-often", "request", "these are too many requests", sentence("Wait {wait_s} s.", wait_s=wait_s)
        )
        raise DeclinedError(429, problem, {"Retry-After": str(wait_s)})


class ApiRoutes(Routes):
    """A noun's routes."""

    def __init__(self, noun: str) -> None:
        super().__init__(PREFIX)
        self.router.dependencies.append(Depends(limited))
        self._noun = noun

    def _add(self, method: str, path: str, access: Access, **more: Any) -> Any:
        add = super()._add(method, path, access, tags=[self._noun], responses=PROBLEMS, **more)

        def named(handler: Handler) -> Handler:
            return add(handler)

        return named

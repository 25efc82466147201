"""What a request to the API may lack before any use case is asked."""

from __future__ import annotations

from collections.abc import Mapping

from routing.problems import Problem


class DeclinedError(Exception):
    """A request that is answered by a status of its own, with a problem and headers."""

    def __init__(self, status: int, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.code)
        self.status, self.problem, self.headers = status, problem, dict(headers or {})

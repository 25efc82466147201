"""A small client of roundsman's API: copy it, it needs `requests` alone."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

TRIES = 5


class ApiError(Exception):
    """The API declined: `status`, and what is wrong with codes that stay the same."""

    def __init__(self, status: int, problems: list[dict[str, str]]) -> None:
        self.status, self.problems = status, problems
        super().__init__("; ".join(f"{one['cause']} [{one['code']}]" for one in problems) or str(status))


class Api:
    """One workspace as the person whose token this is."""

    def __init__(self, base: str, token: str, session: Any = None) -> None:
        if session is None:
            import requests

            session = requests.Session()
            session.headers["Authorization"] = f"Bearer {token}"
        self.base, self.session = base.rstrip("/"), session

    def get(self, path: str, **asked: Any) -> Any:
        """Return one thing."""
        return self._send("GET", path, params=asked).json()

    def each(self, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
        """Yield everything of a list, page by page."""
        while True:
            page = self.get(path, **asked)
            yield from page["items"]
            if page["next"] is None:
                return
            asked["cursor"] = page["next"]

    def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        """Make or do something once: sent again under the same key it changes nothing."""
        answer = self._send("POST", path, json=body, headers={"Idempotency-Key": key or str(uuid.uuid4())})
        return answer.json() if answer.content else None

    def change(self, method: str, path: str, changed: Callable[[dict[str, Any]], Any]) -> Any:
        """Change one thing; where somebody else was quicker, look at it again."""
        for left in reversed(range(TRIES)):
            seen = self._send("GET", path)
            try:
                headers = {"If-Match": seen.headers["ETag"]}
                return self._send(method, path, json=changed(seen.json()), headers=headers).json()
            except ApiError as error:
                if error.status != 412 or not left:
                    raise
        raise AssertionError("the last try returned or raised")

    def _send(self, method: str, path: str, **more: Any) -> Any:
        for left in reversed(range(TRIES)):
            answer = self.session.request(method, self.base + path, timeout=30, **more)
            if answer.status_code in {429, 503} and left:
                time.sleep(int(answer.headers.get("Retry-After", "1")))
                continue
            if answer.status_code >= 400:
                raise ApiError(answer.status_code, answer.json().get("problems", []))
            return answer
        raise AssertionError("the last try returned or raised")

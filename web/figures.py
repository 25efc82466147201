"""Figures of the running server in OpenMetrics' text: requests by route, jobs, the outbox, memory."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

BUCKETS_S = (0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
MEDIA_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class Figures:
    """What was counted since the server began."""

    _requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    _buckets: Counter[tuple[str, float]] = field(default_factory=Counter)
    _seconds: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, method: str, route: str, status: int, took_s: float) -> None:
        """Count a request by its route's pattern: addresses would be as many as there are strangers."""
        with self._lock:
            self._requests[method if method in METHODS else "other", route, status] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + took_s
            for limit in (*BUCKETS_S, float("inf")):
                if took_s <= limit:
                    self._buckets[route, limit] += 1

    def text(self, gauges: Mapping[str, int]) -> str:
        """Return everything, with some figures of the workspace, each by its name and labels."""
        with self._lock:
            lines = [*self._counted(), *self._timed()]
        named: dict[str, list[str]] = {}
        for name, value in gauges.items():
            named.setdefault(name.partition("{")[0], []).append(f"{name} {value}")
        for name, values in named.items():
            lines += [f"# TYPE {name} gauge", *values]
        return "\n".join([*lines, "# EOF", ""])

    def _counted(self) -> list[str]:
        lines = ["# TYPE roundsman_requests counter"]
        for (method, route, status), number in sorted(self._requests.items()):
            lines.append(f'roundsman_requests_total{{method="{method}",route="{route}",status="{status}"}} {number}')
        return lines

    def _timed(self) -> list[str]:
        lines = ["# TYPE roundsman_request_seconds histogram", "# UNIT roundsman_request_seconds seconds"]
        for route, seconds in sorted(self._seconds.items()):
            for limit in (*BUCKETS_S, float("inf")):
                le = "+Inf" if limit == float("inf") else str(limit)
                number = self._buckets[route, limit]
                lines.append(f'roundsman_request_seconds_bucket{{route="{route}",le="{le}"}} {number}')
            lines.append(f'roundsman_request_seconds_sum{{route="{route}"}} {seconds:.6f}')
            whole = self._buckets[route, float("inf")]
            lines.append(f'roundsman_request_seconds_count{{route="{route}"}} {whole}')
        return lines

"""How often somebody may ask: a bucket for each that fills slowly and empties by one with each request."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_BUCKETS = 10_000


@dataclass(slots=True)
class Limits:
    """Buckets by key.

    Attributes
    ----------
    a_minute : int
        Requests that each key may make in a minute in the long run, and at once after a rest.
    """

    a_minute: int
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, key: str, now_s: float) -> int:
        """Take one request from the key's bucket; return 0, or the seconds to wait until there is one."""
        with self._lock:
            left, since = self._buckets.pop(key, (float(self.a_minute), now_s))
            left = min(float(self.a_minute), left + (now_s - since) * self.a_minute / 60)
            allowed = left >= 1
            self._buckets[key] = (left - 1 if allowed else left, now_s)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) * 60 / self.a_minute))

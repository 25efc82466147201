"""When to stop is an object: steps in tests (reproducible), seconds in life.

The shape follows PyVRP's stopping criteria: small classes behind one protocol.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol


class Stop(Protocol):
    """A budget for a search."""

    def progress(self, steps: int) -> float:
        """Return the share of the budget used after `steps` steps: 0.0 at the start, from 1.0 on it is time to stop."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Stop after a number of steps; the same input and seed then give the same result on every machine."""

    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"steps must not be negative: {self.count}")

    def progress(self, steps: int) -> float:
        """Return the share of the steps taken."""
        return steps / self.count if self.count else 1.0


@dataclass(slots=True)
class Seconds:
    """Stop after wall-clock seconds, counted from the first question; never reproducible, so never used in tests."""

    seconds: float
    _started: float | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.seconds < 0:
            raise ValueError(f"seconds must not be negative: {self.seconds}")

    def progress(self, steps: int) -> float:  # noqa: ARG002 - part of the protocol
        """Return the share of the seconds gone by."""
        now = time.monotonic()
        if self._started is None:
            self._started = now
        return (now - self._started) / self.seconds if self.seconds else 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a budget between two of its shares, for a search after others that took `taken` steps of it."""

    whole: Stop
    begins: float
    ends: float
    taken: int = 0

    def progress(self, steps: int) -> float:
        """Return the share of the part that is used."""
        used = self.whole.progress(self.taken + steps)
        return max(0.0, (used - self.begins) / (self.ends - self.begins))

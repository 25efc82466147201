"""Parts of a budget: a search that solves several problems gives each of them a share."""

from __future__ import annotations

from dataclasses import dataclass

from routing.stopping import Stop


@dataclass(frozen=True, slots=True)
class Part:
    """The stretch of a budget between two of its shares, entered after some steps."""

    whole: Stop
    first: float
    last: float
    steps_before: int = 0

    def progress(self, steps: int) -> float:
        """Return how much of the part is used."""
        return (self.whole.progress(self.steps_before + steps) - self.first) / (self.last - self.first)

"""Who does something and when, and about which days: what every step of a claim's way is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from store.instants import written


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something now; `now` knows its zone. `signed` is set by `office.mileage.signatures.sign` alone."""

    actor: str
    now: datetime
    signed: bool = False

    @property
    def proof(self) -> str:
        """Return how it is known who acted, as the audit log has it."""
        return "signed" if self.signed else ""

    @property
    def at(self) -> str:
        """Return the instant as it is stored."""
        return written(self.now)


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both inclusive."""

    first: date
    last: date

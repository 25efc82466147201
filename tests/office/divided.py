"""Divides the accounts of a test's workspace among its reps: proposed and kept, as the administrator would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from office.designs.alignment import Alignment, keep_design, propose_design
from office.designs.inputs import Wishes
from office.opening import Office
from office.people import owner
from routing.stopping import Stop
from routing.travel import TravelEngine


def align(
    office: Office,
    engine: TravelEngine,
    day: date,
    stop: Stop,
    *,
    seed: int,
    now: datetime | None = None,
    wishes: Wishes | None = None,
) -> Alignment:
    """Put a design in force from a day on."""
    acting = office if now is None else replace(office, clock=lambda: now)
    made = propose_design(acting, owner(), engine, day, stop, seed=seed, wishes=wishes)
    keep_design(acting, owner(), made)
    return made

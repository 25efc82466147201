"""Which engine measures the ways of a verb; an estimate is said to be one, whatever the verb."""

from __future__ import annotations

from commands.context import say
from office.opening import Office
from office.travel import plan_engine, travel_engine
from routing.travel import TravelEngine, is_estimate


def measured_by(office: Office, named: str = "") -> TravelEngine:
    """Return the engine that is named, else the workspace's."""
    return _marked(travel_engine(office, named))


def measured_as(office: Office, number: int | None) -> TravelEngine:
    """Return the engine that a plan was made by."""
    return _marked(plan_engine(office, number))


def _marked(engine: TravelEngine) -> TravelEngine:
    if is_estimate(engine.source):
        say(f"Note: times and distances are {engine.source}.")
    return engine

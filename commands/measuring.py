"""Which engine measures the ways of a verb; an estimate is said to be one, whatever the verb."""

from __future__ import annotations

from commands.context import say
from office.travel import plan_engine, travel_engine
from office.workspaces import Workspace
from routing.travel import TravelEngine, is_estimate


def measured_by(workspace: Workspace, named: str = "") -> TravelEngine:
    """Return the engine that is named, else the workspace's."""
    return _marked(travel_engine(workspace, named))


def measured_as(workspace: Workspace, number: int | None) -> TravelEngine:
    """Return the engine that a plan was made by."""
    return _marked(plan_engine(workspace, number))


def _marked(engine: TravelEngine) -> TravelEngine:
    if is_estimate(engine.source):
        say(f"Note: times and distances are {engine.source}.")
    return engine

"""Which engine measures the ways of a verb; an estimate is said to be one, whatever the verb."""

from __future__ import annotations

import click

from commands.context import say
from office.opening import Office
from office.travel import plan_engine, travel_engine
from routing.choice import FORMS
from routing.travel import TravelEngine, is_estimate

engine_option = click.option(
    "--engine", default="", metavar="ENGINE", help=f"Ask another engine than the workspace's roads: {FORMS}."
)
"""As ``plan --travel``: among the territories' verbs that word is a weight."""


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

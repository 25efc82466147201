"""Which engine knows the ways: the workspace's own roads, or the one that was chosen for it or for one plan."""

from __future__ import annotations

from office.door import Act, works
from office.opening import Office
from office.roads import placed, road_engine
from routing.blocks import KeptTravel
from routing.choice import ROADS, engine_named
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine, is_estimate
from store.changes import Kind, Subject
from store.database import reading
from store.plans import find_plan, read_evidence
from store.settings import read_settings, set_travel

EVIDENCE = "engine"
"""Where a plan's evidence names the engine that it was made by."""


def chosen(office: Office, named: str = "") -> str:
    """Return the name of the engine that is meant: the one named, else the workspace's."""
    if named:
        return named
    with reading(office.database) as connection:
        return read_settings(connection).travel or ROADS


def travel_engine(office: Office, named: str = "") -> TravelEngine:
    """Return the engine that is meant, its tables kept beside the workspace if they are not its own roads'.

    Raises
    ------
    BadInputError
        If it names no engine, or the roads are meant and there are none yet.
    """
    name = chosen(office, named)
    if name == ROADS:
        return road_engine(office)
    return KeptTravel(engine_named(name), office.folder.path / "travel")


def plan_engine(office: Office, number: int | None = None) -> TravelEngine:
    """Return the engine that a plan (the newest, if none is named) was made by, for what is asked about it."""
    with reading(office.database) as connection:
        evidence = read_evidence(connection, find_plan(connection, number))
    return travel_engine(office, str(evidence.get(EVIDENCE, "")))


def claims_engine(office: Office) -> TravelEngine:
    """Return the engine that claimed distances come from; raises `BadInputError` where it would only estimate them."""
    engine = travel_engine(office)
    if is_estimate(engine.source):
        cause = sentence(
            "distances would be guessed ({source}), and a claim needs ways that can be driven", source=engine.source
        )
        action = "Measure on roads: roundsman roads FILE.osm.pbf, then roundsman roads --travel roads."
        raise BadInputError([Problem("travel-estimated", "mileage", cause, action)])
    return engine


@works
def choose_travel(act: Act, named: str) -> str:
    """Let an engine measure everything from now on, once it has answered for two places; return its source.

    Raises
    ------
    BadInputError
        If it names no engine, or the roads are meant and there are none yet.
    RoutingServerError
        If the server does not answer; nothing is changed then.
    """
    engine = road_engine(act.office) if named == ROADS else engine_named(named)
    with act.reading() as connection:
        places = placed(connection)[:2]
    engine.table(places)
    with act.writing() as connection:
        set_travel(connection, "" if named == ROADS else named)
        act.touch(Subject(Kind.SETTINGS, "travel"))
        act.note(sentence("travel times from {source}", source=engine.source))
        return act.answer(engine.source)

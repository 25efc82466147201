"""From nothing to a plan in force: how far a workspace has come, and roads made by a job from a file handed in."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from typing import Any

from office.door import Act, reads, works
from office.jobs import KEPT, Watch, ask_job, job_kind
from office.opening import Office
from office.people import Person
from office.remembered import remembered
from office.roads import KeptRoads, keep_roads
from routing.ground.read import read_ground
from routing.keeping import network_from_file
from routing.problems import BadInputError, Problem
from routing.profile import load_profile
from store.accounts import number_of_accounts, read_reps
from store.changes import Kind
from store.jobs import Job
from store.ownership import is_owned_from, timelines
from store.plans import plan_heads, published_plan
from store.roads import newest_roads
from store.settings import read_settings
from store.words import Work

ROADS = Work.ROADS
FOLDER = "roads"
"""Beside the workspace; no backup holds it."""
ENDS = (".osm.pbf", ".osm", ".osm.bz2", ".osm.gz")


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What there is already.

    Attributes
    ----------
    travel : str
        The engine that ways are measured by where it is another than the workspace's own roads.
    owned : int
        Accounts that some rep owns today or later.
    newest, in_force : int or None
        The newest plan, and the one in force.
    """

    reps: int
    accounts: int
    roads: bool
    travel: str
    owned: int
    newest: int | None
    in_force: int | None

    @property
    def measured(self) -> bool:
        """Return whether ways can be measured."""
        return self.roads or bool(self.travel)

    @property
    def step(self) -> str:
        """Return the first step that has not been taken, empty where all have."""
        taken = {
            "reps": self.reps > 0,
            "accounts": self.accounts > 0,
            "roads": self.measured,
            "owners": self.owned > 0,
            "plan": self.newest is not None,
            "publish": self.in_force is not None,
        }
        return next((name for name, done in taken.items() if not done), "")


@reads
def read_first_run(act: Act) -> FirstRun:
    """Return how far the workspace has come."""
    connection, today = act.connection, act.now.date()
    in_force = published_plan(connection)
    return FirstRun(
        len(read_reps(connection)),
        number_of_accounts(connection),
        newest_roads(connection) is not None,
        read_settings(connection).travel,
        remembered(act, "owned", (Kind.OWNERSHIP,), lambda: _owned(act, today), about=today),
        max((one.id for one in plan_heads(connection)), default=None),
        in_force.id if in_force else None,
    )


def _owned(act: Act, day: date) -> int:
    return sum(is_owned_from(line, day) for line in timelines(act.connection).values())


@works
def order_roads(act: Act, name: str, data: bytes, country: str = "") -> Job:
    """Keep a file of OpenStreetMap beside the workspace and ask for the roads to be made of it.

    Raises
    ------
    BadInputError
        If its name does not end as such a file's does, or there is nothing in it.
    """
    ending = next((end for end in ENDS if name.lower().endswith(end)), "")
    if not ending or not data:
        cause = "it is no file of OpenStreetMap" if data else "it is empty"
        action = "Take an extract that ends in .osm.pbf, such as Geofabrik's of your region."
        raise BadInputError([Problem("roads-no-extract", name, cause, action)])
    folder = act.office.folder.path / FOLDER
    folder.mkdir(exist_ok=True)
    kept = f"handed-in-{hashlib.sha256(data).hexdigest()[:16]}{ending}"
    part = folder / f"{kept}.part"
    part.write_bytes(data)
    os.replace(part, folder / kept)  # noqa: PTH105 - over one that is there
    with act.writing():
        return act.answer(ask_job.inside(act, ROADS, {"file": kept, "country": country.strip().upper(), "name": name}))


@job_kind(ROADS, "keep_roads")
def _make(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:
    file = office.folder.path / FOLDER / os.path.basename(str(facts["file"]))  # noqa: PTH119 - no folder of its own
    watch.tell(0, 1, str(facts.get("name", "")))
    network = network_from_file(file, load_profile(country=str(facts.get("country", ""))), file.parent)
    made = keep_roads(watch.ending(office, _told), who, network, read_ground(file))
    return _told(made)


def _told(made: KeptRoads) -> dict[str, Any]:
    return {
        "junctions": len(made.network.node_lat),
        "kilometres": round(float(made.network.arc_dm.sum()) / 10_000),
        "problems": [str(one) for one in made.problems],
        KEPT: [one.kept() for one in made.problems],
    }

"""A site over a made company of two reps on straight ways, with two planners: for the pages of plans."""

from __future__ import annotations

from pathlib import Path

from benchmarks.office_house import Size, made_house
from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.staff import save_person
from store.access import write_digest
from store.database import writing
from store.settings import set_travel
from tests.web.site import DIGEST

PLANNERS = ("pat", "ann")


def small_company(folder: Path) -> Office:
    """Make the workspace: plan 1 is in force for three weeks from 30 November 2026."""
    office = made_house(folder, Size(reps=2, accounts=60, history=0, weeks=3))
    with writing(office.database) as connection:
        set_travel(connection, "straight")
    people = [("root", Role.ADMINISTRATOR), ("manager", Role.MANAGER), *((name, Role.PLANNER) for name in PLANNERS)]
    for name, role in people:
        save_person(office, owner(), name, name.title(), (Grant(role, Reach.EVERYTHING),))
        with writing(office.database) as connection:
            write_digest(connection, name, DIGEST, "2026-11-01T00:00:00+00:00")
    return office

"""Territories as files that a stranger can judge: accounts with owners and hours, reps, borders, areas."""

from __future__ import annotations

import json
from pathlib import Path

from mileage.cells import csv_text
from office.designs.areas import areas_geojson, land_boundaries
from office.designs.inputs import Land
from office.ownership.leads import present_owners
from territory.accounts import Account, Rep

ACCOUNTS = (
    "id", "owner", "lat", "lon", "hours", "potential", "skills", "languages", "least_experience", "owner_lock",
)  # fmt: skip
REPS = ("id", "capacity", "skills", "languages", "experience")


def export_territories(land: Land, folder: Path) -> tuple[Path, ...]:
    """Write the territories in force, and return the files; areas and borders only where there is a road network.

    Raises
    ------
    BadInputError
        If an account has no owner.
    """
    owners = present_owners(land)
    hours = dict(zip(land.problem.unit_ids, land.problem.measures[0].tolist(), strict=True))
    texts = {
        "accounts.csv": csv_text(ACCOUNTS, [_account(one, owners[one.id], hours[one.id]) for one in land.accounts]),
        "reps.csv": csv_text(REPS, [_rep(one) for one in land.reps]),
    }
    if land.roads is not None:
        texts["borders.csv"] = csv_text(("account", "neighbour"), land.roads.neighbours())
        texts["areas.geojson"] = json.dumps(areas_geojson(land_boundaries(land, owners)), indent=1) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return tuple(folder / name for name in texts)


def _account(one: Account, owner: str, hours: float) -> tuple[object, ...]:
    place = (one.lat, one.lon)
    asked = (_words(one.skills), _words(one.languages), one.least_experience, one.owner_lock or "")
    return (one.id, owner, *place, hours, one.potential, *asked)


def _rep(one: Rep) -> tuple[object, ...]:
    return (one.id, one.capacity, _words(one.skills), _words(one.languages), one.experience)


def _words(words: frozenset[str]) -> str:
    return "|".join(sorted(words))

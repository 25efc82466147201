"""Territories as files that a stranger can judge: accounts with owners and hours, reps, borders, areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mileage.cells import csv_text
from office.designs.areas import land_boundaries
from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks
from office.ownership.covers import unowned
from office.ownership.leads import owners_known, owners_missing
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from territory.accounts import Account, Rep
from territory.boundaries import Boundaries
from territory.design.gathered import Land

ACCOUNTS = (
    "id", "owner", "lat", "lon", "hours", "potential", "skills", "languages", "least_experience", "owner_lock",
)  # fmt: skip
REPS = ("id", "capacity", "skills", "languages", "experience")


@dataclass(frozen=True, slots=True)
class TerritoryFiles:
    """The texts of the files by name; `areas` is None where there is no road network; `left_out` is not in them."""

    texts: Mapping[str, str]
    areas: Boundaries | None
    left_out: tuple[Problem, ...] = ()


@thinks
def export_territories(act: Act, engine: TravelEngine, day: date) -> TerritoryFiles:
    """Return the territories in force on a day as files; areas and borders only where there is a road network.

    An account that nobody owns has no owner there, and is named.

    Raises
    ------
    BadInputError
        If nobody owns anything.
    """
    return territory_files(read_land(act.office, engine, day, Wishes(contiguous=False), homeless=True))


def territory_files(land: Land) -> TerritoryFiles:
    """Return the files of a land."""
    owners = owners_known(land)
    if not owners:
        raise BadInputError([owners_missing(land)])
    hours = dict(zip(land.problem.unit_ids, land.problem.measures[0].tolist(), strict=True))
    texts = {
        "accounts.csv": csv_text(
            ACCOUNTS, [_account(one, owners.get(one.id, ""), hours[one.id]) for one in land.accounts]
        ),
        "reps.csv": csv_text(REPS, [_rep(one) for one in land.reps]),
    }
    named = (*land.left_out, *unowned(land))
    if land.roads is None:
        return TerritoryFiles(texts, None, named)
    texts["borders.csv"] = csv_text(("account", "neighbour"), land.roads.neighbours())
    return TerritoryFiles(texts, land_boundaries(land, owners), named)


def _account(one: Account, owner: str, hours: float) -> tuple[object, ...]:
    place = (one.lat, one.lon)
    asked = (_words(one.skills), _words(one.languages), one.least_experience, one.owner_lock or "")
    return (one.id, owner, *place, hours, one.potential, *asked)


def _rep(one: Rep) -> tuple[object, ...]:
    return (one.id, one.capacity, _words(one.skills), _words(one.languages), one.experience)


def _words(words: frozenset[str]) -> str:
    return "|".join(sorted(words))

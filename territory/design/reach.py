"""Which accounts a design may share out: those that a rep can drive to; the others are named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.roads import RoadEngine
from routing.sentences import sentence
from routing.travel import UNREACHABLE_S, TravelEngine
from territory.accounts import Account, Rep


def reached(
    accounts: Sequence[Account], reps: Sequence[Rep], engine: TravelEngine
) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """Return the accounts that a rep can drive to and back from, and the problems of the others: they keep their owner.

    Raises
    ------
    BadInputError
        If the roads reach a rep's home or all accounts nowhere.
    """
    places, homes = [account.place for account in accounts], [rep.home for rep in reps]
    if not places or not homes:
        return tuple(accounts), ()
    if isinstance(engine, RoadEngine):
        there = engine.index.snap([*places, *homes]).reachable
        problems = engine.problems([place for place, met in zip([*places, *homes], there, strict=True) if not met])
        mask, homeless = there[: len(places)], not there[len(places) :].all()
    else:
        mask, homeless = _joined(engine, places, homes), False
        problems = tuple(_cut_off(place, engine) for place, met in zip(places, mask, strict=True) if not met)
    if homeless or not mask.any():
        raise BadInputError(problems)
    return tuple(account for account, met in zip(accounts, mask, strict=True) if met), tuple(problems)


def _joined(engine: TravelEngine, places: list[Place], homes: list[Place]) -> NDArray[np.bool_]:
    """Return which places are joined to a home both ways."""
    known = engine.table([*places, *homes]).travel_s != UNREACHABLE_S
    count = len(places)
    return np.asarray((known[count:, :count] & known[:count, count:].T).any(axis=0))


def _cut_off(place: Place, engine: TravelEngine) -> Problem:
    where = sentence("{place} at {lat:.5f}, {lon:.5f}", place=place.id, lat=place.lat, lon=place.lon)
    cause = sentence("no road joins it to a rep's home ({source})", source=engine.source)
    return Problem("place-cut-off", where, cause, "Correct its position, or let the server's map cover it.")

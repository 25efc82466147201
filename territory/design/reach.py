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
from territory.design.travel import MOST_PAIRED


def reached(
    accounts: Sequence[Account], reps: Sequence[Rep], engine: TravelEngine
) -> tuple[tuple[Account, ...], dict[str, tuple[Problem, ...]], tuple[Problem, ...]]:
    """Return the accounts that a rep can drive to and back from, the others with why not, and homes off the roads.

    Accounts that are not reached keep their owner; a rep whose home is not is far from everything.

    Raises
    ------
    BadInputError
        If the roads reach no rep's home, or no account.
    """
    places, homes = [account.place for account in accounts], [rep.home for rep in reps]
    if not places or not homes:
        return tuple(accounts), {}, ()
    if isinstance(engine, RoadEngine):
        there = engine.index.snap([*places, *homes]).reachable
        mask, at_home = there[: len(places)], there[len(places) :]
        lost = {place.id: engine.problems([place]) for place, met in zip(places, mask, strict=True) if not met}
        off = [home for home, met in zip(homes, at_home, strict=True) if not met]
        homeless = tuple(problem for home in off for problem in engine.problems([home])[:1])
    else:
        mask, homeless = _joined(engine, places, homes), ()
        lost = {place.id: (_cut_off(place, engine),) for place, met in zip(places, mask, strict=True) if not met}
    if len(homeless) == len(homes) or not mask.any():
        raise BadInputError([*(problem for problems in lost.values() for problem in problems), *homeless])
    return tuple(account for account, met in zip(accounts, mask, strict=True) if met), lost, homeless


def _joined(engine: TravelEngine, places: list[Place], homes: list[Place]) -> NDArray[np.bool_]:
    """Return which places are joined to a home both ways."""
    if len(places) > MOST_PAIRED:
        out, back = engine.block(homes, places)[0], engine.block(places, homes)[0].T
    else:
        both, count = engine.table([*places, *homes]).travel_s, len(places)
        out, back = both[count:, :count], both[:count, count:].T
    return np.asarray(((out != UNREACHABLE_S) & (back != UNREACHABLE_S)).any(axis=0))


def _cut_off(place: Place, engine: TravelEngine) -> Problem:
    where = sentence("{place} at {lat:.5f}, {lon:.5f}", place=place.id, lat=place.lat, lon=place.lon)
    cause = sentence("no road joins it to a rep's home ({source})", source=engine.source)
    return Problem("place-cut-off", where, cause, "Correct its position, or let the server's map cover it.")

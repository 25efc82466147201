"""What a day's first request would wait for, made ready as serving starts: the review, roads, code, the solver."""

from __future__ import annotations

import gc

import numpy as np

from office.opening import Office
from office.reviews.kept import begin_review
from office.roads import placed
from office.travel import travel_engine
from routing.problems import BadInputError
from routing.replan import replan_day
from routing.stopping import Steps
from routing.tour import Stop, TourProblem, Window
from scheduler.demand.workdays import rep_problems
from store.accounts import read_reps
from store.database import reading

PLACES = 4
"""So many places are measured: enough for every step of a table to be compiled."""
MANY_OBJECTS = 50_000
"""So many new ones are looked through together; Python's own is 700."""
_HOUR_S = 3600


def make_ready(office: Office) -> bool:
    """Begin the review, load roads and holidays, measure a small table, solve a small day.

    Return whether there were roads to make ready by. Nothing of it is asked about any rep, and nothing is kept but what
    every request shares.
    """
    begin_review(office)
    with reading(office.database) as connection:
        places, reps = placed(connection)[:PLACES], read_reps(connection)
    try:
        engine = travel_engine(office)
    except BadInputError:
        return False  # there are no roads yet: whoever makes them begins with this
    if len(places) < PLACES:
        return False
    engine.table(places)
    for rep in reps:  # the library of public holidays takes half a second of whoever asks it first
        rep_problems(rep, rep.id)
    _solve_one_day()
    return True


def look_for_garbage_seldom() -> None:
    """Let a process that keeps much look through all of it seldom: each look holds everybody up for 0.2 s.

    What is kept for all requests is looked through no more, and what comes after it is in portions of `MANY_OBJECTS`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, *gc.get_threshold()[1:])


def _solve_one_day() -> None:
    ways = np.full((4, 4), 600, np.int32)
    np.fill_diagonal(ways, 0)
    stops = tuple(Stop(place, 1800, (Window(0, 24 * _HOUR_S),), price_s=_HOUR_S) for place in (2, 3))
    day = TourProblem(stops, 0, 1, 8 * _HOUR_S, 17 * _HOUR_S, None, ways)
    replan_day(day, 0, 8 * _HOUR_S, range(2), Steps(1))

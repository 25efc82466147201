"""What the kernels work on: a few packed arrays, and the names of their columns.

Whatever belongs together lies together in memory, so that the inner loops read one cache line for each place of a
tour. A *slot* is a visit on one of the rep-days it may lie on; slots of a visit are neighbours in the slot arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


OPTIONS: dict[str, Any] = {"error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
"""Kernels keep no references and allocate nothing: without numba's reference counts (`_nrt`, measured with 0.68) they
run seven times faster, because a bundle of arrays would be counted array by array at every call."""
_njit: Any = numba.njit


def kernel(function: Function) -> Function:
    """Compile `function` with numba, to be called by other kernels only."""
    return cast(Function, _njit(no_cpython_wrapper=True, **OPTIONS)(function))


def entry(function: Function) -> Function:
    """Compile `function` with numba, to be called from Python, and keep the machine code on disk."""
    return cast(Function, _njit(cache=True, **OPTIONS)(function))


def fingerprint() -> NDArray[np.void]:
    """Return an array whose type carries a digest of the kernels' sources.

    Numba finds machine code on disk by the types of the arguments and the age of one file; it would not notice that a
    kernel in another file is a new one.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    return np.zeros(1, np.dtype([(f"k{digest}", np.int64)]))


NEVER = 2**40
"""A time that does not come; still far from overflow when travel is added to it."""

# Columns of Facts.visit
PLACE, SERVICE, ACCOUNT, FIRST, LAST, LEAST, MOST, LOAD, MUST, SLOT = range(10)
# Columns of Facts.day
DAY, START, END, FROM, TO, LUNCH_FROM, LUNCH_TO, LUNCH_LENGTH, MAX_DRIVING, MAX_WORK, MAX_VISITS, MAX_LOAD, TWIN = (
    range(13)
)
# Columns of State.node; a node is a place of a tour: 0 the start, 1..count its visits, count + 1 the end
AT, VISIT, EARLY_DUE, EARLY_TAKEN, LATE_DUE, LATE_TAKEN = range(6)
# Columns of State.tour
COUNT, CARRIED, DRIVEN, SERVED, VERSION = range(5)
# Entries of State.tally
TOUCHED, CHANGED, TODO, ABSENT, STEP, NEWEST, MISSING, WORK = range(8)
# Entries of State.total
COST, BEST, BEST_MISSING = range(3)


class Facts(NamedTuple):
    """The horizon as arrays; the kernels never write into it.

    Attributes
    ----------
    visit : (visits, 10)
        `FIRST` and `LAST` are rep-days, `SLOT` + rep-day is the slot, `MUST` is 1 for compulsory visits.
    day : (rep-days, 13)
        Absent caps are `NEVER`; `LUNCH_LENGTH` is -1 where no lunch is asked; `TWIN` is 1 where the rep-day before is
        the same in everything.
    travel, way : (places, places)
        Seconds, and the price of driving them.
    unserved : (visits,)
        Price of leaving a visit out; 0 for compulsory ones, which are counted instead.
    opening : (slots,)
        Set of windows of the slot; -1 where the visit cannot lie.
    price : (slots,)
        Extra price of the slot.
    window_from : (sets + 1,)
        Where a set of windows begins in `window`.
    window : (windows, 2)
    account_from : (accounts + 1,)
        Where an account's visits begin.
    pattern_from : (accounts + 1,)
    pattern : (patterns, most visits of an account)
        Calendar day of each visit of the account.
    first_rep_day : (calendar days + 2,)
        Where the rep-days of a calendar day begin.
    near : (accounts, neighbours)
        Accounts by their way from and to the account, itself first.
    balance : (1,)
        Price of the squared deviation of a rep-day's work, per second squared.
    sources : (1,)
        See `fingerprint`.
    """

    visit: Ints
    day: Ints
    travel: NDArray[np.int32]
    way: NDArray[np.float32]
    unserved: Floats
    opening: Ints
    price: Floats
    window_from: Ints
    window: Ints
    account_from: Ints
    pattern_from: Ints
    pattern: Ints
    first_rep_day: Ints
    near: Ints
    balance: Floats
    sources: NDArray[np.void]


class State(NamedTuple):
    """One schedule under change, what is needed to undo a step, and the best schedule met.

    Attributes
    ----------
    node : (rep-days, longest tour + 2, 6)
        The tours with their earliest leaving and latest arrival, lunch still due or taken.
    tour : (rep-days, 5)
    drive : (rep-days,)
        Price of each tour's way.
    where : (visits,)
        Rep-day of each visit, or -1.
    kept_node, kept_tour, kept_drive
        The touched tours as they were before the step.
    stamp : (rep-days,)
        Step in which the tour was last touched; `ruined` alike for strings, `changed_in` alike for visits.
    touched, changed, was, todo, absent, absent_at, key
        Work lists; their lengths stand in `tally`.
    known_cost, known_at, known_in : (2 * slots,)
        Cheapest insertion of each slot, the node it follows, and the version of the tour for which it holds.
    plan_sum, plan_from : (most visits of an account, rep-days)
        Least sum of a row of visits up to this one on this day, and the day of the one before; the days looked at are
        `plan_first` .. `plan_last`, the days chosen `plan_day`.
    best_route : (rep-days, longest tour)
    best_version : (rep-days,)
    best_count : (rep-days,)
    tally : (8,)
    total : (3,)
    random : (1,) uint64
    """

    node: NDArray[np.int64]
    tour: Ints
    drive: Floats
    where: Ints
    kept_node: NDArray[np.int64]
    kept_tour: Ints
    kept_drive: Floats
    stamp: Ints
    ruined: Ints
    changed_in: Ints
    touched: Ints
    changed: Ints
    was: Ints
    todo: Ints
    absent: Ints
    absent_at: Ints
    key: Floats
    known_cost: Floats
    known_at: NDArray[np.int32]
    known_in: Ints
    plan_sum: Floats
    plan_from: Ints
    plan_first: Ints
    plan_last: Ints
    plan_day: Ints
    best_route: NDArray[np.int32]
    best_version: Ints
    best_count: Ints
    tally: Ints
    total: Floats
    random: NDArray[np.uint64]

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


def inner(function: Function) -> Function:
    """Compile `function` with numba, and put its machine code into every kernel that calls it.

    This is for what the inner loops call; elsewhere LLVM decides.
    """
    return cast(Function, _njit(no_cpython_wrapper=True, forceinline=True, **OPTIONS)(function))


def part(function: Function) -> Function:
    """Put `function` into the one kernel that calls it.

    Numba makes machine code of every kernel and of all that it calls: a long chain of calls is compiled many times.
    """
    return cast(Function, _njit(no_cpython_wrapper=True, inline="always", **OPTIONS)(function))


def entry(function: Function) -> Function:
    """Compile `function` with numba, to be called from Python, and keep the machine code on disk."""
    return cast(Function, _njit(cache=True, **OPTIONS)(function))


MARKS = b"\n@kernel", b"\n@inner", b"\n@part", b"\n@entry", b"intrinsic", b"def part"
"""A file that holds one of them takes part in what the kernels are."""


def fingerprint() -> NDArray[np.void]:
    """Return an array whose type carries a digest of the kernels' sources.

    Numba finds machine code on disk by the types of the arguments and the age of one file; it would not notice that a
    kernel in another file is a new one.
    """
    texts = [source.read_bytes() for source in sorted(Path(__file__).parent.glob("*.py"))]
    kernels = [text for text in texts if any(mark in text for mark in MARKS)]
    digest = sha256(b"".join(kernels)).hexdigest()[:16]
    return np.zeros(1, np.dtype([(f"k{digest}", np.int64)]))


NEVER = 2**40
"""A time that does not come; still far from overflow when travel is added to it."""

HEAD, NO_NODE, NOWHERE = cast(int, np.int64(1)), cast(int, np.int64(0)), cast(int, np.int64(-1))
"""The first node that is a visit; a node that is none; after no node at all.

They are of numpy, since numba compiles a kernel anew for a literal.
"""

# Columns of Facts.visit
PLACE, SERVICE, ACCOUNT, FIRST, LAST, LEAST, MOST, LOAD, MUST, SLOT, NEEDS = range(11)
# Columns of Facts.day
DAY, START, END, FROM, TO, LUNCH_FROM, LUNCH_TO, LUNCH_LENGTH = range(8)
MAX_DRIVING, MAX_WORK, MAX_VISITS, MAX_LOAD, MAX_DAY, MOST_LOAD, TWIN = range(8, 15)
# Columns of Facts.opening
OPENS, SHUTS = range(2)
# Further columns of State.line, which begins as `Facts.opening` does
LEG, LASTS = range(2, 4)
# Columns of Facts.account
VISITS, PATTERNS = range(2)
# Columns of State.node; a node is a place of a tour: 0 the start, 1..count its visits, count + 1 the end
AT, VISIT, EARLY_DUE, EARLY_TAKEN, LATE_DUE, LATE_TAKEN, ROOM = range(7)
# Columns of State.tour
COUNT, CARRIED, DRIVEN, SERVED, VERSION, SPARE, STAMP, RUINED, BEST_VERSION, BEST_COUNT = range(10)
# Columns of State.seen
CHANGED_IN, WAS, ABSENT_AT = range(3)
# Columns of State.known
KNOWN_AT, KNOWN_IN = range(2)
# Columns of State.plan
PLAN_FIRST, PLAN_LAST, PLAN_DAY = range(3)
# Rows of State.listed, and the entries of State.tally that hold their lengths
TOUCHED, CHANGED, TODO, ABSENT = range(4)
# Further entries of State.tally
STEP, NEWEST, MISSING, WORK, EXCESS = range(4, 9)
# Columns of State.drive
NOW, KEPT = range(2)
# Entries of State.total
COST, BEST, BEST_MISSING, TRUST, FINE, LIMIT, SPENT, EASED = range(8)

COLUMNS = {
    "visit": NEEDS + 1,
    "day": TWIN + 1,
    "opening": SHUTS + 1,
    "window": 2,
    "account": PATTERNS + 1,
    "node": ROOM + 1,
    "kept_node": ROOM + 1,
    "tour": BEST_COUNT + 1,
    "kept_tour": SPARE + 1,
    "drive": KEPT + 1,
    "seen": ABSENT_AT + 1,
    "known": KNOWN_IN + 1,
    "plan": PLAN_DAY + 1,
    "line": LASTS + 1,
}
"""Columns of each array that has a fixed number of them; the kernels are compiled for it."""


class Facts(NamedTuple):
    """The horizon as arrays; the kernels never write into it.

    Attributes
    ----------
    visit : (visits, 11)
        `FIRST` and `LAST` are rep-days, `SLOT` + rep-day is the slot, `MUST` is 1 for compulsory visits; `NEEDS` are
        the seconds of service and detour that the visit takes from any tour at least.
    day : (rep-days, 15)
        Absent caps are `NEVER`; `MAX_DAY` is the most from leaving to coming home;
        `MOST_LOAD` is what a tour may carry for a fine, on the way to a schedule;
        `LUNCH_LENGTH` is -1 where no lunch is asked; `TWIN` is 1 where the rep-day before is the same in everything.
    travel, way : (places, places)
        Seconds, and the price of driving them.
    unserved : (visits,)
        Price of leaving a visit out; 0 for compulsory ones, which are counted instead.
    opening : (slots, 2)
        First row in `window` of the slot's windows, and the row after their last; -1 where the visit cannot lie.
    price : (slots,)
        Extra price of the slot.
    window : (windows, 2)
    account : (accounts + 1, 2)
        Where an account's visits and patterns begin: `VISITS`, `PATTERNS`.
    pattern : (patterns, most visits of an account)
        Calendar day of each visit of the account.
    first_rep_day : (calendar days + 2,)
        Where the rep-days of a calendar day begin.
    near : (accounts, neighbours)
        Accounts by their way from and to the account, itself first.
    balance : (1,)
        Price of the squared deviation of a rep-day's work, per second squared.
    floor : (visits,)
        What placing the visit adds to the cost at least, balance and the price of leaving it out apart; never above 0.
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
    window: Ints
    account: Ints
    pattern: Ints
    first_rep_day: Ints
    near: Ints
    balance: Floats
    floor: Floats
    sources: NDArray[np.void]


def keep_columns(facts: Facts) -> None:
    """Raise `ValueError` if an array has other columns than the kernels are compiled for."""
    for name, array in facts._asdict().items():
        if array.shape[-1] != COLUMNS.get(name, array.shape[-1]):
            raise ValueError(f"{name} has {array.shape[-1]} columns instead of {COLUMNS[name]}")


class State(NamedTuple):
    """One schedule under change, what is needed to undo a step, and the best schedule met.

    They are few arrays of many columns; `COLUMNS` says how many.

    Attributes
    ----------
    node, kept_node : (rep-days, longest tour + 2, 7)
        The tours with their earliest leaving and latest arrival, lunch still due or taken, and the `ROOM` in seconds
        between leaving a node and arriving at the next; touched ones as they were before the step.
    tour : (rep-days, 10)
        `SPARE` are the seconds of service and detour that one more visit may take at most; `STAMP` is the step in which
        the tour was last touched, `RUINED` alike for strings.
    kept_tour : (rep-days, 6)
    drive : (rep-days, 2)
        Price of each tour's way, `NOW` and, if touched, as `KEPT`.
    where : (visits,)
        Rep-day of each visit, or -1.
    seen : (visits, 3)
        Step that last changed the visit, where it was before, and its place in the list of absent ones or -1.
    listed : (4, visits + 1 or rep-days)
        Work lists; their lengths stand in `tally`.
    key : (visits + 1,)
    known_cost : (2 * slots,)
        Cheapest insertion of each slot.
    known : (2 * slots, 2)
        The node it follows, and the version of the tour for which it holds.
    plan_sum, plan_from : (most visits of an account, rep-days)
        Least sum of a row of visits up to this one on this day, and the day of the one before.
    plan : (most visits of an account, 3)
        First and last day looked at, and the day chosen.
    line : (longest tour + 3, 4)
        A tour under trial: windows, the way to each place, and the length of the service there.
    best_route : (rep-days, longest tour)
    tally : (9,)
        `EXCESS` is what the tours carry above their caps, together.
    total : (8,)
        `COST` is without fines; `FINE` is the price of a unit of load above a cap; `LIMIT` is what the step may add to
        the cost at most, `SPENT` what it adds at least, as far as it is known; `EASED` is the share of the prices of
        visits left out that a step's verdict passes over.
    random : (1,) uint64
    """

    node: NDArray[np.int64]
    kept_node: NDArray[np.int64]
    tour: Ints
    kept_tour: Ints
    drive: Floats
    where: Ints
    seen: Ints
    listed: Ints
    key: Floats
    known_cost: Floats
    known: Ints
    plan_sum: Floats
    plan_from: Ints
    plan: Ints
    line: Ints
    best_route: NDArray[np.int32]
    tally: Ints
    total: Floats
    random: NDArray[np.uint64]

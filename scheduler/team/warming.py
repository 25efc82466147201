"""Compiling the search beside other work: at first use it takes longer than a small plan."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from routing.stopping import Steps
from routing.tour import Lunch, Window
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.team.answer import Task, answer


@contextmanager
def warming() -> Iterator[None]:
    """Compile in another process while the block runs; its machine code is on disk for this one afterwards."""
    from scheduler.search import is_compiled  # noqa: PLC0415 - numba is slow to import; only a search needs it

    if is_compiled():
        yield
        return
    process = multiprocessing.get_context("spawn").Process(target=warm, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.join()


def compile_first() -> None:
    """Compile in one process if no earlier run has; else several workers would each do it for themselves."""
    from scheduler.search.run import announce_compilation  # noqa: PLC0415 - as above

    announce_compilation()
    with warming():
        pass


def warm() -> None:
    """Plan two visits, which compiles whatever is not on disk yet."""
    answer(Task("nobody", small_horizon(), 1), Steps(10))


def small_horizon() -> Horizon:
    """Return a horizon of one day and two visits, half an hour's drive away: two have an order to be looked for."""
    day = RepDay(0, 8 * 3600, 17 * 3600, 0, 0, Lunch(41_400, 48_600, 2700))
    visits = tuple(DueVisit(f"visit{k}", f"account{k}", 1, 1800, 0, 0, 0, 10_000.0) for k in range(2))
    ways = np.array([[0, 1800], [1800, 0]], np.int32)
    return Horizon((day,), visits, (((Window(8 * 3600, 17 * 3600),),),), ways, ways * 10)

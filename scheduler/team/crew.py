"""Where the reps' horizons are searched: in this process, in processes beside it, or on a Dask cluster.

Each gives the same `concurrent.futures` executor, and a flag that every worker sees: once it is raised, a search ends
with the best schedule it has.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from routing.stopping import Steps, Stop
from scheduler.incumbent import Incumbent

NOTED = ".noted"
"""How the names of files end in which searches note how far they are."""


class Flag(Protocol):
    """A sign to stop that all workers see; it can be sent to them."""

    def hoist(self) -> None:
        """Raise the flag; it stays up."""

    def up(self) -> bool:
        """Say whether the flag is raised."""

    def note(self, rep_id: str, incumbent: Incumbent) -> None:
        """Note how far the search for a rep is, where whoever raises the flag can read it."""

    def noted(self) -> Mapping[str, Incumbent]:
        """Return what was noted of each rep last."""


@dataclass(frozen=True, slots=True)
class FileFlag:
    """A flag on this machine: a file that is there or not; what is noted lies in files beside it."""

    path: Path

    def hoist(self) -> None:
        """Raise the flag."""
        self.path.touch()

    def up(self) -> bool:
        """Say whether the flag is raised."""
        return self.path.exists()

    def note(self, rep_id: str, incumbent: Incumbent) -> None:
        """Write it in the place of what was noted before; who reads meanwhile reads the one or the other."""
        place = self.path.with_name(f"{sha256(rep_id.encode()).hexdigest()[:16]}{NOTED}")
        written = place.with_suffix(".new")
        written.write_text(json.dumps([rep_id, incumbent.cost, incumbent.served]))
        written.replace(place)

    def noted(self) -> Mapping[str, Incumbent]:
        """Read what stands beside the flag."""
        notes = (json.loads(place.read_text()) for place in self.path.parent.glob(f"*{NOTED}"))
        return {rep_id: Incumbent(cost, served) for rep_id, cost, served in notes}


@dataclass(slots=True)
class UntilFlag:
    """A budget that is used up at once when a flag goes up."""

    stop: Stop
    flag: Flag

    def progress(self, steps: int) -> float:
        """Return the share of the budget that is used."""
        return 1.0 if self.flag.up() else self.stop.progress(steps)


class Crew(Protocol):
    """Workers that searches are given to."""

    @property
    def width(self) -> int:
        """Searches that are under way at one time."""

    def open(self) -> AbstractContextManager[Executor]:
        """Lend an executor with living workers."""

    def flag(self) -> AbstractContextManager[Flag]:
        """Make a flag, and take it away afterwards."""

    def died(self, error: BaseException) -> bool:
        """Say whether an error means that a worker died under its search."""

    def look(self) -> None:
        """Raise a `WorldError` if nobody is left to work and nobody will come."""


@dataclass(frozen=True, slots=True)
class LocalCrew:
    """Workers on this machine: one in this process, or several in processes of their own."""

    width: int = 1

    def __post_init__(self) -> None:
        if self.width < 1:
            raise ValueError(f"a crew needs at least one worker, not {self.width}")

    def open(self, prepare: Callable[[], None] | None = None) -> Executor:
        """Return a thread for a crew of one, else processes that leave Ctrl-C to their parent and end with it.

        Each process does what it should `prepare`, a module's function, before its first work.
        """
        if self.width == 1:
            return ThreadPoolExecutor(1)
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.width, context, initializer=_serve_the_parent, initargs=(prepare,))

    @contextmanager
    def flag(self) -> Iterator[Flag]:
        """Make a flag in a folder of its own."""
        with tempfile.TemporaryDirectory(prefix="roundsman-") as folder:
            yield FileFlag(Path(folder) / "stop")

    def died(self, error: BaseException) -> bool:
        """Say whether the pool broke."""
        return isinstance(error, BrokenExecutor)

    def look(self) -> None:
        """Do nothing: a pool on this machine that breaks says so by itself."""


BEHIND = 10
"""How far searches stand back."""

FEW_TASKS, FEW_STEPS = 4, 1000
"""So little search is done in this process sooner than another one has loaded the search."""


def local_crew(tasks: int, stop: Stop) -> LocalCrew:
    """Return a crew for some tasks: as many workers as there are processors, never more than tasks; one for little."""
    if tasks <= FEW_TASKS and isinstance(stop, Steps) and stop.count <= FEW_STEPS:
        return LocalCrew()
    return LocalCrew(processors(tasks))


def processors(most: int) -> int:
    """Return how many processors this process may use, `most` of them at most, and one at least."""
    return max(1, min(most, len(os.sched_getaffinity(0))))


def _serve_the_parent(prepare: Callable[[], None] | None) -> None:
    """Leave Ctrl-C to the parent, and end when it ends, however that was: nobody else would take the answer.

    A search stands back (`nice`) behind whoever wants the processor: people wait for pages, and come back for plans.
    The parent does not: it writes, and whoever else wants to write waits for it.
    """
    if hasattr(os, "nice"):  # Windows has none
        os.nice(BEHIND)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def hoisted_by_ctrl_c(flag: Flag) -> Iterator[None]:
    """Let the first Ctrl-C raise a flag and a second one interrupt; outside the main thread Ctrl-C is left alone."""

    def hoist(_signal: int, _frame: object) -> None:
        # The handler goes first: whoever sees the flag may interrupt.
        signal.signal(signal.SIGINT, before)
        flag.hoist()

    try:
        before = signal.signal(signal.SIGINT, hoist)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

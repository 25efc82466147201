"""Workers that have loaded the search before anybody asks: beside other work, which takes as long as a small plan."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field

from scheduler.team.crew import Flag, LocalCrew, processors
from scheduler.team.warming import warm, warming


@dataclass(slots=True)
class ReadyCrew:
    """A crew of this machine whose workers stay between one team and the next; after a death others take their place.

    Attributes
    ----------
    first : ExitStack
        What has to be over before workers are started: compiling, which each would else do for itself.
    """

    crew: LocalCrew
    first: ExitStack
    kept: ExitStack
    executor: Executor | None = field(default=None, init=False)

    @property
    def width(self) -> int:
        """Return how many searches are under way at one time."""
        return self.crew.width

    def open(self) -> AbstractContextManager[Executor]:
        """Lend the executor, which is not closed with the block."""
        return nullcontext(self.start())

    def start(self) -> Executor:
        """Return the executor with its workers, started now if they are not."""
        self.first.close()
        if self.executor is None:
            self.executor = self.kept.enter_context(self.crew.open(warm))
            for _ in range(self.width):  # a pool starts a worker for each piece of work, not before
                self.executor.submit(_nothing)
        return self.executor

    def flag(self) -> AbstractContextManager[Flag]:
        """Make a flag in a folder of its own."""
        return self.crew.flag()

    def died(self, error: BaseException) -> bool:
        """Say whether the pool broke, and let it go."""
        if isinstance(error, BrokenExecutor):
            self.executor = None
        return self.crew.died(error)

    def look(self) -> None:
        """Do nothing: a pool on this machine that breaks says so by itself."""


@contextmanager
def ready_crew(most: int) -> Iterator[ReadyCrew]:
    """Start as many workers as there are processors, `most` of them at most, for as long as the block runs.

    With nothing compiled yet they wait until one process has done it.
    """
    from scheduler.search import is_compiled  # noqa: PLC0415 - numba is slow to import; only a search needs it

    with ExitStack() as kept:
        first = kept.enter_context(ExitStack())
        crew = ReadyCrew(LocalCrew(processors(most)), first, kept)
        if is_compiled():
            crew.start()
        else:
            first.enter_context(warming())
        yield crew


def _nothing() -> None:
    pass

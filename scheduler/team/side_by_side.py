"""Many reps' horizons, searched side by side: the same answers in one process, in several, and on a cluster.

A rep is two pieces of work, the search and the worth of what it found, so that few reps fill many workers: three reps
on two of them would else be two, and then one with a worker idle beside it.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Protocol

from routing.stopping import Stop
from scheduler.incumbent import Incumbent, heard_by
from scheduler.team.answer import Answer, Task, searched, with_worth
from scheduler.team.crew import Crew, Flag, UntilFlag, hoisted_by_ctrl_c

TRIES = 3
"""A search whose worker died this often is given up, and named."""

LOOK_S = 0.2
"""How often the clock is looked at while searches run."""
NOTE_S = 1.0
"""How often a search notes how far it is, and who asked is told."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the team is: `rep_id` has just been answered."""

    done: int
    total: int
    rep_id: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """Everybody's schedules.

    Attributes
    ----------
    answers : mapping of rep id to Answer
    given_up : mapping of rep id to str
        Reps without an answer, and why: their worker died `TRIES` times.
    cut_short : str
        Empty, or why the searches ended before their budget: ``interrupted`` or ``time limit``. The answers are then
        the best met so far, a first greedy schedule at least.
    """

    answers: Mapping[str, Answer]
    given_up: Mapping[str, str] = field(default_factory=dict)
    cut_short: str = ""


class Work(Protocol):
    """What a worker does first for one rep; a module's function, so that it can be sent."""

    def __call__(self, task: Task, stop: Stop) -> Answer:
        """Answer one task within a budget; an answer that owes its worth gets it afterwards."""


def plan_team(
    tasks: Iterable[Task],
    stop: Stop,
    crew: Crew,
    *,
    limit_s: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_search: Callable[[Mapping[str, Incumbent]], None] | None = None,
    work: Work = searched,
) -> TeamAnswer:
    """Search all tasks.

    Parameters
    ----------
    tasks : iterable of Task
        One for each rep; ids differ.
    stop : Stop
        The budget of each rep's search; with `Steps` the answers are the same on every crew.
    limit_s : float, optional
        Wall-clock seconds for the whole team, after which the best so far is taken, as after Ctrl-C.
    on_progress : callable, optional
        Called in this thread each time a rep is answered.
    on_search : callable, optional
        Called in this thread about once a second with how far each rep's search is.

    Returns
    -------
    TeamAnswer
    """
    with crew.flag() as flag, hoisted_by_ctrl_c(flag):
        told = _Told(on_progress, on_search)
        team = _Team(sorted(tasks, key=_longest_first), UntilFlag(stop, flag), crew, flag, limit_s, told, work)
        while team.waiting:
            team.run()
        return team.answered()


def _longest_first(task: Task) -> tuple[int, str]:
    return -len(task.horizon.visits), task.rep_id


def _error_of(future: Future[Answer]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:  # a cluster that was lost takes its searches back
        return error


@dataclass(slots=True)
class _Noting:
    """Notes a search's best now and then."""

    flag: Flag
    rep_id: str
    last: float = -NOTE_S

    def __call__(self, incumbent: Incumbent) -> None:
        now = time.monotonic()
        if now - self.last >= NOTE_S:
            self.last = now
            self.flag.note(self.rep_id, incumbent)


@dataclass(frozen=True, slots=True)
class _Told:
    """Who is told of what."""

    on_progress: Callable[[Progress], None] | None
    on_search: Callable[[Mapping[str, Incumbent]], None] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A search that waits, or one whose worth is owed."""

    task: Task
    found: Answer | None = None


def _in_worker(work: Work, piece: _Piece, stop: UntilFlag, notes: Flag | None) -> Answer:
    """Do a piece; a search is noted where there are `notes`.

    Once the searches were told to end, nobody waits for what other plans would have cost.
    """
    if piece.found is None:
        with nullcontext() if notes is None else heard_by(_Noting(notes, piece.task.rep_id)):
            return work(piece.task, stop)
    return replace(piece.found, owes_worth=False) if stop.flag.up() else with_worth(piece.task, stop, piece.found)


@dataclass(slots=True)
class _Team:
    """The searches and worths that wait, run and are done."""

    tasks: list[Task]
    stop: UntilFlag
    crew: Crew
    flag: Flag
    limit_s: float | None
    told: _Told
    work: Work
    to_search: deque[_Piece] = field(init=False)
    owed: deque[_Piece] = field(default_factory=deque)
    answers: dict[str, Answer] = field(default_factory=dict)
    deaths: Counter[str] = field(default_factory=Counter)
    given_up: dict[str, str] = field(default_factory=dict)
    cut_short: str = ""
    started: float = field(default_factory=time.monotonic)
    looked: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        if len({task.rep_id for task in self.tasks}) < len(self.tasks):
            raise ValueError("two tasks have the same rep id")
        self.to_search = deque(_Piece(task) for task in self.tasks)

    @property
    def waiting(self) -> int:
        """Return how many pieces wait."""
        return len(self.to_search) + len(self.owed)

    def run(self) -> None:
        """Keep an executor busy until nothing waits or it breaks."""
        running: dict[Future[Answer], _Piece] = {}
        with self.crew.open() as executor:
            while self.waiting or running:
                self.crew.look()
                broken = self._submit(executor, running)
                self._watch_the_clock()
                self._tell_of_searches()
                done, _ = wait(running, LOOK_S, FIRST_COMPLETED)
                for future in done:
                    broken = self._take(future, running.pop(future)) or broken
                if broken and not running:
                    return

    def _submit(self, executor: Executor, running: dict[Future[Answer], _Piece]) -> bool:
        """Fill the crew; after a death suspects run alone, so that the innocent are not blamed twice."""
        suspects = any(self.deaths[piece.task.rep_id] for piece in (*self.to_search, *self.owed))
        width = 1 if suspects else self.crew.width
        while self.waiting and len(running) < width:
            queue = self._queue(width)
            piece = queue.popleft()
            try:
                notes = None if self.told.on_search is None else self.flag
                running[executor.submit(_in_worker, self.work, piece, self.stop, notes)] = piece
            except Exception as error:
                queue.appendleft(piece)
                self.crew.look()
                if self.crew.died(error):
                    return True
                raise
        return False

    def _queue(self, width: int) -> deque[_Piece]:
        """Return what the next piece is taken from: worths as they come, so that reps are told one by one.

        The last searches go first: they are longer than worths, which fill the workers evenly at the end.
        """
        return self.owed if self.owed and not 0 < len(self.to_search) <= width else self.to_search

    def _take(self, future: Future[Answer], piece: _Piece) -> bool:
        """Keep an answer, or put its piece back; return whether the worker died."""
        error = _error_of(future)
        if error is None:
            self._keep(piece.task, future.result())
        elif self.crew.died(error):
            self.crew.look()  # nobody is to blame if the whole crew is gone
            self._mourn(piece)
        else:
            self.flag.hoist()
            error.add_note(f"while planning rep {piece.task.rep_id}")
            raise error
        return error is not None

    def _keep(self, task: Task, found: Answer) -> None:
        if found.owes_worth:
            self.owed.append(_Piece(task, found))
            return
        self.answers[task.rep_id] = found
        if self.told.on_progress is not None:
            self.told.on_progress(Progress(len(self.answers), len(self.tasks), task.rep_id, found))

    def _tell_of_searches(self) -> None:
        now = time.monotonic()
        if self.told.on_search is not None and now - self.looked >= NOTE_S:
            self.looked = now
            self.told.on_search(self.flag.noted())

    def _mourn(self, piece: _Piece) -> None:
        rep_id = piece.task.rep_id
        self.deaths[rep_id] += 1
        if self.deaths[rep_id] < TRIES:
            (self.to_search if piece.found is None else self.owed).append(piece)
        else:
            self.given_up[rep_id] = f"its worker died {TRIES} times: is there enough memory?"

    def _watch_the_clock(self) -> None:
        if self.limit_s is not None and time.monotonic() - self.started > self.limit_s and not self.flag.up():
            self.cut_short = "time limit"
            self.flag.hoist()

    def answered(self) -> TeamAnswer:
        in_order = sorted(self.answers)
        reason = self.cut_short or ("interrupted" if self.flag.up() else "")
        return TeamAnswer({rep_id: self.answers[rep_id] for rep_id in in_order}, dict(self.given_up), reason)

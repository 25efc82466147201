"""Heavy reckoning in a process of its own, so that the process that serves everybody never stands still for one page.

The process is begun when it is first asked something. It is asked one thing after the other through its standard input
and answers through its standard output; it ends where that input ends, however the server ended, and is let go when it
was asked nothing for a while, with all that it had read. Where nobody serves (commands, tests) the same functions run
where they are called.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import IO, Any, Concatenate, Generic, ParamSpec, TypeVar

from office.opening import Office
from routing.problems import BadInputError, WorldError

log = logging.getLogger("roundsman.apart")

P = ParamSpec("P")
R = TypeVar("R")

IDLE_S = 120.0
"""How long the process waits for another question before it is let go."""
_NAME = "apart"
DONE, BAD_INPUT, AWAY, FAILED = "done", "bad input", "away", "failed"


class ReckoningFailedError(WorldError):
    """The process that reckons ended before it answered."""

    def __init__(self) -> None:
        super().__init__("The figures could not be worked out: the process that does it ended. Try again.")


class Reckoning(Generic[P, R]):
    """A function of the office alone, and of values that can be sent to another process."""

    def __init__(self, body: Callable[Concatenate[Office, P], R]) -> None:
        self.body, self.name = body, f"{body.__module__}:{body.__name__}"

    def __call__(self, office: Office, *args: P.args, **kwargs: P.kwargs) -> R:
        """Reckon in the helper that the office has, else here."""
        helper: Helper | None = office.memory.get(_NAME)
        if helper is None:
            return self.body(office, *args, **kwargs)
        answer: R = helper.begin(office, self.name, args, kwargs).result()
        return answer

    def begin(self, office: Office, *args: P.args, **kwargs: P.kwargs) -> Future[R] | None:
        """Begin it in the helper and go on; None where the office has no helper."""
        helper: Helper | None = office.memory.get(_NAME)
        return None if helper is None else helper.begin(office, self.name, args, kwargs)


def apart(body: Callable[Concatenate[Office, P], R]) -> Reckoning[P, R]:
    """Make a function one that is reckoned apart; it is found again by the file and the name that it stands under."""
    return Reckoning(body)


@dataclass(slots=True)
class Helper:
    """Keeps the process and asks it; questions wait for each other in one thread, whoever asks waits for the answer."""

    command: tuple[str, ...]
    idle_s: float = IDLE_S
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _child: subprocess.Popen[bytes] | None = None
    _timer: threading.Timer | None = None
    _turns: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="apart"))

    def begin(self, office: Office, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Future[Any]:
        """Ask for something; the clock there stands at the instant that it is here."""
        asked = pickle.dumps((name, office.clock(), args, kwargs))
        return self._turns.submit(self._ask, asked)

    def close(self) -> None:
        """Let the process go, also in the middle of an answer."""
        self._turns.shutdown(wait=False, cancel_futures=True)
        child = self._child
        if child is not None:
            child.kill()
        with self._lock:
            self._let_go()

    def _ask(self, asked: bytes) -> Any:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            how, told = self._answered(asked)
            self._timer = threading.Timer(self.idle_s, self._end_idle)
            self._timer.daemon = True
            self._timer.start()
        if how == BAD_INPUT:
            raise BadInputError(told)
        if how != DONE:
            raise (WorldError if how == AWAY else RuntimeError)(told)
        return told

    def _answered(self, asked: bytes) -> tuple[str, Any]:
        """Return the answer; a process that ended while nobody asked it anything is begun anew, once."""
        was_there = self._child is not None
        try:
            return self._exchange(asked)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._let_go()
            if not was_there:
                raise ReckoningFailedError from None
        log.warning("the process that reckons had ended and is begun again")
        try:
            return self._exchange(asked)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._let_go()
            raise ReckoningFailedError from None

    def _exchange(self, asked: bytes) -> tuple[str, Any]:
        if self._child is None:
            # a session of its own: Ctrl-C at the terminal reaches the server alone, which ends it in order
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        child = self._child
        assert child.stdin is not None  # noqa: S101 - both are pipes
        assert child.stdout is not None  # noqa: S101 - as above
        child.stdin.write(asked)
        child.stdin.flush()
        answer: tuple[str, Any] = pickle.load(child.stdout)  # noqa: S301 - from our own process, over its pipe
        return answer

    def _end_idle(self) -> None:
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        child, self._child = self._child, None
        if self._timer is not None:
            self._timer.cancel()
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        child.wait()


def begin_helper(office: Office) -> Helper:
    """Let an office have heavy things reckoned apart from now on; whoever begins it closes it."""
    command = (sys.executable, "-m", "office.apart_process", str(office.folder.path.resolve()))
    helper: Helper = office.memory.setdefault(_NAME, Helper(command))
    return helper


Question = tuple[str, datetime, tuple[Any, ...], dict[str, Any]]


def answer_questions(office: Office, questions: Iterable[Question], answers: IO[bytes]) -> None:
    """Answer one question after the other: what the other end of the pipes does."""
    for name, now, args, kwargs in questions:
        there = replace(office, clock=partial(_same, now))
        try:
            answer: tuple[str, Any] = (DONE, _named(name).body(there, *args, **kwargs))
        except BadInputError as error:
            answer = (BAD_INPUT, list(error.problems))
        except WorldError as error:
            answer = (AWAY, str(error))
        except Exception as error:
            log.exception("%s failed", name)
            answer = (FAILED, f"{name} failed: {error!r}")
        pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _same(now: datetime) -> datetime:
    return now


def _named(name: str) -> Reckoning[Any, Any]:
    file, _, function = name.partition(":")
    found = getattr(importlib.import_module(file), function)
    if not isinstance(found, Reckoning):
        raise TypeError(f"{name} is not reckoned apart")
    return found

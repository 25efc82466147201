"""The worker beside the server: a process of its own, begun again where it dies, ended with the server.

The worker's standard input is a pipe that nobody writes to. Where the server ends, even by a kill, the pipe closes,
and the worker ends itself: there is never one without its server.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

log = logging.getLogger("roundsman.worker")

PAUSES_S = (1.0, 2.0, 5.0, 15.0, 60.0)
"""How long is waited before a worker that died is begun again; from the last on always as long."""
LONG_S = 300.0
"""A worker that lived so long was well: it is begun again at once."""
PATIENCE_S = 20.0
"""How long a worker is waited for as the server ends; then it is killed, and its job is begun again later."""


@dataclass(slots=True)
class Keeper:
    """Keeps one process running."""

    command: Sequence[str]
    pauses_s: Sequence[float] = PAUSES_S
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _child: subprocess.Popen[bytes] | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin the process, and again whenever it ends."""
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """Return the process's number, None while there is none."""
        with self._lock:
            return self._child.pid if self._child is not None and self._child.poll() is None else None

    def stop(self) -> None:
        """End the process: asked first, killed with all that it began where it does not end."""
        self._over.set()
        with self._lock:
            child = self._child
        if child is not None:
            _end(child)
        if self._thread is not None:
            self._thread.join()

    def _keep(self) -> None:
        deaths = 0
        while not self._over.is_set():
            lived = threading.Event()
            timer = threading.Timer(LONG_S, lived.set)
            timer.daemon = True
            with self._lock:
                if self._over.is_set():
                    return
                # a session of its own: Ctrl-C at the terminal reaches the server alone, which ends it in order
                self._child = subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
                child = self._child
            timer.start()
            code = child.wait()
            timer.cancel()
            if child.stdin is not None:
                child.stdin.close()
            if self._over.is_set():
                return
            deaths = 0 if lived.is_set() else deaths + 1
            pause_s = self.pauses_s[min(deaths, len(self.pauses_s)) - 1] if deaths else 0.0
            log.warning("the worker ended with code %s; it is begun again in %s s", code, pause_s)
            self._over.wait(pause_s)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        log.warning("the worker did not end in %s s and is killed", PATIENCE_S)
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            log.info("the worker ended by itself")
        child.wait()

"""The most memory that this process and all that it started hold together, sampled while a block runs."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

PAUSE_S = 0.25
"""Time between two looks."""


class Memory:
    """Samples the proportional set size of a family of processes: pages that several share are counted once.

    Linux only: it reads ``/proc``.
    """

    def __init__(self) -> None:
        self.most_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.most_mb = max(self.most_mb, sum(held_mb(pid) for pid in family(os.getpid())))
            if self._over.wait(PAUSE_S):
                return


def family(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            yield from family(int(child))


def held_mb(pid: int) -> float:
    """Return the proportional set size of a process in MB; 0 if it has ended."""
    lines = (line.split() for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines())
    return next((int(line[1]) / 1024 for line in lines if line and line[0] == "Pss:"), 0.0)


def _read(file: Path) -> str:
    """Return a file of ``/proc``; nothing where its process has ended meanwhile."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""

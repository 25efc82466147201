"""The C library's allocator in a process that serves for weeks: what it holds back is memory that nobody else has."""

from __future__ import annotations

import ctypes
import platform

ARENAS = 2
"""Stretches of memory that threads allocate from. The GNU C library makes eight for each processor: in a server of
forty threads each keeps what the dearest request through it needed."""
_ARENA_MAX = -8


def keep_few_arenas() -> None:
    """Let the threads of this process share `ARENAS` arenas: call it before they begin; other C libraries have none."""
    if _is_gnu():
        ctypes.CDLL(None).mallopt(_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give memory that is free back to the machine: after something large was let go."""
    if _is_gnu():
        ctypes.CDLL(None).malloc_trim(0)


def _is_gnu() -> bool:
    return platform.libc_ver()[0] == "glibc"

"""A fault that repeats thousands of times a second is told now and then, and how often it was."""

from __future__ import annotations

import errno
import logging

from web.journal import Seldom
from web.server import LOGGING


def record(message: str, fault: OSError, at: float) -> logging.LogRecord:
    made = logging.LogRecord("asyncio", logging.ERROR, "", 0, message, (), (OSError, fault, None))
    made.created = at
    return made


def test_the_same_fault_is_written_once_a_minute_with_its_count() -> None:
    seldom, full = Seldom(60), OSError(errno.EMFILE, "Too many open files")
    message = "socket.accept() out of system resource\nsocket: <fd={}>"
    kept = [one for k in range(1000) if seldom.filter(one := record(message.format(k), full, k / 1000))]
    assert len(kept) == 1
    later = record(message, full, 61)
    assert seldom.filter(later)
    assert vars(later)["facts"] == {"not_written_before": 999}


def test_other_faults_are_written_beside_it() -> None:
    seldom = Seldom(60)
    faults = [OSError(errno.EMFILE, "files"), OSError(errno.ENOBUFS, "buffers")]
    assert all(seldom.filter(record("the same words", fault, 0)) for fault in faults)
    assert seldom.filter(record("other words", faults[0], 0))


def test_what_asyncio_says_goes_through_it_as_lines() -> None:
    handler = LOGGING["handlers"][LOGGING["loggers"]["asyncio"]["handlers"][0]]
    assert (handler["filters"], handler["formatter"]) == (["seldom"], "lines")

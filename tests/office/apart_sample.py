"""Things to reckon apart, for the tests of that."""

from __future__ import annotations

import os
import sys
from datetime import datetime

from office.apart import apart
from office.opening import Office
from routing.problems import BadInputError, Problem, WorldError


@apart
def who_reckons(office: Office, number: int) -> tuple[int, int, datetime]:
    """Return the number, the process that was asked and the instant that it is there."""
    sys.stdout.write("said beside the answer")
    sys.stdout.flush()
    return number, os.getpid(), office.clock()


@apart
def fails(_: Office, how: str) -> None:
    """Fail in one of the ways in which things fail, or end the process."""
    if how == "bad":
        raise BadInputError([Problem("a-code", "there", "a cause", "an action")])
    if how == "world":
        raise WorldError("no roads today")
    if how == "fault":
        raise ZeroDivisionError("ours")
    os._exit(3)

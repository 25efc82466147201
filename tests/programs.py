"""Programs of the development environment that judge what we make."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip a test for want of a program; fail it where CI has installed them all and none may be missing."""
    if os.environ.get("ROUNDSMAN_HAS_PROGRAMS"):
        pytest.fail(f"{what}, though all programs were installed for this run")
    pytest.skip(what)


def program(name: str) -> str:
    """Return a program installed beside this Python, or on the PATH; skip the test where it is missing."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        missing(f"{name} is not installed")
    return found

"""Compiled kernels stay inside their arrays: one place too far spoils memory that something else falls over later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT

KERNELS = ("tests/scheduler/search", "tests/territory/design", "tests/routing")
"""The tests that call kernels of their own; elsewhere the same ones are called."""


@pytest.mark.slow
@pytest.mark.parametrize("folder", KERNELS)
def test_no_kernel_reads_or_writes_beside_its_arrays(folder: str, tmp_path: Path) -> None:
    checked = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not slow", "-p", "no:cacheprovider", folder],
        env={name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")} | checked,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]

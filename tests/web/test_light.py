"""A server that has been asked nothing yet holds no solver, no charts and no frames: they come when asked for."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("scipy", "numba", "pandas", "pyarrow", "statsmodels", "matplotlib", "ortools", "reportlab", "openpyxl")
"""Together 240 MB and two and a half seconds of whoever begins a server; planning and papers alone need them."""

ASK = "import sys, web.app, commands.serve; print(*(name for name in sys.argv[1:] if name in sys.modules))"


def _imported(*names: str) -> list[str]:
    asked = subprocess.run([sys.executable, "-c", ASK, *names], capture_output=True, text=True, check=True)
    return asked.stdout.split()


def test_what_serves_imports_no_large_library() -> None:
    assert _imported(*HEAVY, "fastapi") == ["fastapi"]

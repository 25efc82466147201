"""How long the main job takes, and in how much memory: the demonstration, and the command's overview.

python -m benchmarks.demo
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def timed(*words: str) -> tuple[float, float, float]:
    """Run the command; return wall seconds, CPU seconds, and the largest process so far in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "cli", *words], cwd=ROOT, check=True, capture_output=True)
    wall_s = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall_s, cpu_s, after.ru_maxrss / 1024


def main() -> None:
    """Print a row for each figure."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    rows = [("roundsman --help", *timed("--help"))]
    with tempfile.TemporaryDirectory() as folder:
        rows += [
            (f"roundsman demo, {nth} time", *timed("demo", "--dir", f"{folder}/{nth}")) for nth in ("first", "second")
        ]
    print(f"{'command':<28}{'wall s':>8}{'CPU s':>8}{'largest process MB':>20}")
    for name, wall_s, cpu_s, memory_mb in rows:
        print(f"{name:<28}{wall_s:>8.2f}{cpu_s:>8.2f}{memory_mb:>20.0f}")


if __name__ == "__main__":
    main()

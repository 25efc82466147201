"""A planner who cannot wait: Ctrl-C, a time limit and worse, during a plan whose reps are searched in processes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, Terminal, command

pytestmark = pytest.mark.slow

ORDER = ("plan", "--start", "2027-01-11", "--weeks", "2", "--workers", "2", "--seconds", "600")
PATIENCE_S = 300
"""For what takes a few seconds on an idle machine: it ends what hangs, and no busy machine comes near it."""


@pytest.fixture(autouse=True)
def hearing() -> Iterator[None]:
    """Let programs that are started hear Ctrl-C: a shell gives what runs in its background deaf ears, to hand on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def begun(demo: Terminal, *more: str) -> subprocess.Popen[str]:
    """Start a plan of three reps in two processes and a group of its own, and wait until both search."""
    planner = subprocess.Popen(
        [*command(), *ORDER, *more],
        cwd=demo.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(demo.folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: len(searching(planner.pid)) == 2)
    return planner


def searching(parent: int) -> list[int]:
    """Return the processes of a plan that have used three seconds of CPU: more than it takes to start (Linux)."""
    ticks = 3 * os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children if _cpu_ticks(int(child)) > ticks]


def _cpu_ticks(process: int) -> int:
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def wait_until(happened: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < PATIENCE_S
        time.sleep(0.1)


def alive(processes: list[int]) -> list[int]:
    """Return those that still run; a zombie does not."""
    stats = [(each, Path(f"/proc/{each}/stat")) for each in processes]
    return [each for each, stat in stats if stat.exists() and ") Z " not in stat.read_text(encoding="ascii")]


def test_ctrl_c_keeps_the_best_plan_and_says_so(demo: Terminal) -> None:
    planner = begun(demo)
    workers = searching(planner.pid)
    os.killpg(planner.pid, signal.SIGINT)
    out, err = planner.communicate(timeout=PATIENCE_S)
    assert (planner.returncode, "interrupted" in err, "Plan 2 is a draft" in out) == (0, True, True)
    assert alive(workers) == []
    assert "Plan 2" in demo.types("show", "plan", "--plan", "2")


def test_a_second_ctrl_c_stops_at_once_and_keeps_nothing(demo: Terminal) -> None:
    """The second one comes when the first is understood: two at once are one to the operating system.

    The searches stand still from before the first until after the second: else they might end between the two.
    """
    planner = begun(demo)
    workers = searching(planner.pid)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    os.killpg(planner.pid, signal.SIGINT)
    wait_until(lambda: any(demo.folder.glob("roundsman-*/stop")))
    os.killpg(planner.pid, signal.SIGINT)
    for worker in workers:
        os.kill(worker, signal.SIGCONT)
    _, err = planner.communicate(timeout=PATIENCE_S)
    assert (planner.returncode, "Traceback" in err) == (3, False)
    assert alive(workers) == []


def test_a_time_limit_keeps_the_best_plan_and_says_so(demo: Terminal) -> None:
    said = demo.starts(*ORDER, "--limit", "1")
    assert (said.code, "time limit" in said.err, "Plan 2 is a draft" in said.out) == (0, True, True)


def test_workers_end_with_a_plan_that_is_killed(demo: Terminal) -> None:
    planner = begun(demo)
    workers = searching(planner.pid)
    planner.kill()
    planner.communicate(timeout=PATIENCE_S)
    wait_until(lambda: alive(workers) == [])
    assert "no plan 2" in demo.types("show", "plan", "--plan", "2", code=2)

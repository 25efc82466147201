"""A planner with a Dask cluster: the plan that this machine makes too, and clear words where the cluster fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import ROOT, Terminal, command

distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")
pytestmark = pytest.mark.slow

ORDER = ("plan", "--start", "2027-01-11", "--weeks", "2")
QUICKLY = ("--cluster-wait", "2")
AT_ONCE = ("--cluster-wait", "0.5")
PROMISED_S = 90
"""However a cluster fails, the command has ended by then, on a busy machine too."""


@dataclass
class Cluster:
    """A scheduler on loopback, and whoever works for it."""

    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        dask = [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--no-dashboard"]
        silent = subprocess.DEVNULL
        self.running.append(
            subprocess.Popen(dask, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=silent, stderr=silent)
        )
        return self.running[-1]

    def open(self, *, manned: bool = False) -> str:
        """Start the scheduler, and a worker that nobody starts again; return the address when they can be used."""
        told = self.folder / "scheduler.json"
        self.start("scheduler", "--port", "0", "--scheduler-file", str(told))
        if manned:  # it waits for the file
            self.start("worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny")
        while not told.exists() or not told.read_text():
            assert self.running[0].poll() is None
            time.sleep(0.05)
        address = str(json.loads(told.read_text())["address"])
        if manned:
            with _asked(address) as client:
                client.wait_for_workers(1, PROMISED_S)
        return address

    def close(self) -> None:
        for process in reversed(self.running):
            process.kill()
            process.wait()


def _asked(address: str) -> Any:
    return distributed.Client(address, timeout=PROMISED_S, set_as_default=False)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.close()


def test_a_cluster_makes_the_plan_that_this_machine_makes(demo: Terminal, cluster: Cluster) -> None:
    address = cluster.open(manned=True)
    demo.types(*ORDER, "--steps", "300", "--cluster", address, installed=True)
    demo.types(*ORDER, "--steps", "300")
    afar, here = (demo.types("show", "plan", "--plan", n, "--format", "csv") for n in ("2", "3"))
    assert afar.replace("\n2,", "\n3,") == here


def test_an_address_where_nobody_answers_is_named(demo: Terminal) -> None:
    assert "no Dask scheduler answers" in demo.types(
        *ORDER, *AT_ONCE, "--cluster", "tcp://127.0.0.1:9", code=3, installed=True
    )


def test_an_address_that_is_none_is_named(demo: Terminal) -> None:
    assert "no Dask scheduler answers at nowhere" in demo.types(*ORDER, "--cluster", "nowhere", code=3, installed=True)


def test_a_scheduler_without_workers_is_named(demo: Terminal, cluster: Cluster) -> None:
    address = cluster.open()
    assert f"dask worker {address}" in demo.types(*ORDER, *QUICKLY, "--cluster", address, code=3, installed=True)


@pytest.mark.parametrize(("victim", "said"), [(1, "has no workers left"), (0, "is gone")], ids=["worker", "scheduler"])
def test_a_cluster_that_dies_during_a_plan_ends_it_in_bounded_time(
    victim: int, said: str, demo: Terminal, cluster: Cluster
) -> None:
    address = cluster.open(manned=True)
    planner = subprocess.Popen(
        [*command(), *ORDER, "--seconds", "600", "--cluster", address, *QUICKLY],
        cwd=demo.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    _wait_until_it_searches(address, planner)
    cluster.running[victim].send_signal(signal.SIGKILL)
    _, err = planner.communicate(timeout=PROMISED_S)
    assert (planner.returncode, said in err, "Traceback" in err) == (3, True, False)
    assert "no plan 2" in demo.types("show", "plan", "--plan", "2", code=2)


def _wait_until_it_searches(address: str, planner: subprocess.Popen[str]) -> None:
    """Wait until a worker has been given a search."""
    with _asked(address) as client:
        while not any(client.processing().values()):
            assert planner.poll() is None
            time.sleep(0.1)

"""A crew on an existing Dask cluster; the only file that names Dask, and only once a cluster is wanted.

The workers must have the same roundsman installed as the process that plans.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from uuid import uuid4

from routing.problems import WorldError
from scheduler.team.crew import Flag

PATIENCE_S = 20.0
"""How long a scheduler, and a worker, is waited for: long enough for one that died to start again."""

HERE = "plan on this machine: leave --cluster out"
AGAIN = f"start the cluster and plan again, or {HERE}"

GONE = (OSError, TimeoutError, RuntimeError)
"""What Dask raises when the other side is not there any more; its `CommClosedError` is an `OSError`."""


class ClusterError(WorldError):
    """The cluster cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ClusterFlag:
    """A flag kept by the cluster's scheduler; workers and the planning process find it by name."""

    name: str

    def hoist(self) -> None:
        """Raise the flag."""
        _dask().Event(self.name).set()

    def up(self) -> bool:
        """Say whether the flag is raised."""
        return bool(_dask().Event(self.name).is_set())


@dataclass(slots=True)
class ClusterCrew:
    """All workers of a cluster, as `distributed.Client` knows them; `alone_since` is when the last one was missed."""

    client: Any
    address: str = ""
    patience_s: float = PATIENCE_S
    alone_since: float | None = None

    @property
    def width(self) -> int:
        """Searches under way at one time: two for each thread, so that none waits for the network."""
        return max(1, 2 * int(sum(self.client.nthreads().values())))

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """Lend the client's executor; where the block fails, what still runs is cancelled, not waited for."""
        executor: Executor = self.client.get_executor(pure=False)
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False)
            raise
        executor.shutdown()

    @contextmanager
    def flag(self) -> Iterator[Flag]:
        """Make a flag and lower it afterwards, which frees its name."""
        flag = ClusterFlag(f"roundsman-stop-{uuid4().hex}")
        try:
            yield flag
        finally:
            with suppress(*GONE):
                _dask().Event(flag.name).clear()

    def died(self, error: BaseException) -> bool:
        """Say whether the cluster gave a search up because its workers died, or lost it."""
        return isinstance(error, _dask().KilledWorker | CancelledError)

    def look(self) -> None:
        """Look whether somebody is still working; a worker that comes back within `patience_s` is waited for.

        Raises
        ------
        ClusterError
            If the scheduler is gone, or no worker has been there for that long.
        """
        if self.client.status != "running":
            raise ClusterError(f"the Dask scheduler at {self.address} is gone: nothing was kept; {AGAIN}")
        if self._is_manned():
            self.alone_since = None
            return
        now = time.monotonic()
        self.alone_since = now if self.alone_since is None else self.alone_since
        if now - self.alone_since >= self.patience_s:
            raise ClusterError(f"the Dask scheduler at {self.address} has no workers left: nothing was kept; {AGAIN}")

    def _is_manned(self) -> bool:
        try:
            return bool(self.client.nthreads())
        except GONE:
            return False


@contextmanager
def cluster_crew(address: str, patience_s: float = PATIENCE_S) -> Iterator[ClusterCrew]:
    """Join a cluster and leave it afterwards.

    Parameters
    ----------
    address : str
        As Dask's scheduler prints it, such as ``tcp://10.0.0.7:8786``.
    patience_s : float
        How long its scheduler, its first worker, and one in place of the last worker that died is waited for.

    Raises
    ------
    ClusterError
        If Dask is not installed, no scheduler answers at the address, it has no worker, or one has another version.
    """
    _dask()  # before hushing: its import sets the levels of its logs
    _hush()
    with _client(address, patience_s) as client:
        try:
            client.wait_for_workers(1, patience_s)
        except TimeoutError as error:
            text = f"the Dask scheduler at {address} has no workers: start some (dask worker {address}), or {HERE}"
            raise ClusterError(text) from error
        _require_one_version(client, address)
        yield ClusterCrew(client, address, patience_s)


def _client(address: str, patience_s: float) -> Any:
    try:
        return _dask().Client(address, timeout=patience_s)
    except (OSError, ValueError, TimeoutError) as error:
        text = f"no Dask scheduler answers at {address} ({error}): check the address, or {HERE}"
        raise ClusterError(text) from error


def _dask() -> Any:
    """Return Dask's package, which takes longer to import than the rest of us."""
    try:
        import distributed  # noqa: PLC0415
    except ImportError as error:  # an extra
        text = "a cluster needs Dask: install roundsman with its extra, pip install 'roundsman[cluster]'"
        raise ClusterError(text) from error
    return distributed


def _require_one_version(client: Any, address: str) -> None:
    """Refuse workers that would answer by other code."""
    remedy = f"install the same on its workers, or {HERE}"
    try:
        found = set(client.run(own_version).values())
    except Exception as error:  # Dask wraps what a worker could not import in whatever it can
        raise ClusterError(f"a worker of {address} has no roundsman like this one ({error}): {remedy}") from error
    if found - {own_version()}:
        said = ", ".join(sorted(found))
        raise ClusterError(f"the workers of {address} have roundsman {said}, this is {own_version()}: {remedy}")


def own_version() -> str:
    """Return the version of roundsman where this runs: here, or in a worker."""
    return version("roundsman")


def _hush() -> None:
    """Keep what Dask logs of lost connections off the screen from now on: our own errors say it."""
    for name in ("distributed", "distributed.client"):  # the second has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)

"""A crew on an existing Dask cluster; the only file that names Dask, and only once a cluster is wanted.

The workers must have the same roundsman installed as the process that plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from routing.problems import WorldError
from scheduler.team.crew import Flag


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


@dataclass(frozen=True, slots=True)
class ClusterCrew:
    """All workers of a cluster, as `distributed.Client` knows them."""

    client: Any

    @property
    def width(self) -> int:
        """Searches under way at one time: two for each thread, so that none waits for the network."""
        return max(1, 2 * int(sum(self.client.nthreads().values())))

    def open(self) -> Executor:
        """Return the client's executor."""
        executor: Executor = self.client.get_executor(pure=False)
        return executor

    @contextmanager
    def flag(self) -> Iterator[Flag]:
        """Make a flag and lower it afterwards, which frees its name."""
        flag = ClusterFlag(f"roundsman-stop-{uuid4().hex}")
        try:
            yield flag
        finally:
            _dask().Event(flag.name).clear()

    def died(self, error: BaseException) -> bool:
        """Say whether the cluster gave a search up because its workers died."""
        return isinstance(error, _dask().KilledWorker)


@contextmanager
def cluster_crew(address: str, timeout_s: int = 20) -> Iterator[ClusterCrew]:
    """Join a cluster and leave it afterwards.

    Parameters
    ----------
    address : str
        As Dask's scheduler prints it, such as ``tcp://10.0.0.7:8786``.

    Raises
    ------
    ClusterError
        If Dask is not installed, or no scheduler answers at the address.
    """
    distributed = _dask()
    try:
        client = distributed.Client(address, timeout=timeout_s)
    except (OSError, ValueError, TimeoutError) as error:
        text = f"no Dask scheduler answers at {address} ({error}): check the address, or plan on this machine"
        raise ClusterError(text) from error
    with client:
        yield ClusterCrew(client)


def _dask() -> Any:
    """Return Dask's package, which takes longer to import than the rest of us."""
    try:
        import distributed  # noqa: PLC0415
    except ImportError as error:  # an extra
        text = "a cluster needs Dask: install roundsman with its extra, pip install 'roundsman[cluster]'"
        raise ClusterError(text) from error
    return distributed

"""A crew on an existing Dask cluster; the only file that names Dask, and only once a cluster is wanted.

The workers must have the same roundsman installed as the process that plans.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from uuid import uuid4

from routing.problems import WorldError
from routing.sentences import sentence
from scheduler.incumbent import Incumbent
from scheduler.team.crew import Flag

PATIENCE_S = 20.0
"""How long a scheduler, and a worker, is waited for: long enough for one that died to start again."""

HERE = "plan on this machine: leave --cluster out"
AGAIN = f"start the cluster and plan again, or {HERE}"

GONE = (OSError, TimeoutError, RuntimeError, CancelledError)
"""What Dask raises first when the other side goes away; its `CommClosedError` is an `OSError`.

Once its client has lost the scheduler, Dask raises anything, an `AttributeError` of a connection that is None too.
"""


class ClusterError(WorldError):
    """The cluster cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ClusterFlag:
    """A flag kept by the cluster's scheduler; workers and the planning process find it by name.

    Nothing of ours is in what Dask is asked here: whatever it raises, the scheduler at `address` cannot be asked.
    """

    name: str
    address: str

    def hoist(self) -> None:
        """Raise the flag."""
        try:
            _dask().Event(self.name).set()
        except Exception as error:
            raise _gone(self.address) from error

    def up(self) -> bool:
        """Say whether the flag is raised."""
        try:
            return bool(_dask().Event(self.name).is_set())
        except Exception as error:
            raise _gone(self.address) from error

    def note(self, rep_id: str, incumbent: Incumbent) -> None:
        """Note nothing: a cluster is asked for no more than an answer and a sign to stop."""

    def noted(self) -> Mapping[str, Incumbent]:
        """Return nothing."""
        return {}


@dataclass(slots=True)
class ClusterCrew:
    """All workers of a cluster, as `distributed.Client` knows them.

    Attributes
    ----------
    threads : int
        What the workers had together at the last look.
    alone_since : float, optional
        When the last worker was missed.
    """

    client: Any
    address: str = ""
    patience_s: float = PATIENCE_S
    threads: int = 0
    alone_since: float | None = None

    @property
    def width(self) -> int:
        """Searches under way at one time: two for each thread, so that none waits for the network."""
        return max(1, 2 * self.threads)

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """Lend the client's executor; what still runs when the block is left is cancelled, not waited for."""
        executor: Executor = self.client.get_executor(pure=False)
        try:
            yield executor
        finally:
            with _tidying():
                executor.shutdown(wait=False)

    @contextmanager
    def flag(self) -> Iterator[Flag]:
        """Make a flag and lower it afterwards, which frees its name."""
        flag = ClusterFlag(f"roundsman-stop-{uuid4().hex}", self.address)
        try:
            yield flag
        finally:
            with _tidying():
                _dask().Event(flag.name).clear()

    def died(self, error: BaseException) -> bool:
        """Say whether the cluster gave a search up because its workers died, or lost it or them."""
        return isinstance(error, _dask().KilledWorker | CancelledError | ClusterError)

    def look(self) -> None:
        """Look whether somebody is still working; a worker that comes back within `patience_s` is waited for.

        Raises
        ------
        ClusterError
            If the scheduler is gone, or no worker has been there for that long.
        """
        self.threads = self._count_threads()
        if self.threads:
            self.alone_since = None
            return
        now = time.monotonic()
        self.alone_since = now if self.alone_since is None else self.alone_since
        if now - self.alone_since >= self.patience_s:
            raise ClusterError(f"the Dask scheduler at {self.address} has no workers left: nothing was kept; {AGAIN}")

    def _count_threads(self) -> int:
        if self.is_lost():
            raise _gone(self.address)
        try:
            return int(sum(self.client.nthreads().values()))
        except Exception as error:
            if isinstance(error, GONE) or self.is_lost():
                raise _gone(self.address) from error
            raise

    def is_lost(self) -> bool:
        """Say whether Dask's client has noticed that its scheduler is gone."""
        return bool(self.client.status != "running")


def _gone(address: str) -> ClusterError:
    return ClusterError(f"the Dask scheduler at {address} is gone: nothing was kept; {AGAIN}")


@contextmanager
def _tidying() -> Iterator[None]:
    """Let pass whatever Dask raises while something is put away: where the scheduler is gone, so is what it kept."""
    with suppress(Exception):
        yield


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
    client = _client(address, patience_s)
    try:
        with client.as_current():
            crew = ClusterCrew(client, address, patience_s)
            _require_a_worker(crew)
            _require_one_version(crew)
            yield crew
    finally:
        with _tidying():
            client.close()


def _client(address: str, patience_s: float) -> Any:
    try:
        return _dask().Client(address, timeout=patience_s)
    except Exception as error:  # also what an address that is none, or another version of Dask, makes it raise
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


def _require_a_worker(crew: ClusterCrew) -> None:
    address = crew.address
    try:
        crew.client.wait_for_workers(1, crew.patience_s)
    except Exception as error:
        crew.look()  # says so if it is the scheduler that is not there
        if not isinstance(error, GONE):
            raise
        text = f"the Dask scheduler at {address} has no workers: start some (dask worker {address}), or {HERE}"
        raise ClusterError(text) from error


def _require_one_version(crew: ClusterCrew) -> None:
    """Refuse workers that would answer by other code."""
    address = crew.address
    remedy = sentence("install the same on its workers, or {here}", here=HERE)
    try:
        found = set(crew.client.run(own_version).values())
    except Exception as error:  # Dask wraps what a worker could not import in whatever it can
        crew.look()  # says so if it is the scheduler that is not there
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

"""Asking a routing server: retries with growing pauses, a limit of time, and a clear word when it is away."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import requests
from numpy.typing import NDArray
from urllib3.util import Retry

from routing.places import Place
from routing.problems import BadInputError, WorldError
from routing.sentences import sentence
from routing.travel import UNREACHABLE_S

MOST = 100_000_000
"""Seconds (three years) or metres (twice round the Earth) that no way has: more is no answer."""


class RoutingServerError(WorldError):
    """A routing server did not answer, or not sensibly."""

    def __init__(self, name: str, url: str, cause: str) -> None:
        remedy = (
            "Check its address and that it runs, or plan on a road network of your own: roundsman roads FILE.osm.pbf."
        )
        super().__init__(
            sentence("The {name} server at {url} {cause}. {remedy}", name=name, url=url, cause=cause, remedy=remedy)
        )


class RoutingServer:
    """One routing server.

    Parameters
    ----------
    name : str
        What it is called in messages, such as ``OSRM``.
    url : str
        Its address, such as ``http://localhost:5000``.
    timeout_s : float
        Longest wait for an answer.
    retries : int
        How often a question is asked again when the server is busy, restarts or does not answer.
    pause_s : float
        Pause before the second try; doubled each time.
    """

    def __init__(self, name: str, url: str, *, timeout_s: float = 60.0, retries: int = 3, pause_s: float = 0.5) -> None:
        self.name = name
        self.url = url.rstrip("/")
        self._timeout_s = timeout_s
        self._session = requests.Session()
        retry = Retry(
            total=retries,
            backoff_factor=pause_s,
            status_forcelist=[429, 502, 503, 504],
            allowed_methods=None,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, requests.adapters.HTTPAdapter(max_retries=retry))

    def get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        """Return the JSON object that a GET is answered with, whatever its status."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON object that a POST of JSON is answered with, whatever its status."""
        return self._ask("POST", path, json=body)

    def _ask(self, method: str, path: str, **how: Any) -> dict[str, Any]:
        try:
            answer = self._session.request(method, self.url + path, timeout=self._timeout_s, **how)
        except requests.RequestException as error:
            if isinstance(error, requests.Timeout) or "timed out" in str(error):
                raise self.error(
                    sentence("did not answer within {timeout_s:g} seconds", timeout_s=self._timeout_s)
                ) from error
            raise self.error(sentence("cannot be reached ({name})", name=type(error).__name__)) from error
        if answer.status_code in {429, 500, 502, 503, 504}:
            raise self.error(
                sentence("answered with status {status_code} again and again", status_code=answer.status_code)
            )
        try:
            said = answer.json()
        except ValueError as error:
            raise self.error(
                sentence("answered something that is not JSON ({text!r})", text=answer.text[:60])
            ) from error
        if not isinstance(said, dict):
            raise self.error("answered in a form that it should not have")
        return said

    @contextmanager
    def understood(self) -> Iterator[None]:
        """Take an answer apart: what is not in it, or not what it should be, is the server's fault and not ours."""
        try:
            yield
        except (BadInputError, WorldError):
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise self.error("answered in a form that it should not have") from error

    def error(self, cause: str) -> RoutingServerError:
        """Return the exception that says what this server did wrong."""
        return RoutingServerError(self.name, self.url, cause)


def blocks(rows: int, columns: int, size: int) -> Iterator[tuple[slice, slice]]:
    """Yield the parts of a table, none larger than `size` by `size`."""
    parts = ([slice(begin, min(begin + size, count)) for begin in range(0, count, size)] for count in (rows, columns))
    return itertools.product(*parts)


def whole(values: Sequence[Sequence[float | None]], *, up: bool) -> NDArray[np.int32]:
    """Return a table as whole numbers, rounded up or to the nearest; None becomes `UNREACHABLE_S`.

    Raises
    ------
    ValueError
        If a value is no number, is below nothing, or is more than any way on Earth can be.
    """
    if not all(value is None or _is_sensible(value) for row in values for value in row):
        raise ValueError("a value of the table is none")
    table = np.array([[np.nan if value is None else value for value in row] for row in values], float)
    rounded = np.ceil(table - 1e-6) if up else np.rint(table)
    return np.where(np.isnan(rounded), UNREACHABLE_S, rounded).astype(np.int32)


def _is_sensible(value: object) -> bool:
    """Return whether a value can be seconds or metres of a way; NaN compares with nothing."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST


def check_shape(
    server: RoutingServer, table: NDArray[np.int32], rows: Sequence[Place], columns: Sequence[Place]
) -> None:
    """Refuse an answer that has not a value for every pair."""
    if table.shape != (len(rows), len(columns)):
        raise server.error(
            sentence(
                "answered a table of {shape} for {count} by {count_2} places",
                shape=table.shape,
                count=len(rows),
                count_2=len(columns),
            )
        )

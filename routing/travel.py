"""Travel between places: the values every engine returns and the one interface behind which engines can be exchanged.

Units: seconds and metres, always whole numbers, always along the fastest way; index [i, j] is from place i to place j.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from routing.places import Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNREACHABLE_S = 2**31 - 1
"""The travel time between places that no road connects."""

ESTIMATE = "straight lines"
"""How the source of an estimate without roads begins."""


def is_estimate(source: str) -> bool:
    """Say whether travel times of this source were estimated from straight lines: every result of them says so."""
    return source.startswith(ESTIMATE)


@dataclass(frozen=True, slots=True, eq=False)
class TravelTable:
    """Seconds and metres between all pairs of some places.

    Attributes
    ----------
    place_ids : tuple of str, length n
    travel_s : int32 array, shape (n, n)
        Seconds along the fastest way; `UNREACHABLE_S` where there is none. Not symmetric: one-way streets.
    distance_m : int32 array, shape (n, n)
        Metres along that same way.
    source : str
        The engine and the network it used, for the plan's evidence; a straight-line estimate says so here.
    """

    place_ids: tuple[str, ...]
    travel_s: NDArray[np.int32]
    distance_m: NDArray[np.int32]
    source: str

    def __post_init__(self) -> None:
        shape = (len(self.place_ids), len(self.place_ids))
        if self.travel_s.shape != shape or self.distance_m.shape != shape:
            raise ValueError(f"{len(self.place_ids)} places need tables of shape {shape}")

    def index(self) -> dict[str, int]:
        """Return the row of each place id."""
        return {place_id: row for row, place_id in enumerate(self.place_ids)}

    def among(self, rows: Sequence[int]) -> TravelTable:
        """Return the table of some rows alone, in their order."""
        import numpy as np  # noqa: PLC0415 - slow to import, and lists of what is kept need none of it

        part = np.ix_(rows, rows)
        ids = tuple(self.place_ids[row] for row in rows)
        return TravelTable(ids, self.travel_s[part], self.distance_m[part], self.source)


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one place to the next: seconds, metres and the line driven as (lat, lon) pairs."""

    from_id: str
    to_id: str
    travel_s: int
    distance_m: int
    line: tuple[tuple[float, float], ...]


class TravelEngine(Protocol):
    """Anything that knows the way: the road network on this machine, or a routing server."""

    @property
    def source(self) -> str:
        """What the answers come from; other answers, other source."""

    def table(self, places: Sequence[Place]) -> TravelTable:
        """Return seconds and metres between all pairs of `places`."""

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return seconds and metres from each origin to each goal, shape (origins, goals)."""

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way between two places, with its line."""

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:
        """Return the way in words, a sentence for each turn; nothing where the engine has no words for it."""

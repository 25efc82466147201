"""Places on the earth: what every room means by a position."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A named position.

    Attributes
    ----------
    id : str
        Unique among the places given to one engine (an account's id, a rep's id, a hotel's).
    lat, lon : float
        WGS 84 degrees; latitude -90..90, longitude -180..180. Latitude always comes first.
    """

    id: str
    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"place {self.id}: {self.lat}, {self.lon} is not a latitude and longitude")

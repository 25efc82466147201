"""In which time zone, and in which country, a place lies: from polygons that are on board, without asking anybody.

The polygons are those of tzfpy (OpenStreetMap's boundaries, simplified to some hundred metres), which enters the house
here; which country a zone belongs to stands in the IANA table that comes with `tzdata`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_at(lat: float, lon: float) -> str:
    """Return the IANA name of the zone at a place, such as ``Europe/Lisbon``; empty at sea, where nobody is visited."""
    from tzfpy import get_tz  # noqa: PLC0415 - its polygons take a moment to unpack, and most verbs need none

    name = str(get_tz(lon, lat))
    return "" if name.startswith("Etc/") or name not in _countries() else name


def country_of_zone(zone: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country whose zone this is; empty where there is none."""
    return _countries().get(zone, "")


def is_zone(name: str) -> bool:
    """Return whether an IANA zone has this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}

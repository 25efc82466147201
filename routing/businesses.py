"""Businesses as OpenStreetMap knows them: the raw material of a demonstration, never of a real workspace."""

from __future__ import annotations

from dataclasses import dataclass

Tags = dict[str, str]

_AMENITIES = frozenset(
    {"restaurant", "cafe", "fast_food", "pub", "bar", "ice_cream", "food_court"}
    | {"pharmacy", "clinic", "doctors", "dentist", "hospital", "fuel"}
)
_TOURISM = frozenset({"hotel", "hostel", "guest_house", "motel"})

ASKED_FOR: dict[str, bool | list[str]] = {
    "shop": True,
    "craft": True,
    "amenity": sorted(_AMENITIES),
    "tourism": sorted(_TOURISM),
}
"""What a server is asked for: key, and the values wanted (True: any)."""


@dataclass(frozen=True, slots=True, order=True)
class Business:
    """A named business.

    Attributes
    ----------
    osm_id : str
        ``n`` or ``w`` and the number of the node or way.
    kind : str
        The tag that says what it is, such as ``shop=bakery``.
    address, opening_hours, cuisine, phone : str
        As tagged; empty where they are not.
    """

    osm_id: str
    name: str
    lat: float
    lon: float
    kind: str
    address: str = ""
    opening_hours: str = ""
    cuisine: str = ""
    phone: str = ""


def business_of(osm_id: str, lat: float, lon: float, tags: Tags) -> Business | None:
    """Return the business that some tags describe; None where they describe none, or one without a name."""
    kind = kind_of(tags)
    if not kind or not tags.get("name"):
        return None
    hours, cuisine = tags.get("opening_hours", ""), tags.get("cuisine", "")
    phone = tags.get("phone") or tags.get("contact:phone", "")
    return Business(osm_id, tags["name"], round(lat, 6), round(lon, 6), kind, address_of(tags), hours, cuisine, phone)


def kind_of(tags: Tags) -> str:
    """Return what a salesperson would call on: shops, crafts, food, health, fuel and lodging."""
    for key, wanted in (("shop", None), ("craft", None), ("amenity", _AMENITIES), ("tourism", _TOURISM)):
        value = tags.get(key, "")
        if value and value not in {"no", "vacant"} and (wanted is None or value in wanted):
            return f"{key}={value}"
    return ""


def address_of(tags: Tags) -> str:
    """Return the address in one line, as far as it is tagged."""
    street = " ".join(tags[key] for key in ("addr:street", "addr:housenumber") if key in tags)
    town = " ".join(tags[key] for key in ("addr:postcode", "addr:city") if key in tags)
    return ", ".join(part for part in (street, town) if part)

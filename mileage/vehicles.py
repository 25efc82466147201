"""What a rep drives: the kind decides the rate, the plate and the validity stand in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VehicleKind(StrEnum):
    """The classes that rate tables speak of; vans count as cars."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    BICYCLE = "bicycle"
    COMPANY_CAR = "company-car"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle of one rep.

    Attributes
    ----------
    kind : VehicleKind
        A company's vehicle is a kind of its own: public tables hold no rate for it, a company's own table may.
    electric : bool
    power : int or None
        Fiscal horsepower (France), where the table asks for it.
    plate : str
    valid_from, valid_to : date or None
        Both inclusive; None for open.
    """

    id: str
    rep_id: str
    kind: VehicleKind = VehicleKind.CAR
    electric: bool = False
    power: int | None = None
    plate: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Return whether the vehicle was in use on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def vehicle_on(vehicles: Iterable[Vehicle], rep_id: str, day: date) -> Vehicle | None:
    """Return the rep's vehicle of a day, by id where several are valid; None where the rep has none."""
    fitting = [vehicle for vehicle in vehicles if vehicle.rep_id == rep_id and vehicle.valid_on(day)]
    return min(fitting, key=lambda vehicle: vehicle.id, default=None)

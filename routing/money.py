"""What driving costs: an hour of a rep's time and a kilometre of a car, so that plans may weigh them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class DrivingCost:
    """A price of driving.

    Attributes
    ----------
    per_hour, per_km : Decimal
        In `currency`; neither negative.
    currency : str
        ISO 4217 code.
    """

    per_hour: Decimal
    per_km: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.per_hour < 0 or self.per_km < 0:
            raise ValueError(f"costs must not be negative: {self.per_hour} an hour, {self.per_km} a kilometre")

    def of(self, travel_s: int, distance_m: int) -> Decimal:
        """Return what a way costs, to the cent."""
        exact = self.per_hour * travel_s / 3600 + self.per_km * distance_m / 1000
        return exact.quantize(_CENT, ROUND_HALF_EVEN)

    def worth(self, price_s: float) -> Decimal:
        """Return what a price in seconds of driving is worth, to the cent."""
        return (self.per_hour * Decimal(str(price_s)) / 3600).quantize(_CENT, ROUND_HALF_EVEN)

    def __str__(self) -> str:
        """Return the two prices in words."""
        return f"{self.per_hour} {self.currency} an hour, {self.per_km} {self.currency} a kilometre"

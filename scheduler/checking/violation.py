"""What a check finds wrong, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One rule broken in one place.

    Attributes
    ----------
    code : str
        Stable, short and lower-case, such as ``back-late``; all of them stand in ``docs/checking.md``.
    where : str
        The rep-day, visit or account.
    over : float
        By how much: seconds of the day, whole days of spacing, or units of price, as the code says; 0 where the rule
        knows no measure.
    text : str
        A sentence for a person.
    """

    code: str
    where: str
    over: float
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text} [{self.code}]"


def clock(seconds: float) -> str:
    """Write seconds since midnight as people read them; beyond 24:00 they are the next day's time."""
    minutes = int(seconds) // 60
    hour = minutes // 60 % 24 if minutes > 24 * 60 else minutes // 60
    return f"{hour:02d}:{minutes % 60:02d}"

"""How satisfied customers said that they are."""

from __future__ import annotations

from dataclasses import dataclass

from routing.dates import Day


@dataclass(frozen=True, slots=True)
class Feedback:
    """How satisfied an account was on a day, from 0 to 1."""

    account_id: str
    date: Day
    points: float

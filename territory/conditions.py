"""Conditions on accounts as people write them: ``potential>=1000; tier=A; name~pharm; last<2026-09-01``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

NUMBERS = {
    "interval": "interval_days", "least": "least_days", "most": "most_days", "minutes": "service_s",
    "potential": "potential", "value": "value", "experience": "least_experience",
}  # fmt: skip
TEXTS = {
    "id": "id", "name": "name", "address": "address", "category": "category", "segment": "segment", "tier": "tier",
    "kind": "kind", "country": "country", "region": "region", "contact": "contact", "phone": "phone", "email": "email",
    "hours": "opening_hours", "visiting": "visiting_hours", "rhythm": "cadence", "lock": "owner_lock",
    "skills": "skills", "languages": "languages",
}  # fmt: skip
DAYS = {"last": "last_visit"}
FIELDS = (*NUMBERS, *DAYS, *TEXTS)
"""What a condition may speak of, in the words of the import."""

MOST = 20
_PART = re.compile(r"\s*([a-z]+)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a column of an account, how it is compared (``~``: contains), and with what.

    A length of a visit is compared in seconds; a text without regard to its case.
    """

    column: str
    how: str
    value: str | float | date


def read_conditions(text: str) -> tuple[Condition, ...]:
    """Return the conditions of a text, divided by semicolons; all of them are to hold.

    Raises
    ------
    BadInputError
        For each part that is none, with what it may be.
    """
    parts = [part for part in text.split(";") if part.strip()]
    found: list[Condition] = []
    problems: list[Problem] = []
    for part in parts[:MOST]:
        try:
            found.append(_condition(part))
        except ValueError as error:
            action = sentence("Write such as potential>=1000; tier=A. Fields: {names}.", names=", ".join(FIELDS))
            problems.append(Problem("condition-unreadable", part.strip()[:100], str(error), action))
    if len(parts) > MOST:
        cause = sentence("there are {count} conditions, {most} are the most", count=len(parts), most=MOST)
        problems.append(Problem("condition-unreadable", "conditions", cause, "Ask for less."))
    if problems:
        raise BadInputError(problems)
    return tuple(found)


def _condition(part: str) -> Condition:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError("it is no condition")
    name, how, value = match.groups()
    if name in NUMBERS:
        if how == "~":
            raise ValueError(f"{name} is a number")
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{value} is no number")
        return Condition(NUMBERS[name], how, 60 * number if name == "minutes" else number)
    if name in DAYS:
        if how == "~":
            raise ValueError(f"{name} is a day")
        return Condition(DAYS[name], how, date.fromisoformat(value))
    if name in TEXTS:
        if how not in {"=", "!=", "~"}:
            raise ValueError(f"{name} is a text: =, != or ~")
        return Condition(TEXTS[name], how, value)
    raise ValueError(f"there is no field {name}")

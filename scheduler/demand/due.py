"""A visit that is due, and what was not taken as it was asked: identity, target, window, spacing, length, price."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from routing.findings import Finding
from routing.problems import Problem


@dataclass(frozen=True, slots=True)
class Due:
    """One visit that is due: `DueVisit` before places and hours are known. Days count from the horizon's first.

    A window that is `held` is not widened: the visit before or after it is another rep's.
    """

    visit_id: str
    account_id: str
    number: int
    target_day: int
    first_day: int
    last_day: int
    least_gap_days: int
    most_gap_days: int
    service_s: int
    price: float
    overdue: bool = False
    compulsory: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One place where the plan does not aim at what was asked, and why; `days` later (+) or earlier (-)."""

    visit_id: str
    account_id: str
    rule: str
    days: int
    why: Finding


@dataclass(frozen=True, slots=True)
class Withheld:
    """Visits that are not asked for because a hard rule forbids them: how many, and which rule."""

    account_id: str
    rule: str
    visits: int
    why: Finding


@dataclass(frozen=True, slots=True)
class Demand:
    """What is due, in order of account and number, with everything that was not taken as it was asked."""

    due: tuple[Due, ...]
    relaxed: tuple[Relaxation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    problems: tuple[Problem, ...] = ()


def visit_id(workspace: str, account_id: str, number: int) -> str:
    """Return the identity for life of an account's visit: a UUIDv5 of workspace, account and number."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"roundsman:{workspace}:{account_id}:{number}"))

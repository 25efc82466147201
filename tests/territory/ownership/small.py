"""Small countries to rule over: accounts on a row of meridians, and a way to write rules briefly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shapely.geometry import box

from territory.accounts import Account
from territory.ownership.facts import AccountFacts
from territory.ownership.values import Conditions, Holding, Layer, Level, Rule, RuleBook, Territory


def account(account_id: str = "A", lon: float = 9.5, lat: float = 47.1, **fields: Any) -> Account:
    plain = Account(account_id, f"Name of {account_id}", lat, lon, 28, 14, 42, 1800)
    return replace(plain, **fields)


def facts(account_id: str = "A", lon: float = 9.5, lat: float = 47.1, **fields: Any) -> AccountFacts:
    asked = {name: fields.pop(name) for name in AccountFacts.__slots__ if name in fields}
    return AccountFacts(account(account_id, lon, lat, **fields), **asked)


def rule(rule_id: str, territory: str, priority: int = 0, *, lock: bool = False, **conditions: Any) -> Rule:
    asked = Conditions(**conditions)
    level = Level.LOCK if lock else asked.level()
    assert level is not None
    return Rule(rule_id, territory, asked, level, priority)


def book(*rules: Rule, reps: dict[str, str] | None = None, **fields: Any) -> RuleBook:
    """Return rules over one layer whose territories T1, T2 and T3 are held by R1, R2 and R3."""
    held = reps or {"T1": "R1", "T2": "R2", "T3": "R3"}
    territories = tuple(Territory(name, "field", holdings=(Holding(rep),)) for name, rep in held.items())
    fields = {"layers": (Layer("field"),), "territories": territories, "areas": {"west": box(9, 47, 10, 48)}} | fields
    return RuleBook(rules=rules, **fields)

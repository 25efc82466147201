"""Reading expense policies from TOML: the packaged one and a company's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any

from mileage.expenses import Category, ExpensePolicy
from mileage.money import Money
from mileage.rate_files import content_hash
from routing.problems import BadInputError, Problem
from routing.sentences import sentence


def packaged_policy() -> ExpensePolicy:
    """Return the policy that comes with the product."""
    return parse_policy(packaged_policy_text(), "standard.toml")


def packaged_policy_text() -> str:
    """Return the text of the policy that comes with the product."""
    return resources.files("mileage").joinpath("policies", "standard.toml").read_text(encoding="utf-8")


def parse_policy(text: str, where: str) -> ExpensePolicy:
    """Return the policy that a TOML text holds.

    Raises
    ------
    BadInputError
        Where the text is no policy.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        categories = [_category(row) for row in raw["category"]]
        currency = Money(Decimal(0), raw["currency"]).currency
        return ExpensePolicy(raw["name"], currency, {c.name: c for c in categories}, content_hash(raw))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        cause = (
            sentence("misses {error}", error=error)
            if isinstance(error, KeyError)
            else str(error) or "a number cannot be read"
        )
        action = "See docs/mileage.md, expense policy, for the form of the file."
        raise BadInputError([Problem("policy-unreadable", where, cause, action)]) from error


def _category(row: Mapping[str, Any]) -> Category:
    limits = [Decimal(row[name]) if name in row else None for name in ("per_item", "per_day")]
    return Category(row["name"], limits[0], limits[1], Decimal(row["receipt_from"]))

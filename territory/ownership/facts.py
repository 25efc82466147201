"""What the rules may ask of an account, and the same as columns that 200 rules can be asked of at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from territory.accounts import Account

Rows = NDArray[np.intp]
"""Sorted row numbers of accounts."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account with what the rules ask of it beyond the account's own fields.

    Attributes
    ----------
    admin : frozenset of str
        Names of the municipality, district, state and country that the account lies in.
    vertical : str
        The industry; the account's category where it is empty.
    sales : float or None
        Sales of the last twelve months; None where they are not known.
    own : frozenset of str
        A company's own attributes, each ``name=value``.
    """

    account: Account
    postcode: str = ""
    admin: frozenset[str] = frozenset()
    vertical: str = ""
    product_lines: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    sales: float | None = None
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The facts of many accounts by value: ``by_segment["retail"]`` are the rows of the accounts of that segment.

    `codes` are the postcodes in order; `lonlat` has the shape (accounts, 2).
    """

    ids: tuple[str, ...]
    by_account: dict[str, Rows]
    by_segment: dict[str, Rows]
    by_vertical: dict[str, Rows]
    by_product_line: dict[str, Rows]
    by_need: dict[str, Rows]
    by_own: dict[str, Rows]
    by_admin: dict[str, Rows]
    by_postcode: dict[str, Rows]
    by_lock: dict[str, Rows]
    sales: NDArray[np.float64]
    lonlat: NDArray[np.float64]
    codes: tuple[str, ...]


def columns(facts: Sequence[AccountFacts]) -> Columns:
    """Turn facts into columns; account ids must be distinct (`ValueError`)."""
    ids = tuple(fact.account.id for fact in facts)
    if len(set(ids)) != len(ids):
        raise ValueError("account ids must be distinct")
    return Columns(
        ids=ids,
        by_account=_inverted(facts, lambda fact: (fact.account.id,)),
        by_segment=_inverted(facts, lambda fact: (fact.account.segment,)),
        by_vertical=_inverted(facts, lambda fact: (fact.vertical or fact.account.category,)),
        by_product_line=_inverted(facts, lambda fact: fact.product_lines),
        by_need=_inverted(facts, lambda fact: fact.needs),
        by_own=_inverted(facts, lambda fact: fact.own),
        by_admin=_inverted(facts, lambda fact: {name.casefold() for name in fact.admin}),
        by_postcode=_inverted(facts, lambda fact: (fact.postcode,)),
        by_lock=_inverted(facts, lambda fact: (fact.account.owner_lock or "",)),
        sales=np.array([np.nan if fact.sales is None else fact.sales for fact in facts], np.float64),
        lonlat=np.array([(fact.account.lon, fact.account.lat) for fact in facts], np.float64).reshape(-1, 2),
        codes=tuple(sorted({fact.postcode for fact in facts if fact.postcode})),
    )


def _inverted(facts: Sequence[AccountFacts], values: Callable[[AccountFacts], Iterable[str]]) -> dict[str, Rows]:
    rows: dict[str, list[int]] = {}
    for row, fact in enumerate(facts):
        for value in values(fact):
            if value:
                rows.setdefault(value, []).append(row)
    return {value: np.array(listed, np.intp) for value, listed in rows.items()}

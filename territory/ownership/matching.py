"""Which accounts a rule claims: inverted columns for values, one spatial index (shapely's STRtree) for all polygons."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from territory.ownership.facts import Columns, Rows
from territory.ownership.values import Conditions, Rule

Mask = NDArray[np.bool_]


def matches(rules: Sequence[Rule], areas: Mapping[str, BaseGeometry], table: Columns) -> list[Rows]:
    """Return, for each rule, the rows of the accounts that meet its conditions.

    A place on the border of two polygons lies in both: that is a conflict to be listed, not a pick to be made here.
    """
    inside = _inside(areas, table)
    return [np.flatnonzero(_mask(rule.conditions, inside, table)) for rule in rules]


def _inside(areas: Mapping[str, BaseGeometry], table: Columns) -> dict[str, Rows]:
    names = sorted(areas)
    if not names or not table.ids:
        return dict.fromkeys(names, np.empty(0, np.intp))
    tree = shapely.STRtree(shapely.points(table.lonlat))
    area, row = tree.query([areas[name] for name in names], predicate="intersects")
    return {name: row[area == number] for number, name in enumerate(names)}


def _mask(asked: Conditions, inside: Mapping[str, Rows], table: Columns) -> Mask:
    mask = np.ones(len(table.ids), np.bool_)
    lists: tuple[tuple[Iterable[str], Mapping[str, Rows]], ...] = (
        (asked.accounts, table.by_account),
        (asked.product_lines, table.by_product_line),
        (asked.verticals, table.by_vertical),
        (asked.needs, table.by_need),
        (asked.segments, table.by_segment),
        ([name.casefold() for name in asked.admin], table.by_admin),
        (asked.areas, inside),
    )
    for values, by_value in lists:
        if values:
            mask &= _any(values, by_value, len(mask))
    if asked.postcodes:
        mask &= _any(_codes(asked.postcodes, table.codes), table.by_postcode, len(mask))
    return mask & _band(asked, table.sales)


def _any(values: Iterable[str], by_value: Mapping[str, Rows], count: int) -> Mask:
    mask = np.zeros(count, np.bool_)
    for value in values:
        if value in by_value:
            mask[by_value[value]] = True
    return mask


def _codes(patterns: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return which of the `known` codes, which are sorted, fit any of the patterns: only near ones are looked at."""
    found = []
    for pattern in patterns:
        first, last = _ends(pattern) or (pattern.removesuffix("*"),) * 2
        near = known[bisect_left(known, first) : bisect_right(known, last + chr(0x10FFFF))]
        found += [code for code in near if fits(pattern, code)]
    return found


def fits(pattern: str, code: str) -> bool:
    """Tell whether a postcode fits a pattern: whole, ``94*``, or ``9490-9498`` between codes of one length."""
    if pattern.endswith("*"):
        return code.startswith(pattern[:-1])
    ends = _ends(pattern)
    if ends:
        return code.isdigit() and len(code) == len(ends[0]) and ends[0] <= code <= ends[1]
    return code == pattern


def _ends(pattern: str) -> tuple[str, str] | None:
    """Return both ends of a pattern that is a range."""
    low, _, high = pattern.partition("-")
    return (low, high) if low.isdigit() and high.isdigit() and len(low) == len(high) else None


def _band(asked: Conditions, sales: NDArray[np.float64]) -> Mask:
    """Return where sales lie in the band; unknown sales lie in no band."""
    mask = np.ones(len(sales), np.bool_)
    if asked.sales_from is not None:
        mask &= sales >= asked.sales_from
    if asked.sales_below is not None:
        mask &= sales < asked.sales_below
    return mask

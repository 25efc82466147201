"""Which accounts a rule claims: inverted columns for values, one spatial index (shapely's STRtree) for all polygons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from territory.ownership.facts import Columns, Rows
from territory.ownership.postcodes import PostcodeIndex, lengths
from territory.ownership.values import Conditions, Rule

Mask = NDArray[np.bool_]


def matches(rules: Sequence[Rule], areas: Mapping[str, BaseGeometry], table: Columns) -> list[Rows]:
    """Return, for each rule, the rows of the accounts that meet its conditions.

    A place on the border of two polygons lies in both: that is a conflict to be listed, not a pick to be made here.
    """
    inside = _inside(areas, table)
    index, restore = PostcodeIndex(table.codes), zeros_restored(rules)
    return [np.flatnonzero(_mask(rule.conditions, inside, table, (index, restore))) for rule in rules]


def zeros_restored(rules: Sequence[Rule]) -> bool:
    """Tell whether lost leading zeros are put back: where the rules name codes of one length, so of one country."""
    return len(lengths(code for rule in rules for code in rule.conditions.postcodes)) <= 1


def _inside(areas: Mapping[str, BaseGeometry], table: Columns) -> dict[str, Rows]:
    names = sorted(areas)
    if not names or not table.ids:
        return dict.fromkeys(names, np.empty(0, np.intp))
    tree = shapely.STRtree(shapely.points(table.lonlat))
    area, row = tree.query([areas[name] for name in names], predicate="intersects")
    return {name: row[area == number] for number, name in enumerate(names)}


def _mask(asked: Conditions, inside: Mapping[str, Rows], table: Columns, postcodes: tuple[PostcodeIndex, bool]) -> Mask:
    mask = np.ones(len(table.ids), np.bool_)
    lists: tuple[tuple[Iterable[str], Mapping[str, Rows]], ...] = (
        (asked.accounts, table.by_account),
        (asked.product_lines, table.by_product_line),
        (asked.verticals, table.by_vertical),
        (asked.needs, table.by_need),
        (asked.segments, table.by_segment),
        (asked.own, table.by_own),
        ([name.casefold() for name in asked.admin], table.by_admin),
        (asked.areas, inside),
    )
    for values, by_value in lists:
        if values:
            mask &= _any(values, by_value, len(mask))
    if asked.postcodes:
        index, restore = postcodes
        codes = [code for pattern in asked.postcodes for code in index.fitting(pattern, restore=restore)]
        mask &= _any(codes, table.by_postcode, len(mask))
    return mask & _band(asked, table.sales)


def _any(values: Iterable[str], by_value: Mapping[str, Rows], count: int) -> Mask:
    mask = np.zeros(count, np.bool_)
    for value in values:
        if value in by_value:
            mask[by_value[value]] = True
    return mask


def _band(asked: Conditions, sales: NDArray[np.float64]) -> Mask:
    """Return where sales lie in the band; unknown sales lie in no band."""
    mask = np.ones(len(sales), np.bool_)
    if asked.sales_from is not None:
        mask &= sales >= asked.sales_from
    if asked.sales_below is not None:
        mask &= sales < asked.sales_below
    return mask

"""Gaps and double ownership: accounts without an owner, territories without a rep, and areas that overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from routing.problems import Problem
from routing.sentences import sentence
from territory.accounts import Account, AccountKind
from territory.ownership.values import Layer, Level, Ownership, RuleAnswer, RuleBook

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class LayerCoverage:
    """How one layer's accounts are covered; the accounts are listed by id.

    Attributes
    ----------
    potential_open : float
        Potential of the accounts that nobody visits.
    """

    layer: str
    accounts: int
    unowned: tuple[str, ...]
    unowned_prospects: tuple[str, ...]
    conflicts: tuple[str, ...]
    vacant: tuple[str, ...]
    potential_open: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two territories' areas of one rank share ground, whether or not an account lies on it yet."""

    layer: str
    territories: tuple[str, str]
    rules: tuple[str, str]
    km2: float

    @property
    def problem(self) -> Problem:
        """Return what to do about it."""
        where = sentence("rules {names}", names=", ".join(self.rules))
        cause = sentence(
            "the areas of {names} share {km2:.2f} km2 of {layer}",
            names=" and ".join(self.territories),
            km2=self.km2,
            layer=self.layer,
        )
        return Problem("areas-overlap", where, cause, "Redraw one of them, or give one rule a greater priority.")


def coverage(
    layers: Sequence[Layer], ownership: Ownership, accounts: Mapping[str, Account]
) -> tuple[LayerCoverage, ...]:
    """Return what each layer leaves open."""
    contested = {(conflict.account, conflict.layer) for conflict in ownership.conflicts if conflict.ruling is None}
    return tuple(
        _layer(layer.id, [own for own in ownership.owned if own.layer == layer.id], contested, accounts)
        for layer in layers
    )


def _layer(
    layer: str, owned: Sequence[RuleAnswer], contested: set[tuple[str, str]], accounts: Mapping[str, Account]
) -> LayerCoverage:
    disputed = [own.account for own in owned if (own.account, layer) in contested]
    unowned = [own.account for own in owned if not own.territory and (own.account, layer) not in contested]
    vacant = [own.account for own in owned if own.territory and not own.rep]
    return LayerCoverage(
        layer,
        len(owned),
        tuple(account for account in unowned if accounts[account].kind is AccountKind.CUSTOMER),
        tuple(account for account in unowned if accounts[account].kind is AccountKind.PROSPECT),
        tuple(disputed),
        tuple(vacant),
        sum(accounts[account].potential for account in (*unowned, *disputed, *vacant)),
    )


def overlaps(book: RuleBook, on: date, least_km2: float = 0.01) -> tuple[Overlap, ...]:
    """Return the pairs of territories whose areas of equal rank share at least `least_km2` of ground."""
    layer_of = {territory.id: territory.layer for territory in book.territories if territory.period.holds(on)}
    drawn = [
        (rule, shapely.union_all([book.areas[name] for name in rule.conditions.areas]))
        for rule in book.rules
        if rule.conditions.areas
        and rule.level is Level.GEOGRAPHY
        and rule.period.holds(on)
        and rule.territory in layer_of
    ]
    if len(drawn) < 2:
        return ()
    tree = shapely.STRtree([area for _, area in drawn])
    found = []
    for one, other in sorted(map(tuple, tree.query([area for _, area in drawn], predicate="intersects").T.tolist())):
        (rule, area), (rival, land) = drawn[one], drawn[other]
        same = layer_of[rule.territory] == layer_of[rival.territory] and rule.priority == rival.priority
        if one < other and same and rule.territory != rival.territory:
            km2 = area_km2(shapely.intersection(area, land))
            if km2 >= least_km2:
                pair = (rule.territory, rival.territory)
                found.append(Overlap(layer_of[rule.territory], pair, (rule.id, rival.id), km2))
    return tuple(found)


def area_km2(area: BaseGeometry) -> float:
    """Return the area of a WGS 84 geometry in square kilometres, by the equal-area cylinder of a sphere."""

    def project(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        radians = np.radians(lonlat)
        return np.column_stack([radians[:, 0], np.sin(radians[:, 1])]) * (EARTH_RADIUS_M / 1000)

    return float(shapely.area(shapely.transform(area, project)))

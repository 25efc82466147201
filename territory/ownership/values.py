"""The words of ownership: layers, regions, territories, rules, claims, conflicts and decisions.

Dates are whole days; `since` and `until` are both inclusive, and None means without an end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from routing.problems import Problem

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Level(IntEnum):
    """Precedence of a rule: the greatest level that claims an account wins, before any stated priority."""

    GEOGRAPHY = 1
    SEGMENT = 2
    PRODUCT = 3
    NAMED = 4
    LOCK = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both inclusive; None is open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"a period cannot end ({self.until}) before it starts ({self.since})")

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Layer:
    """One partition of the accounts; a `product_line` makes it an overlay of the accounts that buy or may buy it.

    An overlay with an interval is planned: its reps call on its accounts every `interval_days`, for `service_min`.
    """

    id: str
    name: str = ""
    product_line: str = ""
    interval_days: int = 0
    service_min: int = 0

    @property
    def planned(self) -> bool:
        """Tell whether its reps' calls are planned."""
        return self.interval_days > 0


@dataclass(frozen=True, slots=True)
class Under:
    """To which region another belongs in a period; an empty `parent` puts it at the top."""

    parent: str
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Region:
    """A node of the tree that territories roll up into.

    `parent` is empty at the top; in the periods of `under`, the one stated there counts instead.
    """

    id: str
    name: str = ""
    parent: str = ""
    under: tuple[Under, ...] = ()

    def on(self, day: date) -> Region:
        """Return the region as it stands in the tree on a day."""
        held = next((one.parent for one in self.under if one.period.holds(day)), self.parent)
        return Region(self.id, self.name, held)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a territory in a period; `cover` marks somebody who stands in, and comes before the holder."""

    rep: str
    period: Period = Period()
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Territory:
    """A set of accounts that one rep holds at a time."""

    id: str
    layer: str
    name: str = ""
    region: str = ""
    period: Period = Period()
    holdings: tuple[Holding, ...] = ()

    def holder(self, day: date) -> Holding | None:
        """Return who holds the territory on `day`: a cover before the holder, None while it is vacant."""
        present = [holding for holding in self.holdings if holding.period.holds(day)]
        return min(present, key=lambda holding: not holding.cover, default=None)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an account must be for a rule to claim it: every condition that is given, with any one of its values.

    Attributes
    ----------
    postcodes : tuple of str
        Whole (``9490``), by prefix (``94*``) or as a range of equally long codes (``9490-9498``).
    admin : tuple of str
        Administrative names (municipality, district, country), compared without regard to case.
    areas : tuple of str
        Keys of `RuleBook.areas`.
    own : tuple of str
        A company's own attributes, each ``name=value``.
    sales_from, sales_below : float or None
        Sales of the last twelve months, from (inclusive) and below (exclusive).
    everything : bool
        The rule is meant to claim every account, at the level of geography.
    """

    accounts: tuple[str, ...] = ()
    product_lines: tuple[str, ...] = ()
    verticals: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    sales_from: float | None = None
    sales_below: float | None = None
    postcodes: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    everything: bool = False

    def level(self) -> Level | None:
        """Return the level of the strongest condition that is given, None where none is."""
        if self.accounts:
            return Level.NAMED
        if self.product_lines or self.verticals or self.needs:
            return Level.PRODUCT
        if self.segments or self.own or self.sales_from is not None or self.sales_below is not None:
            return Level.SEGMENT
        if self.postcodes or self.admin or self.areas or self.everything:
            return Level.GEOGRAPHY
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim of a territory on the accounts that meet its conditions; of equal levels the greater `priority` wins."""

    id: str
    territory: str
    conditions: Conditions
    level: Level
    priority: int = 0
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's ruling on a conflict: kept, and in force for as long as the chosen territory still has a claim."""

    account: str
    layer: str
    territory: str
    decided_on: date
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """Everything a manager states about ownership; `areas` are polygons by name, in WGS 84 (longitude first)."""

    layers: tuple[Layer, ...]
    territories: tuple[Territory, ...]
    rules: tuple[Rule, ...]
    regions: tuple[Region, ...] = ()
    decisions: tuple[Ruling, ...] = ()
    areas: dict[str, BaseGeometry] = field(default_factory=dict)

    def regions_on(self, day: date) -> tuple[Region, ...]:
        """Return the tree of regions of a day."""
        return tuple(one.on(day) for one in self.regions)


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """One rule's claim on one account."""

    level: Level
    priority: int
    territory: str
    rule: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of equal rank by different territories; `ruling` is the decision that settles it, None while open."""

    account: str
    layer: str
    claims: tuple[Claim, ...]
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """The answer for one account in one layer; `territory` and `rep` are empty where nobody owns it: `why` says why."""

    account: str
    layer: str
    territory: str
    rep: str
    rule: str
    level: Level | None
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Ownership:
    """Who owns what on one day: one `RuleAnswer` per account and layer it belongs to, in the order of the accounts."""

    on: date
    owned: tuple[RuleAnswer, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]


def territories_of(book: RuleBook, rep_id: str, day: date) -> tuple[str, ...]:
    """Return the territories of the first layer that a rep holds on a day, in order."""
    first = book.layers[0].id
    mine = [one for one in book.territories if one.layer == first and one.period.holds(day)]
    return tuple(sorted(one.id for one in mine if (held := one.holder(day)) is not None and held.rep == rep_id))

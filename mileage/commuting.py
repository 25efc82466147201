"""What of a day's way is the rep's own commute: a policy for each rep, never below zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from routing.sentences import sentence


class CommutingRule(StrEnum):
    """How the way between home and the regular office is taken off.

    ALL_BUSINESS: home is the principal workplace, or the place visited is a temporary site: nothing is taken off.
    ONE_WAY, BOTH_WAYS: the commute is taken off the day's distance once or twice, leg after leg until it is used up.
    LESSER: off the first and the last leg, the lesser of the commute and that leg.
    """

    ALL_BUSINESS = "all-business"
    ONE_WAY = "one-way"
    BOTH_WAYS = "both-ways"
    LESSER = "lesser"


@dataclass(frozen=True, slots=True)
class Commuting:
    """A rep's policy; `commute_m` is the way from home to the regular office, in metres."""

    rule: CommutingRule = CommutingRule.ALL_BUSINESS
    commute_m: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.commute_m < 0:
            raise ValueError(sentence("a commute of {commute_m} m is negative", commute_m=self.commute_m))


def deductions(
    legs_m: Sequence[Decimal], policy: Commuting, *, from_home: bool = True, to_home: bool = True
) -> tuple[Decimal, ...]:
    """Return the metres taken off each leg of a day; never more than the leg.

    Where the day starts or ends at a hotel, the commute at that end is not driven and nothing is taken off for it.
    """
    off = [Decimal(0)] * len(legs_m)
    if policy.rule is CommutingRule.ALL_BUSINESS or not legs_m:
        return tuple(off)
    if policy.rule is CommutingRule.LESSER:
        if from_home:
            off[0] = min(policy.commute_m, legs_m[0])
        if to_home:
            off[-1] = min(legs_m[-1], policy.commute_m + (off[0] if len(legs_m) == 1 else 0))
        return tuple(off)
    once = policy.rule is CommutingRule.ONE_WAY
    if from_home:
        _take(off, legs_m, range(len(legs_m)), policy.commute_m)
    if to_home and not (once and from_home):
        _take(off, legs_m, reversed(range(len(legs_m))), policy.commute_m)
    return tuple(off)


def _take(off: list[Decimal], legs_m: Sequence[Decimal], order: Iterable[int], left: Decimal) -> None:
    """Take `left` metres off the legs, in an order, until it is used up."""
    for leg in order:
        taken = min(left, legs_m[leg] - off[leg])
        off[leg] += taken
        left -= taken

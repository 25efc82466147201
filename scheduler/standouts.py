"""Times at which visits succeed, held against chance: of many accounts some always stand out.

A time is a weekday, or a part of the time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_VISITS = 3
"""Fewer visits than this, at a time or at all others, show nothing of it."""
LEAST_LIFT = 0.25
"""A time stands out if visits succeed at it so much more often than at the others ..."""
FALSE_SHARE = 0.05
"""... and chance would not have it so: of those that are found, this share is expected to be chance."""

Outcomes = Sequence[tuple[int, bool]]
"""The time of each visit by number (weekdays: Monday 0), and whether it took place."""


@dataclass(frozen=True, slots=True)
class Standout:
    """An account's best time beside its others; `chance` is how likely as clear a one would be by chance."""

    time: int
    went: int
    tried: int
    went_else: int
    tried_else: int
    chance: float

    @property
    def lift(self) -> float:
        """Return by how much more often visits succeed at it, after Laplace's correction."""
        return (self.went + 1) / (self.tried + 2) - (self.went_else + 1) / (self.tried_else + 2)


def best_times(past: Mapping[str, Outcomes]) -> dict[str, Standout]:
    """Return the time that stands out for each account that has one.

    Of those returned at most `FALSE_SHARE` are expected to be chance (Benjamini and Hochberg, 1995); if no time
    matters to any account, that is the probability of returning one at all.
    """
    tested = {name: one for name, visits in sorted(past.items()) if (one := _best(visits))}
    held = held_against_chance([one.chance for one in tested.values()], FALSE_SHARE)
    return {
        name: one
        for (name, one), holds in zip(tested.items(), held, strict=True)
        if holds and round(one.lift - LEAST_LIFT, 9) >= 0
    }


def held_against_chance(chances: Sequence[float], false_share: float) -> list[bool]:
    """Tell which of many findings hold so that at most `false_share` of them are expected to be chance.

    Parameters
    ----------
    chances : sequence of float
        How likely each would be by chance alone.
    """
    ranked = enumerate(sorted(chances), 1)
    held = [one for rank, one in ranked if round(one - false_share * rank / len(chances), 12) <= 0]
    most = max(held, default=-1.0)
    return [one <= most for one in chances]


def _best(visits: Outcomes) -> Standout | None:
    """Return the time that is least likely by chance; None where no outcome of these visits could show one."""
    tried = Counter(time for time, _ in visits)
    went = Counter(time for time, took_place in visits if took_place)
    done, count = went.total(), len(visits)
    times = [time for time, some in tried.items() if min(some, count - some) >= LEAST_VISITS]
    if all(
        len(times) * chance_of_as_many(min(tried[time], done), tried[time], done, count) > FALSE_SHARE for time in times
    ):
        return None
    # Each time is one more chance of a clear one.
    chances = {time: min(1.0, len(times) * chance_of_as_many(went[time], tried[time], done, count)) for time in times}
    best = min(times, key=lambda time: (round(chances[time], 12), time))
    return Standout(best, went[best], tried[best], done - went[best], count - tried[best], chances[best])


def chance_of_as_many(went: int, tried: int, done: int, count: int) -> float:
    """Return how likely at least `went` of `tried` visits succeed if `done` of all do, wherever (Fisher's exact)."""
    most = min(tried, done)
    ways = sum(math.comb(tried, some) * math.comb(count - tried, done - some) for some in range(went, most + 1))
    return ways / math.comb(count, done)

"""Putting one more visit into a schedule, by trying: every day and position that keeps all rules, with its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from scheduler.explain.trial import Trial, WaySums, day_price, drive
from scheduler.horizon import Horizon
from scheduler.spacing import gap_between, served_neighbours

Tours = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Insertion:
    """Visit `visit` at `position` of rep-day `rep_day`: `price` is what the schedule then costs more, its way alone.

    What serving the visit saves (its price of being unserved) is not taken off.
    """

    visit: int
    rep_day: int
    position: int
    price: float


class Priced:
    """Tours with each day's trial, so that the price of changing one day is quickly known."""

    def __init__(self, horizon: Horizon, tours: Tours, trials: Sequence[Trial] | None = None) -> None:
        self.horizon = horizon
        self.tours = [list(tour) for tour in tours]
        driven = trials or [drive(horizon, day, tour) for day, tour in zip(horizon.rep_days, tours, strict=True)]
        self.trials = list(driven)
        self.day_of = {v: horizon.rep_days[d].day for d, tour in enumerate(self.tours) for v in tour}

    @cached_property
    def _sums(self) -> WaySums:
        return WaySums.of(self.trials)

    @cached_property
    def way_s(self) -> float:
        """Return what the ways cost, in seconds of driving."""
        return self._sums.cost(self.horizon)

    def change(self, rep_day: int, trial: Trial) -> float:
        """Return what the ways cost more if a rep-day is driven as in `trial`."""
        return self._sums.changed(self.trials[rep_day], trial).cost(self.horizon) - self.way_s

    def with_day(self, rep_day: int, tour: list[int], trial: Trial) -> Priced:
        """Return the tours with another one on a rep-day, to judge its days by: `day_of` and sums are of the old."""
        there = copy(self)
        there.tours, there.trials = self.tours.copy(), self.trials.copy()
        there.tours[rep_day], there.trials[rep_day] = tour, trial
        return there

    def insertions(self, visit: int, days: Sequence[int] | None = None) -> Iterator[Insertion]:
        """Yield every way to insert a visit that keeps all rules; `days` are rep-days."""
        for rep_day in allowed(self.horizon, self.day_of, visit) if days is None else days:
            yield from self.insertions_on(visit, rep_day, self.tours[rep_day])

    def insertions_on(self, visit: int, rep_day: int, tour: Sequence[int]) -> Iterator[Insertion]:
        """Yield the insertions into `tour`, taken as the tour of `rep_day`."""
        day = self.horizon.rep_days[rep_day]
        for position in range(len(tour) + 1):
            trial = drive(self.horizon, day, [*tour[:position], visit, *tour[position:]])
            if trial.fits:
                extra = day_price(self.horizon, visit, day.day)
                yield Insertion(visit, rep_day, position, self.change(rep_day, trial) + extra)

    def cheapest(self, visit: int, days: Sequence[int] | None = None) -> Insertion | None:
        """Return the insertion with the lowest price, or None if nothing fits."""
        return min(self.insertions(visit, days), key=lambda i: (i.price, i.rep_day, i.position), default=None)


def in_window(horizon: Horizon, visit: int) -> list[int]:
    """Return the rep-days in a visit's window."""
    due = horizon.visits[visit]
    return [d for d, day in enumerate(horizon.rep_days) if due.first_day <= day.day <= due.last_day]


def siblings(horizon: Horizon, visit: int) -> list[int]:
    """Return an account's visits in the order in which they must take place."""
    account = horizon.visits[visit].account
    return [v for v, due in enumerate(horizon.visits) if due.account == account]


def chains(horizon: Horizon) -> dict[str, list[int]]:
    """Return the visits of each account in the order in which they must take place."""
    found: dict[str, list[int]] = {}
    for v, due in enumerate(horizon.visits):
        found.setdefault(due.account, []).append(v)
    return found


def has_pattern(horizon: Horizon, visit: int) -> bool:
    """Return whether a pattern of the visit's account, if it has any, has a day for each of the account's visits."""
    patterns, count = horizon.patterns.get(horizon.visits[visit].account), len(siblings(horizon, visit))
    return patterns is None or any(len(pattern) == count for pattern in patterns)


def allowed(horizon: Horizon, day_of: dict[int, int], visit: int) -> list[int]:
    """Return the rep-days of a visit's window that keep its spacing to the account's visits that are served."""
    chain = siblings(horizon, visit)
    return [d for d in in_window(horizon, visit) if spaced(horizon, day_of, visit, horizon.rep_days[d].day, chain)]


def spaced(horizon: Horizon, day_of: dict[int, int], visit: int, day: int, chain: Sequence[int] | None = None) -> bool:
    """Return whether a visit on `day` follows and precedes its served neighbours as it must; `chain`: its siblings."""
    chain = siblings(horizon, visit) if chain is None else chain
    at = chain.index(visit)
    account = horizon.visits[visit].account
    if account in horizon.patterns:
        on = {**{k: day_of[v] for k, v in enumerate(chain) if v in day_of}, at: day}
        fitting = (sorted(pattern) for pattern in horizon.patterns[account] if len(pattern) == len(chain))
        return any(all(pattern[k] == own for k, own in on.items()) for pattern in fitting)
    before, after = served_neighbours(chain, day_of, at)
    pairs = [(before, at, day - day_of[chain[before]])] if before is not None else []
    pairs += [(at, after, day_of[chain[after]] - day)] if after is not None else []
    gaps = [(gap_between(horizon, chain, earlier, later), days) for earlier, later, days in pairs]
    return all(gap.least <= days <= gap.most for gap, days in gaps)

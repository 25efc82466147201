"""Nights away as changes of a horizon: which are allowed, and the horizon in which they are taken.

A night away lets a rep-day end at a bed and the next one begin there; a weekend between them counts three nights.
Everything else stays as it is, so that the search, the check and the reasons know nothing of nights but places and
prices. The shift, lunch and the caps of driving hold on days that end away too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.travel import UNREACHABLE_S
from scheduler.horizon import Horizon, Lodging, Overnight, RepDay

MOST_GRAINS = 1e9
"""Grains of the dearest way in a relaxed horizon: fine, and below what 32 bits hold."""

Nights = Mapping[int, int]
"""The place (row of the travel table) of the nights after a rep-day, by the number of the rep-day."""


def nights_of(horizon: Horizon) -> dict[int, int]:
    """Return the nights that a horizon takes."""
    return {night.rep_day: night.place for night in horizon.overnights}


def settled(horizon: Horizon, nights: Nights) -> Horizon:
    """Return the horizon in which exactly these nights are taken; raises `ValueError` for a place without a bed."""
    base = at_home(horizon)
    if base.lodging is None:
        if nights:
            raise ValueError("this horizon allows no nights away")
        return base
    prices = {bed.place: bed.price for bed in base.lodging.beds}
    if unknown := set(nights.values()) - set(prices):
        raise ValueError(f"there is no bed at {sorted(unknown)}")
    days = list(base.rep_days)
    for number, place in nights.items():
        days[number] = replace(days[number], end_place=place)
        days[number + 1] = replace(days[number + 1], start_place=place)
    taken = tuple(
        Overnight(number, place, prices[place] * len(days_away(base, number)))
        for number, place in sorted(nights.items())
    )
    return replace(base, rep_days=tuple(days), overnights=taken)


def at_home(horizon: Horizon) -> Horizon:
    """Return the horizon without the nights that it takes."""
    if horizon.lodging is None or not horizon.overnights:
        return horizon
    home, days = horizon.lodging.home, list(horizon.rep_days)
    for night in horizon.overnights:
        days[night.rep_day] = replace(days[night.rep_day], end_place=home)
        days[night.rep_day + 1] = replace(days[night.rep_day + 1], start_place=home)
    return replace(horizon, rep_days=tuple(days), overnights=())


def days_away(horizon: Horizon, rep_day: int) -> range:
    """Return the days in whose nights the rep is away between a rep-day and the next one."""
    return range(horizon.rep_days[rep_day].day, horizon.rep_days[rep_day + 1].day)


def allowed_nights(horizon: Horizon) -> tuple[int, ...]:
    """Return the rep-days after which the rep may stay away as far as single nights go."""
    lodging = horizon.lodging
    if lodging is None or not lodging.beds or len({day.day for day in horizon.rep_days}) < len(horizon.rep_days):
        return ()
    alone = [(number, days_away(horizon, number)) for number in range(len(horizon.rep_days) - 1)]
    return tuple(n for n, days in alone if lodging.willing.issuperset(days) and within_caps(lodging, days))


def within_caps(lodging: Lodging, days: Iterable[int]) -> bool:
    """Say whether nights on these days, with those that are spent, keep the caps a week and in a row."""
    taken = lodging.spent.union(days)
    counts: dict[int, int] = {}
    for day in taken:
        week = (day + lodging.first_weekday) // 7
        counts[week] = counts.get(week, 0) + 1
        if day >= 0 and all(before in taken for before in range(day - lodging.most_in_row, day)):
            return False
    new = {(day + lodging.first_weekday) // 7 for day in taken if day >= 0}
    return all(counts[week] <= lodging.most_a_week for week in new)


def keeps_caps(horizon: Horizon, nights: Nights) -> bool:
    """Say whether all nights together keep the caps."""
    if horizon.lodging is None:
        return not nights
    return within_caps(horizon.lodging, (day for number in nights for day in days_away(horizon, number)))


def still_allowed(base: Horizon, nights: Nights) -> dict[int, int]:
    """Return the nights, in order, that are allowed by themselves and with those before them."""
    pairs, beds = set(allowed_nights(base)), {bed.place for bed in base.lodging.beds} if base.lodging else set()
    kept: dict[int, int] = {}
    for number, place in sorted(nights.items()):
        if number in pairs and place in beds and keeps_caps(base, {**kept, number: place}):
            kept[number] = place
    return kept


def relaxed(horizon: Horizon) -> Horizon:
    """Return a horizon without nights that no choice of nights undercuts: for lower bounds.

    Each rep-day beside a night that is allowed begins or ends at a place as near to everything as the nearest of home
    and the beds, a bed at half its price: the two days beside a night share it. Prices are rounded down to grains and
    stand where metres stood; `Weights.per_metre` is the grain. Balance is left out: it counts work that is not known.
    """
    base, pairs = at_home(horizon), set(allowed_nights(horizon))
    if base.lodging is None or not pairs:
        return replace(base, lodging=None)
    ends = [base.lodging.home, *(bed.place for bed in base.lodging.beds)]
    halves = np.array([0.0, *(bed.price / 2 for bed in base.lodging.beds)])
    anywhere = len(base.travel_s)
    days = tuple(_loosened(day, number, pairs, anywhere) for number, day in enumerate(base.rep_days))
    travel_s = _with_nearest(base.travel_s, ends, np.zeros(len(ends), np.int64)).astype(np.int32)
    weights = base.weights
    way = weights.per_driving_s * base.travel_s.astype(np.float64) + weights.per_metre * base.distance_m
    grain = float(way[base.travel_s < UNREACHABLE_S].max() + halves.max()) / MOST_GRAINS or 1.0
    grains = np.floor(_with_nearest(way, ends, halves) / grain)
    return replace(
        base,
        rep_days=days,
        travel_s=travel_s,
        distance_m=np.minimum(grains, UNREACHABLE_S).astype(np.int32),
        weights=replace(weights, per_driving_s=0.0, per_metre=grain, balance=0.0),
        lodging=None,
    )


def _loosened(day: RepDay, number: int, pairs: set[int], anywhere: int) -> RepDay:
    start = anywhere if number - 1 in pairs else day.start_place
    return replace(day, start_place=start, end_place=anywhere if number in pairs else day.end_place)


def _with_nearest(table: NDArray[Any], ends: list[int], extra: NDArray[Any]) -> NDArray[Any]:
    """Return a table with one more place, as near to everything as the nearest of `ends` with its `extra`."""
    wider = np.vstack([table, (table[ends] + extra[:, None]).min(axis=0)])
    return np.hstack([wider, np.append((table[:, ends] + extra).min(axis=1), 0)[:, None]])

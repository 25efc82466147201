"""From a `Horizon` to arrays in canonical order, and from there to an empty `State`.

Accounts are ordered by their id, rep-days by all that they are; a person's order of rows leaves no trace in the
schedule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.tour import Window
from scheduler.horizon import Horizon, RepDay
from scheduler.search.facts import (
    ABSENT,
    ABSENT_AT,
    BEST_VERSION,
    COLUMNS,
    END,
    FIRST,
    LAST,
    LOAD,
    MAX_DAY,
    MAX_VISITS,
    MAX_WORK,
    MOST_LOAD,
    NEEDS,
    NEVER,
    PLACE,
    SERVICE,
    SLOT,
    START,
    Facts,
    Floats,
    Ints,
    State,
    fingerprint,
    keep_columns,
)
from scheduler.spacing import NEXT_DAY

NEIGHBOURS = 150
"""Nearest accounts that ruin looks at."""
FAR_S = 2**29
"""As good as unreachable; two of them and a way still fit into 32 bits."""
MEASURED = 1_000
"""Places up to which all detours are measured; their number grows with the cube."""
HEADROOM = 8
"""The part of its cap on load (one in so many) that a tour may carry above it for a fine."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The arrays with the way back: canonical visit and rep-day to the horizon's own."""

    facts: Facts
    visit_of: tuple[int, ...]
    rep_day_of: tuple[int, ...]


def prepare(horizon: Horizon) -> Prepared:
    """Return the horizon as arrays.

    Raises
    ------
    ValueError
        If the horizon has no rep-day or no visit; `validate` names this before.
    """
    if not horizon.rep_days or not horizon.visits:
        raise ValueError("an empty horizon cannot be searched")
    visit_of = sorted(range(len(horizon.visits)), key=lambda v: horizon.visits[v].account)
    rep_day_of = sorted(range(len(horizon.rep_days)), key=lambda d: _day_row(horizon.rep_days[d]))
    days = [horizon.rep_days[d] for d in rep_day_of]
    accounts = sorted({visit.account for visit in horizon.visits})
    visit = _visit_table(horizon, visit_of, accounts, days)
    visits_from = np.searchsorted(visit[:, 2], np.arange(len(accounts) + 1)).astype(np.int64)
    opening, window = _openings(horizon, visit_of, visit, days)
    patterns_from, pattern = _patterns(horizon, accounts, np.diff(visits_from))
    price = _prices(horizon, visit_of, visit, days)
    way = horizon.weights.per_driving_s * horizon.travel_s + horizon.weights.per_metre * horizon.distance_m
    facts = Facts(
        visit=visit,
        day=_day_table(days),
        travel=np.ascontiguousarray(horizon.travel_s, np.int32),
        way=way.astype(np.float32),
        unserved=np.array([_refusal(horizon, v) for v in visit_of], np.float64),
        opening=opening,
        price=price,
        window=window,
        account=np.ascontiguousarray(np.column_stack([visits_from, patterns_from])),
        pattern=pattern,
        first_rep_day=_first_rep_days(days, pattern),
        near=_neighbours(way, visit[visits_from[:-1], 0]),
        balance=np.array([horizon.weights.balance / 3600.0**2]),
        floor=_floors(horizon, visit, price),
        sources=fingerprint(),
    )
    keep_columns(facts)
    return Prepared(facts, tuple(visit_of), tuple(rep_day_of))


def _refusal(horizon: Horizon, v: int) -> float:
    return 0.0 if horizon.visits[v].compulsory else horizon.visits[v].price_unserved


def _visit_table(horizon: Horizon, visit_of: Sequence[int], accounts: list[str], days: list[RepDay]) -> Ints:
    row_of, calendar = {account: row for row, account in enumerate(accounts)}, [day.day for day in days]
    rows, slot, detour, unfit = [], 0, least_detours(horizon.travel_s), _without_pattern(horizon)
    for v in visit_of:
        due = horizon.visits[v]
        first = int(np.searchsorted(calendar, due.first_day))
        last = first - 1 if due.account in unfit else int(np.searchsorted(calendar, due.last_day, side="right")) - 1
        gaps = max(NEXT_DAY, due.least_gap_days), due.most_gap_days
        flags = due.load, int(due.compulsory)
        needs = due.service_s + detour[due.place]
        rows.append((due.place, due.service_s, row_of[due.account], first, last, *gaps, *flags, slot - first, needs))
        slot += max(0, last - first + 1)
    return np.array(rows, np.int64)


def _without_pattern(horizon: Horizon) -> set[str]:
    """Return the accounts of which no pattern has a day for each visit; no day is theirs, and `validate` names them."""
    count = Counter(visit.account for visit in horizon.visits)
    return {account for account, patterns in horizon.patterns.items() if count[account] not in set(map(len, patterns))}


def least_detours(travel: NDArray[np.int32]) -> Ints:
    """Return for each place the least seconds that a tour loses by going through it; below 0 where that is a shortcut.

    Of many places the bound is a rough one: no more than the longest way can be saved.
    """
    travel = np.minimum(travel, np.int32(FAR_S))
    if len(travel) > MEASURED:
        return np.full(len(travel), -int(travel.max()), np.int64)
    return np.array([(travel[:, x, None] + travel[x] - travel).min() for x in range(len(travel))], np.int64)


def _cap(value: int | None) -> int:
    return NEVER if value is None else value


def _day_row(day: RepDay) -> tuple[int, ...]:
    """Return all that the search knows of a rep-day; two with the same row are one to it."""
    lunch = (day.lunch.earliest_s, day.lunch.latest_s, day.lunch.length_s) if day.lunch else (0, 0, -1)
    longest = None if day.max_day_s is None or day.max_day_s >= day.end_s - day.start_s else day.max_day_s
    caps = map(_cap, (day.max_driving_s, day.max_work_s, day.max_visits, day.max_load, longest))
    most_load = NEVER if day.max_load is None else day.max_load + day.max_load // HEADROOM
    return (day.day, day.start_s, day.end_s, day.start_place, day.end_place, *lunch, *caps, most_load)


def _day_table(days: list[RepDay]) -> Ints:
    rows: list[tuple[int, ...]] = []
    for row in map(_day_row, days):
        rows.append((*row, int(bool(rows) and rows[-1][:-1] == row)))
    return np.array(rows, np.int64)


def _openings(horizon: Horizon, visit_of: Sequence[int], visit: Ints, days: list[RepDay]) -> tuple[Ints, Ints]:
    """Return the rows of each slot's windows, and the windows; equal sets of windows are kept once."""
    sets: dict[tuple[Window, ...], int] = {}
    table = np.full((len(horizon.hours), len(days)), -1, np.int64)
    for row, hours in enumerate(horizon.hours):
        for d, rep_day in enumerate(days):
            windows = hours[rep_day.day] if rep_day.day < len(hours) else ()
            if windows:
                table[row, d] = sets.setdefault(windows, len(sets))
    longest = np.array([max(w.closes_s - w.opens_s for w in windows) for windows in sets] + [-1], np.int64)
    bounds = np.cumsum([0] + [len(windows) for windows in sets])
    rows = np.vstack([np.column_stack([bounds[:-1], bounds[1:]]), [[-1, -1]]]).astype(np.int64)
    opening = np.full((_slots(visit), 2), -1, np.int64)
    for v, row in zip(visit_of, visit, strict=True):
        span = table[horizon.visits[v].hours, row[FIRST] : row[LAST] + 1]
        fits = longest[span] >= row[SERVICE]
        opening[row[SLOT] + row[FIRST] : row[SLOT] + row[LAST] + 1] = rows[np.where(fits, span, -1)]
    flat = [(w.opens_s, w.closes_s) for windows in sets for w in windows]
    return opening, np.array(flat, np.int64).reshape(-1, 2)


def _slots(visit: Ints) -> int:
    return int(np.maximum(visit[:, LAST] - visit[:, FIRST] + 1, 0).sum())


def _prices(horizon: Horizon, visit_of: Sequence[int], visit: Ints, days: list[RepDay]) -> Floats:
    price = np.zeros(_slots(visit), np.float64)
    rep_days: dict[int, list[int]] = {}
    for number, day in enumerate(days):
        rep_days.setdefault(day.day, []).append(number)
    for v, (slot, first, last) in zip(visit_of, visit[:, [SLOT, FIRST, LAST]].tolist(), strict=True):
        for calendar_day, extra in horizon.visits[v].day_price:
            for number in rep_days.get(calendar_day, ()):
                if first <= number <= last:
                    price[slot + number] += extra
    return price


def _floors(horizon: Horizon, visit: Ints, price: Floats) -> Floats:
    """Return what placing each visit adds at least: below 0 for a shortcut, and where a day has a reward."""
    weights, place = horizon.weights, visit[:, PLACE]
    detour = weights.per_driving_s * (visit[:, NEEDS] - visit[:, SERVICE])
    if weights.per_metre > 0:
        detour = detour + weights.per_metre * least_detours(horizon.distance_m)[place]
    slots = [price[row[SLOT] + row[FIRST] : row[SLOT] + row[LAST] + 1] for row in visit]
    return np.minimum(detour, 0.0) + [min(0.0, own.min(initial=0.0)) for own in slots]


def _patterns(horizon: Horizon, accounts: list[str], visits_of: Ints) -> tuple[Ints, Ints]:
    """Return where an account's patterns begin, and the k-th day of each; those of another length are left out."""
    begins, rows, width = [0], [], int(max(visits_of))
    for account, count in zip(accounts, visits_of, strict=True):
        fitting = sorted({tuple(sorted(days)) for days in horizon.patterns.get(account, ()) if len(days) == count})
        rows += [(*days, *(-1 for _ in range(width - len(days)))) for days in fitting]
        begins.append(len(rows))
    return np.array(begins, np.int64), np.array(rows, np.int64).reshape(-1, width)


def _first_rep_days(days: list[RepDay], pattern: Ints) -> Ints:
    calendar = [day.day for day in days]
    last = max(*calendar, int(pattern.max(initial=0)))
    return np.searchsorted(calendar, np.arange(last + 2)).astype(np.int64)


def _neighbours(way: Floats, place_of: Ints) -> Ints:
    """Return for each account the nearest ones, itself first; ties fall to the smaller row."""
    count = len(place_of)
    kept = min(count, NEIGHBOURS)
    near = np.empty((count, kept), np.int64)
    for account, place in enumerate(place_of):
        far = way[place, place_of] + way[place_of, place]
        far[account] = -1.0
        near[account] = np.argsort(far, kind="stable")[:kept]
    return near


def longest_tour(facts: Facts) -> int:
    """Return how many visits a tour can have at most, by caps, load and the time that the shortest visits take."""
    longest = 1
    for d, row in enumerate(facts.day):
        here = facts.visit[(facts.visit[:, FIRST] <= d) & (facts.visit[:, LAST] >= d)]
        most = min(row[END] - row[START], row[MAX_WORK], row[MAX_DAY])
        by_time = int(np.searchsorted(np.cumsum(np.sort(here[:, SERVICE])), most, "right"))
        by_load = int(np.searchsorted(np.cumsum(np.sort(here[:, LOAD])), row[MOST_LOAD], "right"))
        longest = max(longest, min(by_time, by_load, int(row[MAX_VISITS])))
    return longest


def empty_state(facts: Facts, seed: int) -> State:
    """Return a state with every visit absent; `seed` starts its random numbers."""
    visits, days, longest = len(facts.visit), len(facts.day), longest_tour(facts)
    slots, ints, most = len(facts.opening), np.int64, int(np.diff(facts.account[:, 0]).max())
    node = np.zeros((days, longest + 2, COLUMNS["node"]), ints)
    node[:, 0, 0], node[:, 1, 0] = facts.day[:, 3], facts.day[:, 4]
    state = State(
        node=node,
        kept_node=np.zeros_like(node),
        tour=np.zeros((days, COLUMNS["tour"]), ints),
        kept_tour=np.zeros((days, COLUMNS["kept_tour"]), ints),
        drive=np.zeros((days, COLUMNS["drive"])),
        where=np.full(visits, -1, ints),
        seen=np.zeros((visits, COLUMNS["seen"]), ints),
        listed=np.zeros((4, max(visits + 1, days)), ints),
        key=np.zeros(visits + 1),
        known_cost=np.zeros(2 * slots),
        known=np.full((2 * slots, COLUMNS["known"]), -1, ints),
        plan_sum=np.zeros((most, days)),
        plan_from=np.zeros((most, days), ints),
        plan=np.zeros((most, COLUMNS["plan"]), ints),
        line=np.zeros((longest + 3, COLUMNS["line"]), ints),  # a visit more is laid out, then found to be too long
        best_route=np.zeros((days, longest), np.int32),
        tally=np.zeros(9, ints),
        total=np.array([0.0, np.inf, np.inf, 1.0, np.inf, np.inf, 0.0, 0.0]),
        random=first_number(seed),
    )
    state.listed[ABSENT, :visits] = state.seen[:, ABSENT_AT] = np.arange(visits)
    state.tour[:, BEST_VERSION] = -1
    state.tally[ABSENT] = visits
    return state


def first_number(seed: int, member: int = 0) -> NDArray[np.uint64]:
    """Return where the numbers of a seed begin, for a member of a population.

    SplitMix64 begun at multiples of its own step would repeat a neighbour's numbers.
    """
    return np.random.SeedSequence((seed % 2**64, member)).generate_state(1, np.uint64).astype(np.uint64)

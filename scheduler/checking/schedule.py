"""The independent check: what a schedule breaks of its horizon, told without a line of the search's code.

Run after every search, in the tests and in life. The rules are read from `scheduler.horizon` alone; the cost is added
up again from the travel table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from scheduler.checking.day import check_rep_day
from scheduler.checking.nights import check_nights
from scheduler.checking.violation import Violation
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule

CENT = 1e-6
"""Relative difference of two sums of the same prices that is put down to rounding."""


def check(horizon: Horizon, schedule: Schedule) -> tuple[Violation, ...]:
    """Find every rule of a horizon that a schedule breaks.

    Parameters
    ----------
    horizon : Horizon
    schedule : Schedule

    Returns
    -------
    tuple of Violation
        Empty where all is well. A schedule of the wrong shape is told first, and alone.
    """
    misshapen = tuple(_check_shape(horizon, schedule))
    if misshapen:
        return misshapen
    day_of = {v: d.day for d, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}
    rep_days = zip(horizon.rep_days, schedule.tours, strict=True)
    return (
        *chain.from_iterable(check_rep_day(horizon, rep_day, tour) for rep_day, tour in rep_days),
        *_check_days(horizon, day_of),
        *_check_accounts(horizon, day_of),
        *check_nights(horizon, schedule.tours),
        *_check_compulsory(horizon, schedule, day_of),
        *_check_cost(horizon, schedule),
    )


def _check_shape(horizon: Horizon, schedule: Schedule) -> Iterator[Violation]:
    if len(schedule.tours) != len(horizon.rep_days):
        text = f"{len(schedule.tours)} tours for {len(horizon.rep_days)} rep-days"
        yield Violation("wrong-number-of-tours", "schedule", 0, text)
    named = Counter([*chain.from_iterable(schedule.tours), *schedule.unserved])
    for v in sorted(named.keys() - set(range(len(horizon.visits)))):
        yield Violation("unknown-visit", f"visit number {v}", 0, "the horizon has no such visit")
    for v, visit in enumerate(horizon.visits):
        if named[v] > 1:
            yield Violation("planned-twice", f"visit {visit.id}", named[v] - 1, f"named {named[v]} times")
        elif not named[v]:
            yield Violation("lost", f"visit {visit.id}", 0, "neither on a tour nor among the unserved")


def _check_days(horizon: Horizon, day_of: Mapping[int, int]) -> Iterator[Violation]:
    for v, day in day_of.items():
        visit = horizon.visits[v]
        over = max(visit.first_day - day, day - visit.last_day)
        if over > 0:
            text = f"on day {day}, allowed from {visit.first_day} to {visit.last_day}"
            yield Violation("outside-due-window", f"visit {visit.id}", over, text)


def _check_accounts(horizon: Horizon, day_of: Mapping[int, int]) -> Iterator[Violation]:
    accounts: dict[str, list[int]] = {}
    for v, visit in enumerate(horizon.visits):
        accounts.setdefault(visit.account, []).append(v)
    for account, visits in accounts.items():
        yield from check_account(horizon, account, visits, day_of)


def check_account(
    horizon: Horizon, account: str, visits: Sequence[int], day_of: Mapping[int, int]
) -> Iterator[Violation]:
    """Find what the days of one account's visits break: order, and spacing or patterns."""
    days = [day_of.get(v) for v in visits]
    yield from _check_order(account, days)
    if account in horizon.patterns:
        yield from _check_pattern(account, days, horizon.patterns[account])
        return
    before, most = None, 0
    for v in visits:
        most += horizon.visits[v].most_gap_days
        if v in day_of:
            if before is not None and day_of[v] >= before:  # else out of order, which is told already
                yield from _check_gap(horizon.visits[v], day_of[v] - before, most)
            before, most = day_of[v], 0


def _check_order(account: str, days: list[int | None]) -> Iterator[Violation]:
    for earlier, later in pairwise(day for day in days if day is not None):
        if later < earlier:
            text = f"a later visit lies on day {later}, an earlier one on day {earlier}"
            yield Violation("out-of-order", f"account {account}", earlier - later, text)


def _check_gap(later: DueVisit, gap: int, most: int) -> Iterator[Violation]:
    """Check the days since the account's served visit before; `most` adds up what was left out between them."""
    least = max(1, later.least_gap_days)
    text = f"{gap} days after the visit before, {least} to {most} are allowed"
    if gap < least:
        yield Violation("too-soon", f"visit {later.id}", least - gap, text)
    if gap > most:
        yield Violation("too-long-after", f"visit {later.id}", gap - most, text)


def _check_pattern(account: str, days: list[int | None], patterns: tuple[tuple[int, ...], ...]) -> Iterator[Violation]:
    def agrees(pattern: tuple[int, ...]) -> bool:
        return len(pattern) == len(days) and all(d in (None, p) for d, p in zip(days, sorted(pattern), strict=True))

    if any(day is not None for day in days) and not any(agrees(pattern) for pattern in patterns):
        yield Violation("off-pattern", f"account {account}", 0, f"days {days} lie on none of {len(patterns)} patterns")


def _check_compulsory(horizon: Horizon, schedule: Schedule, day_of: Mapping[int, int]) -> Iterator[Violation]:
    """Find compulsory visits left out although they fit somewhere into the schedule as it is."""
    for v in schedule.unserved:
        if horizon.visits[v].compulsory:
            for rep_day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
                if _fits(horizon, v, rep_day, tour, day_of):
                    text = f"must be served, and fits on day {rep_day.day}"
                    yield Violation("compulsory-left-out", f"visit {horizon.visits[v].id}", 0, text)
                    break


def _fits(horizon: Horizon, v: int, rep_day: RepDay, tour: tuple[int, ...], day_of: Mapping[int, int]) -> bool:
    visit, days = horizon.visits[v], {**day_of, v: rep_day.day}
    if not visit.first_day <= rep_day.day <= visit.last_day or any(_check_accounts(horizon, days)):
        return False
    longer = ((*tour[:i], v, *tour[i:]) for i in range(len(tour) + 1))
    return any(not any(check_rep_day(horizon, rep_day, order)) for order in longer)


def _check_cost(horizon: Horizon, schedule: Schedule) -> Iterator[Violation]:
    cost = price(horizon, schedule)
    grain = CENT * max(1.0, abs(cost))
    if abs(cost - schedule.cost) > grain:
        text = f"said to cost {schedule.cost:.3f}, adds up to {cost:.3f}"
        yield Violation("cost-differs", "schedule", abs(cost - schedule.cost), text)
    if schedule.bound is not None and schedule.bound > cost + grain:
        text = f"the bound {schedule.bound:.3f} is above the cost {cost:.3f}"
        yield Violation("bound-above-cost", "schedule", schedule.bound - cost, text)


def price(horizon: Horizon, schedule: Schedule) -> float:
    """Add up what a schedule costs: the way, nights away, prices of days, unserved visits, balance."""
    total, works = sum(night.price for night in horizon.overnights), []
    for rep_day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        places = [rep_day.start_place, *(horizon.visits[v].place for v in tour), rep_day.end_place] if tour else []
        driving = sum(int(horizon.travel_s[a, b]) for a, b in pairwise(places))
        metres = sum(int(horizon.distance_m[a, b]) for a, b in pairwise(places))
        total += driving * horizon.weights.per_driving_s + metres * horizon.weights.per_metre
        total += sum(extra for v in tour for day, extra in horizon.visits[v].day_price if day == rep_day.day)
        works.append((driving + sum(horizon.visits[v].service_s for v in tour)) / 3600)
    left_out = (horizon.visits[v] for v in schedule.unserved)
    total += sum(visit.price_unserved for visit in left_out if not visit.compulsory)
    mean = sum(works) / len(works) if works else 0.0
    return total + horizon.weights.balance * sum((work - mean) ** 2 for work in works)

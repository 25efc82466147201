"""How long a tour takes from door to door, waiting counted, and schedules in which none takes longer than a limit.

The search knows no limit on the time from leaving to coming home. A tour that overruns it is given a shift of that
length, around the visits that it has, and the search goes on from there; if another overruns its limit then, all
rep-days are given such shifts, so that no tour is too long in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from routing.stopping import Stop
from scheduler.horizon import Horizon, RepDay, Schedule

Search = Callable[[Horizon, Stop, Schedule | None], Schedule]


def home_by(horizon: Horizon, rep_day: RepDay, tour: Sequence[int], leave_s: int) -> int:
    """Return when a tour that leaves at a time is home; it waits where it comes early."""
    place, now = rep_day.start_place, leave_s
    for v in tour:
        visit = horizon.visits[v]
        now += int(horizon.travel_s[place, visit.place])
        opens = (
            max(now, window.opens_s)
            for window in horizon.hours[visit.hours][rep_day.day]
            if max(now, window.opens_s) + visit.service_s <= window.closes_s
        )
        now, place = min(opens) + visit.service_s, visit.place
    return now + int(horizon.travel_s[place, rep_day.end_place])


def latest_leave(horizon: Horizon, rep_day: RepDay, tour: Sequence[int]) -> int:
    """Return the latest time at which a tour can leave and be home as early as if it left at once."""
    home_s = home_by(horizon, rep_day, tour, rep_day.start_s)
    low, high = rep_day.start_s, home_s
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _keeps(horizon, rep_day, tour, middle, home_s) else (low, middle - 1)
    return low


def _keeps(horizon: Horizon, rep_day: RepDay, tour: Sequence[int], leave_s: int, home_s: int) -> bool:
    try:
        return home_by(horizon, rep_day, tour, leave_s) <= home_s
    except ValueError:
        return False


def too_long(horizon: Horizon, schedule: Schedule, longest_s: Sequence[int | None]) -> list[int]:
    """Return the rep-days whose tours take longer than their limit from door to door, whenever they leave.

    Hours have one window each here, so a tour takes least time if it leaves as late as it can and is home first.
    """
    found = []
    for number, (rep_day, tour) in enumerate(zip(horizon.rep_days, schedule.tours, strict=True)):
        limit = longest_s[number]
        if tour and limit is not None:
            leave_s = latest_leave(horizon, rep_day, tour)
            if home_by(horizon, rep_day, tour, leave_s) - leave_s > limit:
                found.append(number)
    return found


def within_limits(horizon: Horizon, longest_s: Sequence[int | None], search: Search, stops: Sequence[Stop]) -> Schedule:
    """Search with a budget as the horizon is, then with further ones until no tour is too long.

    Before each further search the tours that are too long are narrowed; before the last one all rep-days are.
    """
    first, *further = stops
    schedule, narrowed = search(horizon, first, None), horizon
    for left, stop in zip(range(len(further) - 1, -1, -1), further, strict=True):
        over = too_long(narrowed, schedule, longest_s)
        if not over:
            break
        narrowed = narrow(narrowed, schedule, longest_s, over if left else range(len(horizon.rep_days)))
        schedule = search(narrowed, stop, schedule)
    return schedule


def narrow(horizon: Horizon, schedule: Schedule, longest_s: Sequence[int | None], numbers: Iterable[int]) -> Horizon:
    """Give some rep-days a shift as long as their limit, that ends when their tour is home or soon after."""
    days = list(horizon.rep_days)
    for number in numbers:
        limit = longest_s[number]
        if limit is not None:
            day = days[number]
            home_s = home_by(horizon, day, schedule.tours[number], day.start_s)
            end_s = min(day.end_s, max(home_s, day.start_s + limit))
            days[number] = replace(day, start_s=max(day.start_s, end_s - limit), end_s=end_s)
    return replace(horizon, rep_days=tuple(days))

"""A plain judge of schedules for these tests: every rule by its definition, sharing nothing with the kernels."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from routing.tour import Lunch, Window
from scheduler.horizon import Horizon, RepDay, Schedule

LATE = 10**12


def violations(horizon: Horizon, schedule: Schedule) -> list[str]:
    day_of: dict[int, int] = {}
    found: list[str] = []
    for day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        found += [f"{v} twice" for v in tour if v in day_of]
        day_of.update(dict.fromkeys(tour, day.day))
        found += broken_caps(horizon, day, tour)
        if tour and not on_time(horizon, day, tour):
            found.append(f"day {day.day} late")
        elif tour and day.max_day_s is not None and not is_short(horizon, day, tour, day.max_day_s):
            found.append(f"day {day.day} too long")
    for v, day_number in day_of.items():
        if not horizon.visits[v].first_day <= day_number <= horizon.visits[v].last_day:
            found.append(f"{v} on day {day_number}")
    if sorted({*day_of, *schedule.unserved}) != list(range(len(horizon.visits))) or set(day_of) & set(
        schedule.unserved
    ):
        found.append("served and unserved do not make up the visits")
    return found + broken_rhythms(horizon, day_of)


def broken_rhythms(horizon: Horizon, day_of: dict[int, int]) -> list[str]:
    of_account: dict[str, list[int]] = {}
    for v, visit in enumerate(horizon.visits):
        of_account.setdefault(visit.account, []).append(v)
    found = []
    for account, visits in of_account.items():
        on = [day_of[v] for v in visits if v in day_of]
        if account in horizon.patterns:
            if not any(set(on) <= set(days) for days in horizon.patterns[account]):
                found.append(f"{account} on {on}")
            continue
        found += [f"{account} out of order"] * (on != sorted(on))
        served = [k for k, v in enumerate(visits) if v in day_of]
        for before, k in pairwise(served):
            gap, due = day_of[visits[k]] - day_of[visits[before]], horizon.visits[visits[k]]
            most = sum(horizon.visits[visits[j]].most_gap_days for j in range(before + 1, k + 1))
            found += [f"{visits[k]} after {gap} days"] * (not max(1, due.least_gap_days) <= gap <= most)
    return found


def broken_caps(horizon: Horizon, day: RepDay, tour: tuple[int, ...]) -> list[str]:
    places = [day.start_place, *(horizon.visits[v].place for v in tour), day.end_place]
    driving = sum(int(horizon.travel_s[a, b]) for a, b in pairwise(places)) if tour else 0
    work = driving + sum(horizon.visits[v].service_s for v in tour)
    loads = sum(horizon.visits[v].load for v in tour)
    caps = [(driving, day.max_driving_s), (work, day.max_work_s), (len(tour), day.max_visits), (loads, day.max_load)]
    return [f"day {day.day}: {used} over {cap}" for used, cap in caps if cap is not None and used > cap]


def on_time(horizon: Horizon, day: RepDay, tour: tuple[int, ...]) -> bool:
    """Try lunch on every leg in turn, or none where home is reached before it may begin."""
    if day.lunch is None:
        return arrival(horizon, day, tour, None, -1) <= day.end_s
    home = arrival(horizon, day, tour, None, -1)
    if home <= min(day.end_s, day.lunch.earliest_s):
        return True
    return any(arrival(horizon, day, tour, day.lunch, leg) <= day.end_s for leg in range(len(tour) + 1))


def is_short(horizon: Horizon, day: RepDay, tour: tuple[int, ...], cap: int) -> bool:
    """Leave at every second of the shift, hungry or after lunch at home, until one leaving is short enough."""
    fed = None if day.lunch is None else max(day.start_s, day.lunch.earliest_s) + day.lunch.length_s
    fed = None if day.lunch is None or day.start_s > day.lunch.latest_s else fed
    for leave in range(day.start_s, day.end_s + 1):
        later = replace(day, start_s=leave, end_s=min(day.end_s, leave + cap))
        if on_time(horizon, later, tour) or (
            fed is not None and leave >= fed and on_time(horizon, replace(later, lunch=None), tour)
        ):
            return True
    return False


def arrival(horizon: Horizon, day: RepDay, tour: tuple[int, ...], lunch: Lunch | None, lunch_leg: int) -> int:
    now, place = day.start_s, day.start_place
    for leg, v in enumerate([*tour, None]):
        to = day.end_place if v is None else horizon.visits[v].place
        left, now = now, now + int(horizon.travel_s[place, to])
        if lunch is not None and leg == lunch_leg:
            if left > lunch.latest_s:
                return LATE
            now = max(now, lunch.earliest_s) + lunch.length_s
        if v is not None:
            windows: tuple[Window, ...] = horizon.hours[horizon.visits[v].hours][day.day]
            service = horizon.visits[v].service_s
            ends = [max(now, w.opens_s) + service for w in windows if max(now, w.opens_s) + service <= w.closes_s]
            if not ends:
                return LATE
            now = min(ends)
        place = to
    return now

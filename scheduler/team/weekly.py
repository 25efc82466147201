"""What each week of a plan that was not chosen would have meant: its driving and its visits, by the roads of the plan.

Kept in a plan's evidence as one text for each rep, ``2027-01-04 driving_s visits`` week by week, so that years later
a week is still judged with the roads, hours and accounts of then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.horizon import Horizon
from scheduler.team.counterfactual import driving_of

WHOSE = ("by_hand", "carried")


@dataclass(frozen=True, slots=True)
class WeekMeant:
    """One rep's week: seconds of driving and visits."""

    driving_s: int
    visits: int


Weeks = Mapping[date, WeekMeant]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_meant(horizon: Horizon, start: date, tours: Sequence[Sequence[int]]) -> Weeks:
    """Return the whole weeks of a horizon: one that begins or ends in mid-week is left out, there is no fair week."""
    driven: dict[date, int] = defaultdict(int)
    made: dict[date, int] = defaultdict(int)
    for rep_day, tour in zip(horizon.rep_days, tours, strict=True):
        monday = monday_of(start + timedelta(days=rep_day.day))
        driven[monday] += driving_of(horizon, rep_day, tour)
        made[monday] += len(tour)
    return {monday: WeekMeant(driven[monday], made[monday]) for monday in sorted(driven) if monday >= start}


def weeks_text(weeks: Weeks) -> str:
    """Return weeks as evidence holds them."""
    return "; ".join(f"{monday} {one.driving_s} {one.visits}" for monday, one in sorted(weeks.items()))


def weeks_read(text: str) -> Weeks:
    """Return the weeks that evidence holds."""
    rows = (row.split() for row in text.split(";") if row.strip())
    return {date.fromisoformat(monday): WeekMeant(int(driving_s), int(visits)) for monday, driving_s, visits in rows}


@dataclass(frozen=True, slots=True)
class WeekKept:
    """One rep's week as it was published, beside what other plans would have meant; None where nobody reckoned it."""

    rep_id: str
    monday: date
    plan: int
    visits: int
    driving_s: int
    distance_m: int
    by_hand: WeekMeant | None = None
    carried: WeekMeant | None = None


@dataclass(frozen=True, slots=True)
class WeekCame:
    """What became of it: visits done and left out so far, and metres driven on attested trips, None without any."""

    done: int
    missed: int
    driven_m: float | None


def saved_s(kept: WeekKept, other: WeekMeant | None) -> float | None:
    """Return the driving that a week saves as it was planned.

    The other plan's driving for each of its visits, times the planned visits, less the planned driving: a plan that
    drives less because it visits fewer customers has saved nothing.
    """
    if other is None or not other.visits:
        return None
    return kept.visits * other.driving_s / other.visits - kept.driving_s


def saved_as_came_s(kept: WeekKept, other: WeekMeant | None, came: WeekCame) -> float | None:
    """Return the driving that a week saved as it came.

    The other plan's driving for each of its visits, times the visits done, less the planned driving times the metres
    driven by those planned. None where no trip was attested or nothing was planned.
    """
    if other is None or not other.visits or came.driven_m is None or not kept.distance_m:
        return None
    return came.done * other.driving_s / other.visits - kept.driving_s * came.driven_m / kept.distance_m

"""Honesty before solving: the hours that are asked beside the hours there are, and which intervals will slip.

The way of a visit is estimated from the travel table: from home out and back each day, and from stop to stop among an
account's nearest neighbours. Which visits are lost follows Moore and Hodgson (Management Science 15, 1968): taken by
their last day, whenever the hours until then are used up, the visit that the policy holds cheapest is given up.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from routing.travel import UNREACHABLE_S
from scheduler.demand.demand import demand
from scheduler.demand.intervals import cadence_problems
from scheduler.demand.longest import longest_days
from scheduler.demand.request import Request
from scheduler.demand.workdays import work_calendar
from territory.accounts import Account

POLICIES = ("value", "evenly", "segment")
"""Who slips: the cheapest visits, everybody alike, or the segments that stand last in a given order."""
UNFILLED = 0.35
"""What of a visit and its way stays unfilled on each day: visits do not come in pieces."""
NEAR = 0.42
"""The next stop is among so many of the nearest, times the square root of the accounts: measured on ten reps."""


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week: seconds asked (service and way), and seconds that can be filled (lunch off, `UNFILLED`)."""

    monday: date
    asked_s: int
    given_s: int


@dataclass(frozen=True, slots=True)
class Slip:
    """One account whose interval cannot be kept: days asked, days that it will get, visits that are lost."""

    account_id: str
    asked_days: float
    gets_days: float
    lost: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """What one rep is asked beside what there is time for.

    Attributes
    ----------
    way_s : int
        Estimated way of one visit when days are full.
    asked, lost : int
        Visits due in the horizon, and those of them that there is no time for.
    lost_s : int
        Their seconds, ways included.
    factor : float
        By how much all intervals would have to be longer; 1.0 where everything fits.
    slips : tuple of Slip
        Under the policy named in `policy`, the longest first.
    unreached : tuple of account ids
        No road joins them to the rep's home: no plan has their visits, and they are not counted.
    """

    rep_id: str
    weeks: tuple[Week, ...]
    way_s: int
    asked: int
    lost: int
    lost_s: int
    factor: float
    policy: str
    slips: tuple[Slip, ...]
    unreached: tuple[str, ...] = ()

    @property
    def load(self) -> float:
        """Return the seconds asked as a share of the seconds given."""
        given = sum(week.given_s for week in self.weeks)
        return sum(week.asked_s for week in self.weeks) / given if given else math.inf

    def needs(self) -> dict[str, float]:
        """Return what would keep every interval: hours a week, reps like this one, or intervals longer by a factor."""
        worked = sum(1 for week in self.weeks if week.given_s) or 1
        given = sum(week.given_s for week in self.weeks)
        return {
            "hours_a_week": self.lost_s / 3600 / worked,
            "reps": self.lost_s / given if given else math.inf,
            "longer_intervals": self.factor,
        }


@dataclass(frozen=True, slots=True)
class _Call:
    account: Account
    day: int
    last_day: int
    service_s: float


def capacity(request: Request, policy: str = "value", segments: Sequence[str] = ()) -> Capacity:
    """Weigh the demand of a request against the rep's hours.

    Parameters
    ----------
    policy : one of `POLICIES`
    segments : sequence of str
        For the policy ``segment``: the most important first; segments that are not named come last.
    """
    if policy not in POLICIES:
        raise ValueError(f"policy {policy!r} is none of {', '.join(POLICIES)}")
    wanted = [a for a in request.accounts if _plannable(request, a)]
    cut_off = _cut_off(request, wanted)
    accounts = [a for a in wanted if a.id not in cut_off]
    calls = _calls(request, accounts)
    hours = _hours(request)
    way_s = _way_s(request, calls, hours)
    given = _filled(hours, way_s + sum(call.service_s for call in calls) / max(1, len(calls)))
    weeks = _weeks(request, calls, given, way_s)
    lost = _lost(calls, given, way_s, _worth(request, policy, segments))
    load = sum(week.asked_s for week in weeks) / max(sum(week.given_s for week in weeks), 1)
    factor = max(1.0, load) if lost else 1.0
    slips = _slips(request, calls, lost) if policy != "evenly" else _even(calls, factor)
    lost_s = round(sum(call.service_s + way_s for call in lost))
    return Capacity(request.rep.id, weeks, round(way_s), len(calls), len(lost), lost_s, factor, policy, slips, cut_off)


def _plannable(request: Request, account: Account) -> bool:
    return not request.book.rules_of(account).do_not_visit and not cadence_problems(account, account.id)


def _cut_off(request: Request, accounts: Iterable[Account]) -> tuple[str, ...]:
    """Return the accounts to which, or from which, no way leads."""
    rows, travel = request.travel.index(), request.travel.travel_s
    home = rows[request.rep.id]
    known = [(one.id, rows[one.id]) for one in accounts if one.id in rows]
    return tuple(name for name, row in known if UNREACHABLE_S in (travel[home, row], travel[row, home]))


def _calls(request: Request, accounts: Sequence[Account]) -> list[_Call]:
    """Return what falls due, as plans ask for it: days away, caps and closed seasons count."""
    calendar = work_calendar(request.rep, request.start, request.days, request.absences, request.company_days)
    shifts = {shift.day for shift in calendar.shifts}
    worked = [day in shifts for day in range(request.days)] if request.policy.late_if_closed else None
    asked = demand(accounts, request.book, request.policy, request.start, request.days, worked=worked)
    known = {account.id: account for account in accounts}
    return [_Call(known[due.account_id], due.target_day, due.last_day, due.service_s) for due in asked.due]


def _hours(request: Request) -> list[int]:
    """Return the seconds of work, lunch off, on each day of the horizon, no more than a day may last."""
    given = [0] * request.days
    calendar = work_calendar(request.rep, request.start, request.days, request.absences, request.company_days)
    worked = [shift.day for shift in calendar.shifts]
    longest = longest_days(request.policy, request.rep.max_day_s, request.start, worked, request.days)
    for shift in calendar.shifts:
        lasts_s = min(longest.get(shift.day, shift.end_s), shift.end_s - shift.start_s)
        given[shift.day] = max(0, lasts_s - (shift.lunch.length_s if shift.lunch else 0))
    return given


def _filled(hours: Sequence[int], visit_s: float) -> list[int]:
    """Return the seconds that can be filled on each day: the shorter the day, the more a part of a visit weighs."""
    return [max(0, round(day - UNFILLED * visit_s)) if day else 0 for day in hours]


def _way_s(request: Request, calls: Sequence[_Call], given: Sequence[int]) -> float:
    """Estimate the way of one visit on a full day.

    A day of m visits drives from home and back (the mean way to a visit's account and from it) and m - 1 times to a
    near neighbour; how near grows with the choice there is, the square root of the accounts.
    """
    rows = request.travel.index()
    counts: dict[str, int] = {}
    for call in calls:
        if call.account.id in rows:
            counts[call.account.id] = counts.get(call.account.id, 0) + 1
    days = [seconds for seconds in given if seconds]
    if not counts or not days:
        return 0.0
    at = [rows[account_id] for account_id in counts]
    weight = np.array(list(counts.values()), float) / sum(counts.values())
    travel = request.travel.travel_s.astype(float) * request.policy.way_factor
    between = (travel[np.ix_(at, at)] + travel[np.ix_(at, at)].T) / 2
    np.fill_diagonal(between, np.inf)
    near = max(1, min(len(at) - 1, round(NEAR * math.sqrt(len(at)))))
    step = float(weight @ np.sort(between, axis=1)[:, :near].mean(axis=1)) if len(at) > 1 else 0.0
    home = rows[request.rep.id]
    out = float(weight @ (travel[home, at] + travel[at, home]))
    service = sum(call.service_s for call in calls) / len(calls)
    visits = max(1.0, (sum(days) / len(days) - out + step) / (service + step))
    return (out + (visits - 1) * step) / visits


def _weeks(request: Request, calls: Iterable[_Call], given: Sequence[int], way_s: float) -> tuple[Week, ...]:
    offset = request.start.weekday()
    count = (offset + request.days - 1) // 7 + 1
    asked, hours = [0.0] * count, [0] * count
    for call in calls:
        asked[(call.day + offset) // 7] += call.service_s + way_s
    for day, seconds in enumerate(given):
        hours[(day + offset) // 7] += seconds
    monday = request.start - timedelta(days=offset)
    return tuple(
        Week(monday + timedelta(days=7 * w), round(need), have)
        for w, (need, have) in enumerate(zip(asked, hours, strict=True))
    )


def _worth(request: Request, policy: str, segments: Sequence[str]) -> Mapping[str, tuple[float, float]]:
    """Return what an account's visits are worth under the policy: the smallest are given up first."""
    share = request.policy.value_share
    rank = {segment: len(segments) - place for place, segment in enumerate(segments)}
    return {
        account.id: (
            float(rank.get(account.segment, 0)) if policy == "segment" else 0.0,
            1.0 - share + share * account.value,
        )
        for account in request.accounts
    }


def _lost(
    calls: Sequence[_Call], given: Sequence[int], way_s: float, worth: Mapping[str, tuple[float, float]]
) -> list[_Call]:
    """Return the calls given up, by Moore and Hodgson's rule."""
    until = np.concatenate([[0], np.cumsum(given)])
    kept: list[tuple[tuple[float, float], int]] = []
    used, lost = 0.0, []
    order = sorted(range(len(calls)), key=lambda c: (calls[c].last_day, calls[c].account.id, c))
    for c in order:
        call, need = calls[c], calls[c].service_s + way_s
        rank, value = worth[call.account.id]
        heapq.heappush(kept, ((rank, value / max(need, 1.0)), c))
        used += need
        while kept and used > until[min(call.last_day + 1, len(given))]:
            given_up = calls[heapq.heappop(kept)[1]]
            used -= given_up.service_s + way_s
            lost.append(given_up)
    return lost


def _slips(request: Request, calls: Iterable[_Call], lost: Iterable[_Call]) -> tuple[Slip, ...]:
    asked, gone = _counts(calls), _counts(lost)
    accounts = {account.id: account for account in request.accounts}
    slips = []
    for account_id, count in gone.items():
        days = float(accounts[account_id].interval_days)
        left = asked[account_id] - count
        slips.append(Slip(account_id, days, days * asked[account_id] / left if left else math.inf, count))
    return tuple(sorted(slips, key=lambda slip: (-slip.gets_days / slip.asked_days, slip.account_id)))


def _even(calls: Sequence[_Call], factor: float) -> tuple[Slip, ...]:
    if factor <= 1.0:
        return ()
    days = {call.account.id: float(call.account.interval_days) for call in calls}
    counts = _counts(calls)
    return tuple(Slip(a, days[a], days[a] * factor, round(counts[a] * (1 - 1 / factor))) for a in sorted(days))


def _counts(calls: Iterable[_Call]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for call in calls:
        counts[call.account.id] = counts.get(call.account.id, 0) + 1
    return counts

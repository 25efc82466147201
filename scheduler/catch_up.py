"""Bringing back within the rest of a period what is behind: which visits, on which days, at what cost; and what cannot.

A proposal is no plan: each visit is put where it lengthens the driving least among the days that have room for it, one
after the other, the longest behind first. A plan that is ordered with it keeps the days and finds the order itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from routing.tour import Window
from routing.travel import UNREACHABLE_S, TravelTable
from scheduler.demand.account_hours import account_windows
from scheduler.demand.due import visit_id
from scheduler.demand.hours import UnreadableHoursError, within
from scheduler.demand.intervals import cadence_problems
from scheduler.demand.longest import longest_days
from scheduler.demand.request import Request
from scheduler.demand.rules import Pin, as_ruled
from scheduler.demand.stints import own_days
from scheduler.demand.workdays import work_calendar
from scheduler.plan import Tour
from territory.accounts import Account, AccountKind

NEVER = date.min
"""Since when an account is behind that was never visited."""


class Why(StrEnum):
    """What an account is behind."""

    INTERVAL = "interval"
    TARGET = "target"
    SALES = "sales"


class Hindrance(StrEnum):
    """Why a visit cannot be made up for."""

    NO_ROOM = "no-room"
    CLOSED = "closed"
    TOO_SOON = "too-soon"
    NO_WAY = "no-way"


@dataclass(frozen=True, slots=True)
class Behind:
    """An account that is behind: `since` is the day after which its longest spacing is over (`NEVER`: unvisited)."""

    account_id: str
    why: Why
    since: date


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A visit that would bring an account back: its day, its time there, and how much longer the day's way becomes."""

    account_id: str
    why: Why
    since: date
    date: date
    service_s: int
    detour_s: int
    detour_m: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An account that stays behind, and why."""

    account_id: str
    why: Why
    since: date
    hindrance: Hindrance


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What one rep can make up for until a day.

    `room_s` are the seconds that the days have left as they are planned; `planned` are accounts behind that the plan in
    force brings back in time anyway.
    """

    rep_id: str
    room_s: int
    visits: tuple[MadeUp, ...]
    lost: tuple[Lost, ...]
    planned: tuple[str, ...]

    @property
    def used_s(self) -> int:
        """Return the seconds that the visits take, with their way."""
        return sum(one.service_s + one.detour_s for one in self.visits)

    @property
    def detour_s(self) -> int:
        """Return the seconds driven more."""
        return sum(one.detour_s for one in self.visits)

    @property
    def detour_m(self) -> int:
        """Return the metres driven more."""
        return sum(one.detour_m for one in self.visits)


@dataclass(slots=True)
class _Day:
    """A day that can take more: its stops as rows of the travel table, and what is left of it."""

    day: int
    date: date
    shift: Window
    stops: list[int]
    left_s: int
    driven_s: int


def behind(request: Request, tours: Sequence[Tour], until: date) -> tuple[tuple[Behind, ...], tuple[str, ...]]:
    """Return the accounts whose longest spacing is over until a day without a visit, and those that a plan brings back.

    Only customers are behind; where there was no visit yet, they are so at once.
    """
    next_on = _planned(tours, until)
    found, planned = [], []
    for account in request.accounts:
        since = _spaced_until(request, account)
        if since is None or since >= until or since >= next_on.get(account.id, date.max):
            continue
        if account.id in next_on:
            planned.append(account.id)
        else:
            found.append(Behind(account.id, Why.INTERVAL, since))
    return tuple(sorted(found, key=lambda one: (one.since, one.account_id))), tuple(sorted(planned))


def _spaced_until(request: Request, account: Account) -> date | None:
    """Return the last day on which an account's longest spacing is kept; None where no visits are asked."""
    ruled_out = request.book.rules_of(account).do_not_visit or cadence_problems(account, account.id)
    if account.kind is not AccountKind.CUSTOMER or ruled_out:
        return None
    last = request.book.state_of(account).last_contact
    return NEVER if last is None else last + timedelta(account.most_days)


def _planned(tours: Sequence[Tour], until: date) -> dict[str, date]:
    """Return the first day until a day on which a plan visits each account."""
    found: dict[str, date] = {}
    for tour in sorted(tours, key=lambda one: one.date):
        if tour.date <= until:
            for visit in tour.visits:
                found.setdefault(visit.account_id, tour.date)
    return found


def catch_up(
    request: Request, tours: Sequence[Tour], until: date, also: Sequence[Behind] = (), segments: Collection[str] = ()
) -> CatchUp:
    """Return what a rep can make up for from the request's first day until a day, both inclusive.

    Parameters
    ----------
    tours : sequence of Tour
        The rep's, as they are planned.
    also : sequence of Behind
        What else is wanted, such as accounts that a target asks for; one that the interval asks for is not taken twice.
    segments : collection of str
        The only segments that are meant; empty for all.
    """
    found, planned = behind(request, tours, until)
    known = {one.id: one for one in request.accounts}
    there = {one.account_id for one in found} | set(_planned(tours, until))
    asked = [*found, *(one for one in also if one.account_id in known and one.account_id not in there)]
    asked = [one for one in asked if not segments or known[one.account_id].segment in segments]
    days = _days(request, tours, until)
    room_s = sum(max(0, one.left_s) for one in days)
    made: list[MadeUp] = []
    lost: list[Lost] = []
    for one in asked:
        got = _put(request, known[one.account_id], one, days)
        if isinstance(got, Hindrance):
            lost.append(Lost(one.account_id, one.why, one.since, got))
        else:
            made.append(got)
    made.sort(key=lambda one: (one.date, one.account_id))
    return CatchUp(request.rep.id, room_s, tuple(made), tuple(lost), planned)


def _days(request: Request, tours: Sequence[Tour], until: date) -> list[_Day]:
    """Return the rep's working days until a day with what is left of each."""
    rows, by_date = request.travel.index(), {tour.date: tour for tour in tours}
    calendar = work_calendar(request.rep, request.start, request.days, request.absences, request.company_days)
    worked = [shift.day for shift in calendar.shifts]
    longest = longest_days(request.policy, request.rep.max_day_s, request.start, worked, request.days)
    found = []
    for shift in (one for one in calendar.shifts if one.date <= until):
        tour = by_date.get(shift.date)
        visits = tour.visits if tour else ()
        if any(visit.account_id not in rows for visit in visits) or (tour and (tour.start_place or tour.end_place)):
            continue  # a day that goes by places not known here, such as a hotel, is left as it is
        lasts_s = min(longest.get(shift.day, shift.end_s), shift.end_s - shift.start_s)
        lunch_s = shift.lunch.length_s if shift.lunch else 0
        driven_s = tour.driving_s if tour else 0
        left_s = lasts_s - lunch_s - driven_s - (tour.service_s if tour else 0)
        if request.rep.max_visits is not None and len(visits) >= request.rep.max_visits:
            left_s = 0
        stops = [rows[visit.account_id] for visit in visits]
        found.append(_Day(shift.day, shift.date, Window(shift.start_s, shift.end_s), stops, left_s, driven_s))
    return found


def _put(request: Request, account: Account, one: Behind, days: Sequence[_Day]) -> MadeUp | Hindrance:
    """Put a visit on the day where it costs the least way; return it, or what hinders it on the most hopeful day."""
    rows, home = request.travel.index(), request.travel.index()[request.rep.id]
    row = rows[account.id]
    if UNREACHABLE_S in (request.travel.travel_s[home, row], request.travel.travel_s[row, home]):
        return Hindrance.NO_WAY
    spaced = [day for day in days if _is_spaced(request, account, day)]
    if not spaced:
        return Hindrance.TOO_SOON
    opened = _open(request, account, spaced)
    if not opened:
        return Hindrance.CLOSED
    priced = [(*_detour(request.travel, (home, row), day.stops), day) for day in opened]
    slower = [(round(request.policy.way_factor * seconds), place, day) for seconds, place, day in priced]
    fits = [(seconds, day.day, place, day) for seconds, place, day in slower if _fits(request, account, seconds, day)]
    if not fits:
        return Hindrance.NO_ROOM
    seconds, _, place, day = min(fits, key=lambda each: each[:3])
    stops = [home, *day.stops, home]
    detour_m = _way(request.travel.distance_m, stops[place], row, stops[place + 1])
    day.stops.insert(place, row)
    day.left_s -= seconds + account.service_s
    day.driven_s += seconds
    if request.rep.max_visits is not None and len(day.stops) >= request.rep.max_visits:
        day.left_s = 0
    return MadeUp(account.id, one.why, one.since, day.date, account.service_s, seconds, detour_m)


def _is_spaced(request: Request, account: Account, day: _Day) -> bool:
    """Return whether a day is the rep's own at the account, and long enough after the last visit."""
    stints = request.stints.get(account.id)
    if stints and day.day not in own_days(stints, request.rep.id):
        return False
    rules, last = request.book.rules_of(account), request.book.state_of(account).last_contact
    begins = max(rules.not_before or date.min, last + timedelta(account.least_days) if last else date.min)
    return day.date >= begins


def _open(request: Request, account: Account, days: Sequence[_Day]) -> list[_Day]:
    """Return the days on which an account is open long enough within the rep's shift."""
    ruled = as_ruled(account, request.book.rules_of(account))
    try:
        windows = account_windows(ruled, request.rep, request.start, request.days)
    except UnreadableHoursError:
        return []
    return [
        day
        for day in days
        if any(
            window.closes_s - window.opens_s >= account.service_s for window in within(windows[day.day], (day.shift,))
        )
    ]


def _fits(request: Request, account: Account, detour_s: int, day: _Day) -> bool:
    cap = request.rep.max_driving_s
    return detour_s + account.service_s <= day.left_s and (cap is None or day.driven_s + detour_s <= cap)


def _detour(travel: TravelTable, ends: tuple[int, int], stops: Sequence[int]) -> tuple[int, int]:
    """Return by how many seconds a stop lengthens a tour from home at the best place for it, and that place."""
    home, row = ends
    whole = [home, *stops, home]
    return min((_way(travel.travel_s, whole[at], row, whole[at + 1]), at) for at in range(len(whole) - 1))


def _way(table: object, before: int, row: int, after: int) -> int:
    """Return how much longer a way becomes by a stop between two others."""
    direct = 0 if before == after else int(table[before, after])  # type: ignore[index]
    return max(0, int(table[before, row]) + int(table[row, after]) - direct)  # type: ignore[index]


def pinned(request: Request, days: Mapping[str, date]) -> Request:
    """Return a request that keeps the next visit of some accounts on a day, where nobody has pinned it otherwise."""
    there = {(pin.account_id, pin.number) for pin in request.pins}
    pins = []
    for account in request.accounts:
        number = request.book.state_of(account).closed
        day = days.get(account.id)
        if day is None or (account.id, number) in there or not 0 <= request.day_of(day) < request.days:
            continue
        name = visit_id(request.book.workspace, account.id, number)
        pins.append(Pin(name, day, account_id=account.id, number=number))
    return replace(request, pins=(*request.pins, *pins))

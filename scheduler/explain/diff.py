"""What changed from one plan to the next, visit by visit, each with its reason and what undoing it would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from routing.dates import Day
from routing.findings import Fact, Finding
from scheduler.demand.assembled import Assembled
from scheduler.explain.insertion import in_window
from scheduler.explain.repair import day_prices
from scheduler.horizon import Schedule
from scheduler.plan import Night, Plan


@dataclass(frozen=True, slots=True)
class At:
    """Where a plan has a visit."""

    rep_id: str
    date: Day
    start_s: int


@dataclass(frozen=True, slots=True)
class Change:
    """One visit that is not where it was.

    Attributes
    ----------
    kind : str
        ``added``, ``removed``, ``moved`` (another day or rep) or ``retimed`` (the same day, another time).
    reason : str
        A stable code: ``closed``, ``released``, ``unserved``, ``not-due``, ``new``, ``window``, ``day-off``, ``rep``,
        ``order`` (retimed), ``cheaper`` (it could have stayed), ``no-room`` (its old day has no room for it now).
    price : float or None
        What having it on its old day would cost more, in the horizon's unit, where that is possible.
    """

    visit_id: str
    account_id: str
    kind: str
    before: At | None
    after: At | None
    reason: str = ""
    why: Finding | None = None
    price: float | None = None


@dataclass(frozen=True, slots=True)
class NightChange:
    """A night away that is ``gained``, ``lost`` or ``moved`` to another hotel.

    Attributes
    ----------
    before, after : str
        The hotels' names; empty is home.
    price : Decimal
        What the nights cost more now, in `currency`: below 0 for a night that is lost.
    saves_s : float or None
        What sleeping at home that night would cost more, in seconds on the road, the price of the night taken off;
        None for a night that is lost, or that was taken before the days that are planned.
    """

    rep_id: str
    date: Day
    kind: str
    before: str
    after: str
    price: Decimal
    currency: str
    saves_s: float | None = None


def night_changes(before: Plan, after: Plan, since: date) -> list[NightChange]:
    """Return the nights away that differ from `since` to the end of the shorter plan, in order of date."""
    until = min(before.end, after.end)
    old, new = ({(n.date, n.rep_id): n for n in plan.nights if since <= n.date <= until} for plan in (before, after))
    found: list[NightChange] = []
    for key in sorted({*old, *new}):
        found += _of_night(old.get(key), new.get(key))
    return found


def _of_night(was: Night | None, now: Night | None) -> list[NightChange]:
    if was and now and was.currency == now.currency:
        if was.place_id == now.place_id:
            return []
        more = now.price - was.price
        return [NightChange(now.rep_id, now.date, "moved", was.name, now.name, more, now.currency)]
    lost = [NightChange(was.rep_id, was.date, "lost", was.name, "", -was.price, was.currency)] if was else []
    gained = [NightChange(now.rep_id, now.date, "gained", "", now.name, now.price, now.currency)] if now else []
    return lost + gained


def places(plan: Plan) -> dict[str, tuple[str, At]]:
    """Return account and place of each visit of a plan."""
    return {
        visit.visit_id: (visit.account_id, At(tour.rep_id, tour.date, visit.start_s))
        for tour in plan.tours
        for visit in tour.visits
    }


def changes(before: Plan, after: Plan, since: date, shift_s: int = 900) -> list[Change]:
    """Return what differs from `since` to the end of the shorter plan, in order of date.

    Times that differ by less than `shift_s` do not count.
    """
    old, new = places(before), places(after)
    until = min(before.end, after.end)
    found = []
    for identity in sorted({*old, *new}):
        account_id = (old.get(identity) or new[identity])[0]
        was, now = (plan[identity][1] if identity in plan else None for plan in (old, new))
        kind = _kind(was, now, shift_s)
        dates = [at.date for at in (was, now) if at]
        if kind and max(dates) >= since and min(dates) <= until:
            found.append(Change(identity, account_id, kind, was, now))
    return sorted(found, key=lambda c: ((c.after or c.before or At("", since, 0)).date, c.account_id, c.visit_id))


def _kind(was: At | None, now: At | None, shift_s: int) -> str:
    if was is None or now is None:
        return "added" if was is None else "removed"
    if (was.rep_id, was.date) != (now.rep_id, now.date):
        return "moved"
    return "retimed" if abs(was.start_s - now.start_s) >= shift_s else ""


def justified(
    change: Change,
    assembled: Assembled,
    schedule: Schedule,
    *,
    closed: Mapping[str, str],
    released: Mapping[str, Finding],
) -> Change:
    """Return a change of this rep's plan with its reason, tried where it is about room and price."""
    numbers = {due.visit_id: v for v, due in enumerate(assembled.due)}
    visit = numbers.get(change.visit_id)
    if change.kind == "removed":
        return _removed(change, schedule, visit, closed)
    if change.visit_id in released:
        return _said(change, "released", **_off(released[change.visit_id]))
    if change.kind == "added":
        return _said(change, "new")
    if change.kind == "retimed" or visit is None or change.before is None:
        return _said(change, "order")
    return _moved(change, change.before, assembled, schedule, visit)


def _said(change: Change, reason: str, **facts: Fact) -> Change:
    return replace(change, reason=reason, why=Finding.of(f"change-{reason}", **facts))


def _off(why: Finding) -> dict[str, Fact]:
    """Return the facts of why a day is off, as those of a change: `off` is the code."""
    return {"off": why.code, **dict(why.facts)}


def _removed(change: Change, schedule: Schedule, visit: int | None, closed: Mapping[str, str]) -> Change:
    if change.visit_id in closed:
        return _said(change, "closed")
    if visit is not None and visit in schedule.unserved:
        return _said(change, "unserved")
    return _said(change, "not-due")


def _moved(change: Change, was: At, assembled: Assembled, schedule: Schedule, visit: int) -> Change:
    request, horizon = assembled.request, assembled.horizon
    if was.rep_id != request.rep.id:
        return _said(change, "rep", before=was.rep_id, after=request.rep.id)
    day = request.day_of(was.date)
    on = was.date.isoformat()
    off = next((off.why for off in assembled.calendar.off if off.day == day), None)
    if off:
        return _said(change, "day-off", rep=request.rep.name, day=on, **_off(off))
    due = horizon.visits[visit]
    if day not in {horizon.rep_days[d].day for d in in_window(horizon, visit)}:
        first, last = (request.date_of(allowed).isoformat() for allowed in (due.first_day, due.last_day))
        return _said(change, "window", day=on, first=first, last=last)
    prices = {horizon.rep_days[d].day: price for d, price in day_prices(horizon, schedule.tours, visit)}
    price = prices.get(day)
    if price is None:
        return _said(change, "no-room", day=on)
    return replace(_said(change, "cheaper", day=on, price=round(price)), price=price)

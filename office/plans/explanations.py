"""Why: an account's visits and their days, what was left out and how it could be served; a rep's and a day's story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from office.opening import Office
from office.plans.alternatives import Elsewhere, elsewhere
from office.plans.frozen_weeks import Frozen, frozen_in
from office.plans.nights import NightStory, night_stories
from office.plans.notes import PlanNote, read_notes
from office.plans.open_plans import Restored, Stored, read_stored, restore
from routing.money import DrivingCost
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from scheduler.demand.workdays import work_calendar
from scheduler.explain.insertion import Priced
from scheduler.explain.reasons import reason
from scheduler.explain.repair import Repair, blockers, day_prices, repairs
from scheduler.wording import counted
from store.database import reading
from store.plans import find_plan


@dataclass(frozen=True, slots=True)
class OtherDay:
    """Another day for a visit: `price` in seconds of driving, None where the rules leave it no place."""

    date: date
    price: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """A tested way to serve a visit: see `scheduler.explain.repair.Repair`; `date` is where it would then lie.

    `kind` may be ``other-rep`` too: the rep `rep_id` has room for it.
    """

    kind: str
    price: float
    keeps_rules: bool
    amount: int
    date: date | None
    other_account: str
    sentence: str
    rep_id: str = ""


@dataclass(frozen=True, slots=True)
class VisitStory:
    """One due visit: on `date` with what other days cost, or left out with its reason, its blockers and its ways."""

    visit_id: str
    account_id: str
    first_date: date
    last_date: date
    target: date
    date: date | None
    others: tuple[OtherDay, ...] = ()
    reason: str = ""
    detail: str = ""
    blocked_by: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What is told of an account, a rep or a day; `changed` counts visits of the plan that are not due any more.

    `frozen` is told of a frozen day, and of an account with visits on such days.
    `nights` are the rep's nights away, or those of the day and of the night before it; `cost` is what driving costs,
    where the planner has said it.
    """

    plan: int
    about: str
    visits: tuple[VisitStory, ...]
    notes: tuple[PlanNote, ...]
    off: tuple[str, ...]
    changed: int
    nights: tuple[NightStory, ...] = ()
    cost: DrivingCost | None = None
    frozen: Frozen | None = None


def explain(office: Office, engine: TravelEngine, about: str, number: int | None = None) -> Story:
    """Explain an account or a rep by id, or a date such as ``2026-03-02``; raises `BadInputError` for anything else."""
    with reading(office.database) as connection:
        head = find_plan(connection, number)
        stored, notes = read_stored(connection, head), read_notes(connection, head.id)
    situation = stored.situation
    tell: Callable[[Stored, TravelEngine, str, tuple[PlanNote, ...]], Story] = _day
    if about in {rep.id for rep in situation.reps}:
        tell = _rep
    elif about in {account.id for account in situation.accounts}:
        tell = _account
    return replace(tell(stored, engine, about, notes), cost=situation.policy.driving_cost(situation.currency))


def _account(stored: Stored, engine: TravelEngine, account_id: str, notes: tuple[PlanNote, ...]) -> Story:
    own = tuple(note for note in notes if note.account_id == account_id)
    owners = stored.situation.reps_of(account_id)
    if not owners:
        alone = "it has no owner, so nobody visits it: roundsman territory realign gives it one"
        return Story(stored.head.id, account_id, (), own, (alone,), 0)
    able = [owner for owner in owners if owner in {rep.id for rep in stored.situation.reps}]
    off = tuple(f"its owner {owner} cannot be planned" for owner in owners if owner not in able)
    parts = [restore(stored, engine, owner)[owner] for owner in able]
    visits = tuple(visit for part in parts for visit in _of_account(stored, engine, part, account_id))
    changed = sum(len(part.strangers) for part in parts)
    return Story(stored.head.id, account_id, visits, own, off, changed, frozen=frozen_in(stored, account_id=account_id))


def _of_account(stored: Stored, engine: TravelEngine, part: Restored, account_id: str) -> tuple[VisitStory, ...]:
    """Return the story of each visit of an account that one rep makes."""
    wanted = [v for v, due in enumerate(part.assembled.due) if due.account_id == account_id]
    account = next(account for account in stored.situation.accounts if account.id == account_id)
    left = [v for v in wanted if v in part.schedule.unserved]
    others = elsewhere(stored, engine, part, account, left)
    return _stories(part, wanted, others=True, elsewhere=others) + _left_out(part, account_id)


def _rep(stored: Stored, engine: TravelEngine, rep_id: str, notes: tuple[PlanNote, ...]) -> Story:
    part = restore(stored, engine, rep_id)[rep_id]
    off = tuple(f"{day.date}: {day.reason}" for day in part.assembled.calendar.off if "working hours" not in day.reason)
    own = tuple(note for note in notes if note.rep_id == rep_id)
    left = list(part.schedule.unserved)
    visits = _stories(part, left, others=False) + _left_out(part)
    nights = tuple(night_stories(part, stored.plan.nights))
    return Story(stored.head.id, rep_id, visits, own, off, len(part.strangers), nights)


def _day(stored: Stored, engine: TravelEngine, about: str, notes: tuple[PlanNote, ...]) -> Story:
    when, plan = _date(about), stored.plan
    if not plan.start <= when <= plan.end:
        cause = f"plan {stored.head.id} is from {plan.start} to {plan.end}"
        raise BadInputError([Problem("explain-what", about, cause, "Name a day of it, or another plan with --plan.")])
    visits: list[VisitStory] = []
    off: list[str] = []
    nights: list[NightStory] = []
    changed = 0
    situation = stored.situation
    for rep in situation.reps:
        calendar = work_calendar(rep, when, 1, situation.absences, situation.company_days)
        off += [f"{rep.id}: {day.reason}" for day in calendar.off]
    for part in restore(stored, engine).values():
        day = part.assembled.request.day_of(when)
        days = zip(part.assembled.horizon.rep_days, part.schedule.tours, strict=True)
        visits += _stories(part, [v for rep_day, tour in days if rep_day.day == day for v in tour], others=True)
        nights += [story for story in night_stories(part, stored.plan.nights) if story.touches(when)]
        changed += len(part.strangers)
    told = {visit.visit_id for visit in visits}
    own = tuple(note for note in notes if note.visit_id in told)
    frozen = frozen_in(stored, day=when)
    return Story(stored.head.id, about, tuple(visits), own, tuple(off), changed, tuple(nights), frozen=frozen)


def _date(about: str) -> date:
    try:
        return date.fromisoformat(about)
    except ValueError as error:
        cause = f"{about!r} is no account, no rep and no date"
        raise BadInputError([Problem("explain-what", "explain", cause, "See: roundsman show accounts.")]) from error


def _left_out(part: Restored, account_id: str = "") -> tuple[VisitStory, ...]:
    """Return the visits that no tour could ever hold, of one account or of all."""
    request = part.assembled.request
    return tuple(
        VisitStory(
            left.due.visit_id,
            left.due.account_id,
            request.date_of(left.due.first_day),
            request.date_of(left.due.last_day),
            request.date_of(left.due.target_day),
            None,
            reason=left.reason,
            detail=left.detail,
        )
        for left in part.assembled.left_out
        if account_id in {"", left.due.account_id}
    )


def _stories(
    part: Restored, wanted: list[int], *, others: bool, elsewhere: Mapping[int, Elsewhere] | None = None
) -> tuple[VisitStory, ...]:
    priced = Priced(part.assembled.horizon, part.schedule.tours)
    stories = {v: _story(part, v, priced, others=others) for v in wanted}
    for v, found in (elsewhere or {}).items():
        stories[v] = replace(stories[v], ways=(*stories[v].ways, _handed_over(found)))
    return tuple(stories.values())


def _handed_over(found: Elsewhere) -> Way:
    """Return the way of giving the visit to another rep."""
    said = f"let {found.rep_id} serve it on {found.date}: it costs {found.place.price / 60:+.0f} min of driving there"
    return Way("other-rep", found.price, False, 0, found.date, "", said, found.rep_id)  # noqa: FBT003 - a field


def _story(part: Restored, visit: int, priced: Priced, *, others: bool) -> VisitStory:
    due, request = part.assembled.due[visit], part.assembled.request
    dates = request.date_of(due.first_day), request.date_of(due.last_day), request.date_of(due.target_day)
    head = due.visit_id, due.account_id, *dates
    if visit in priced.day_of:
        return VisitStory(*head, request.date_of(priced.day_of[visit]), _others(part, visit) if others else ())
    horizon, tours = part.assembled.horizon, part.schedule.tours
    why = reason(horizon, tours, visit, priced)
    ways = tuple(_way(part, repair, visit) for repair in repairs(horizon, tours, visit, priced))
    blocked = tuple(part.assembled.due[v].account_id for v in blockers(horizon, tours, visit, priced))
    return VisitStory(*head, None, (), why.code, why.detail, blocked, ways)


def _others(part: Restored, visit: int) -> tuple[OtherDay, ...]:
    horizon, request = part.assembled.horizon, part.assembled.request
    prices = day_prices(horizon, part.schedule.tours, visit)
    return tuple(OtherDay(request.date_of(horizon.rep_days[d].day), price) for d, price in prices)


def _way(part: Restored, repair: Repair, visit: int) -> Way:
    request = part.assembled.request
    days = zip(repair.horizon.rep_days, repair.tours, strict=True)
    when = next((request.date_of(day.day) for day, tour in days if visit in tour), None)
    other = "" if repair.other is None else part.assembled.due[repair.other].account_id
    gone = {v for tour in part.schedule.tours for v in tour} - {v for tour in repair.tours for v in tour}
    sentence = f"{_what(repair, when, other, len(gone))}: {_at_what_price(repair, visit, gone)}"
    return Way(repair.kind, repair.price, repair.keeps_rules, repair.amount, when, other, sentence)


def _what(repair: Repair, when: date | None, other: str, gone: int) -> str:
    side = "before" if repair.amount < 0 else "after"
    away = f"{counted(abs(repair.amount), 'day')} {side} its window"
    beyond = away if repair.amount else "against the spacing of its account"
    left = f", leaving {counted(gone, 'visit')} out" if gone else ""
    said = {
        "insert": f"put it on {when}",
        "exchange": f"put it on {when} and move {other} to another day",
        "displace": f"put it on {when} and leave {other} out",
        "overtime": f"put it on {when} and come home {-(-repair.amount // 60)} minutes later than the shift ends",
        "long-day": f"put it on {when} with a day {-(-repair.amount // 60)} minutes longer than its rules allow{left}",
        "window": f"put it on {when}, {beyond}",
    }
    return said[repair.kind]


def _at_what_price(repair: Repair, visit: int, gone: Set[int]) -> str:
    """Return the repair's price apart: the way (and what other prices change), and what the visits are worth."""
    gained, lost = _worth(repair, {visit}), _worth(repair, gone)
    way = f"it costs {(repair.price + gained - lost) / 60:+.0f} min of driving"
    if gone:
        return f"{way} and gives up {lost / 60:.0f} min of worth for {gained / 60:.0f}"
    return f"{way}; the visit is {f'worth {gained / 60:.0f}' if gained else 'compulsory'}"


def _worth(repair: Repair, visits: Set[int]) -> float:
    """Return what leaving the visits out costs; compulsory ones are never left out, and have no price."""
    wanted = (repair.horizon.visits[v] for v in visits)
    return sum(due.price_unserved for due in wanted if not due.compulsory)

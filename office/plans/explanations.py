"""Why: an account's visits and their days, what was left out and how it could be served; a rep's and a day's story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from office.door import Act, reads
from office.plans.alternatives import elsewhere
from office.plans.notes import OWNER_UNFIT, PlanNote, read_notes
from office.plans.open_parts import OpenPart, open_part
from office.plans.open_plans import span_of_head
from routing.dates import Day
from routing.findings import Fact, Finding
from routing.money import DrivingCost
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.demand.ownership_spans import fit_lines
from scheduler.demand.weights import WEIGHTS, policy_of
from scheduler.demand.workdays import NO_HOURS, rep_problems, work_calendar
from scheduler.explain.frozen_weeks import Frozen, frozen_in
from scheduler.explain.nights import NightStory, night_stories
from scheduler.explain.other_reps import Elsewhere
from scheduler.explain.reasons import reason
from scheduler.explain.repair import Repair, blockers, day_prices, other_hours, repairs
from scheduler.explain.repair_ids import repair_id
from scheduler.explain.restored import Restored
from store.accounts import find_account, find_rep, read_reps
from store.fixed_dates import read_absences, read_company_days
from store.ownership import owners_within, timelines_among
from store.plans import PlanHead, find_plan, read_evidence
from store.settings import read_settings
from territory.accounts import Account

NO_COMMON_HOURS = ("closed", "too-long-for-hours")
"""Reasons of visits whose account and rep have no hours in common that are long enough."""


@dataclass(frozen=True, slots=True)
class OtherDay:
    """Another day for a visit: `price` in seconds of driving, None where the rules leave it no place."""

    date: Day
    price: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """A tested way to serve a visit: see `scheduler.explain.repair.Repair`; `date` is where it would then lie.

    `kind` may be ``other-rep`` too: the rep `rep_id` has room for it. `id` is what `apply_repair` makes it by; empty
    where it is a change of ownership, or visiting hours that a planner gives first. `what` is done, `worth` is its
    price beside what visits are worth.
    """

    kind: str
    price: float
    keeps_rules: bool
    amount: int
    date: Day | None
    other_account: str
    what: Finding
    worth: Finding
    rep_id: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class VisitStory:
    """One due visit: on `date` with what other days cost, or left out with its reason, its blockers and its ways."""

    visit_id: str
    account_id: str
    first_date: date
    last_date: date
    target: date
    date: Day | None
    others: tuple[OtherDay, ...] = ()
    reason: str = ""
    why: Finding | None = None
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
    off: tuple[Finding, ...]
    changed: int
    nights: tuple[NightStory, ...] = ()
    cost: DrivingCost | None = None
    frozen: Frozen | None = None


@reads
def explain_plan(act: Act, engine: TravelEngine, about: str, number: int | None = None) -> Story:
    """Explain an account or a rep by id, or a date such as ``2026-03-02``, in a plan (the newest).

    Raises
    ------
    BadInputError
        For anything else, or a rep or an account that is not the person's to see.
    """
    asked = _Asked(act, engine, find_plan(act.connection, number))
    if find_rep(act.connection, about) is not None:
        act.require_rep(about)
        story = _rep(asked, about)
    elif (account := find_account(act.connection, about)) is not None:
        act.require_account(about)
        story = _account(asked, account)
    else:
        story = _day(asked, about)
    settings = read_settings(act.connection)
    evidence = read_evidence(act.connection, asked.head)
    policy = policy_of(str(evidence.get(WEIGHTS, settings.policy)))
    return replace(story, cost=policy.driving_cost(settings.currency))


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Which plan is asked about, and who measures its ways."""

    act: Act
    engine: TravelEngine
    head: PlanHead

    def open(self, rep_id: str) -> OpenPart | None:
        """Return a rep's part of the plan, None where the rep cannot be planned."""
        rep = find_rep(self.act.connection, rep_id)
        if rep is None or rep_problems(rep, rep_id):
            return None
        return open_part(self.act.office, self.act.connection, self.engine, self.head, rep_id)

    def notes(self) -> tuple[PlanNote, ...]:
        """Return the report of the plan."""
        return read_notes(self.act.connection, self.head.id)


def _account(asked: _Asked, account: Account) -> Story:
    own = tuple(note for note in asked.notes() if note.account_id == account.id)
    span = span_of_head(asked.head, read_evidence(asked.act.connection, asked.head))
    owners = owners_within(asked.act.connection, account.id, span.start, asked.head.end)
    if not owners:
        alone = Finding.of("owner-none")
        return Story(asked.head.id, account.id, (), own, (alone,), 0)
    opened = {owner: asked.open(owner) for owner in owners}
    unfit = _unfit(asked, account, span.start)
    own = tuple(note for note in own if note.rule != OWNER_UNFIT or note.why not in unfit)
    off = tuple(Finding.of("owner-unplanned", rep=owner) for owner, part in opened.items() if part is None) + unfit
    parts = [part for part in opened.values() if part is not None]
    visits = tuple(visit for part in parts for visit in _of_account(asked, part, account))
    changed = sum(len(part.part.strangers) for part in parts)
    frozen = [
        found
        for part in parts
        if (found := frozen_in(part.stored.plan, part.stored.situation.span.start, account_id=account.id))
    ]
    stands = replace(frozen[0], visits=tuple(v for one in frozen for v in one.visits)) if frozen else None
    return Story(asked.head.id, account.id, visits, own, off, changed, frozen=stands)


def _unfit(asked: _Asked, account: Account, start: date) -> tuple[Finding, ...]:
    """Return what the account's owners within the plan lack as things stand now: it is planned for nobody then."""
    lines = timelines_among(asked.act.connection, [account.id])
    days = (asked.head.end - start).days + 1
    _, unfit = fit_lines(lines, [account], read_reps(asked.act.connection), (start, days))
    return tuple(why for one in unfit for why in one.why)


def _of_account(asked: _Asked, part: OpenPart, account: Account) -> tuple[VisitStory, ...]:
    """Return the story of each visit of an account that one rep makes."""
    wanted = [v for v, due in enumerate(part.part.assembled.due) if due.account_id == account.id]
    left = [v for v in wanted if v in part.part.schedule.unserved]
    others = elsewhere(asked.act.connection, asked.engine, part, account, left)
    return stories_of(part, wanted, others=True, elsewhere=others) + _left_out(part.part, account.id)


def _rep(asked: _Asked, rep_id: str) -> Story:
    opened = open_part(asked.act.office, asked.act.connection, asked.engine, asked.head, rep_id)
    part = opened.part
    free = (day for day in part.assembled.calendar.off if day.why != NO_HOURS)
    off = tuple(_off("off-on-day", day.why, day=day.date.isoformat()) for day in free)
    own = tuple(note for note in asked.notes() if note.rep_id == rep_id)
    visits = stories_of(opened, list(part.schedule.unserved), others=False) + _left_out(part)
    nights = tuple(night_stories(part, opened.stored.plan.nights))
    return Story(asked.head.id, rep_id, visits, own, off, len(part.strangers), nights)


def _day(asked: _Asked, about: str) -> Story:
    when, head, connection = _date(about), asked.head, asked.act.connection
    if not head.start <= when <= head.end:
        cause = sentence("plan {head} is from {start} to {end}", head=head.id, start=head.start, end=head.end)
        raise BadInputError([Problem("explain-what", about, cause, "Name a day of it, or another plan with --plan.")])
    visits: list[VisitStory] = []
    off: list[Finding] = []
    nights: list[NightStory] = []
    frozen: list[Frozen] = []
    changed = 0
    absences, company_days = read_absences(connection), read_company_days(connection)
    seen = [rep for rep in read_reps(connection) if asked.act.reps is None or rep.id in asked.act.reps]
    for rep in seen:
        opened = asked.open(rep.id)
        if opened is None:
            continue
        part = opened.part
        free = work_calendar(rep, when, 1, absences, company_days).off
        off += [_off("off-of-rep", day.why, rep=rep.id) for day in free]
        day = part.assembled.request.day_of(when)
        days = zip(part.assembled.horizon.rep_days, part.schedule.tours, strict=True)
        visits += stories_of(opened, [v for rep_day, tour in days if rep_day.day == day for v in tour], others=True)
        nights += [story for story in night_stories(part, opened.stored.plan.nights) if story.touches(when)]
        found = frozen_in(opened.stored.plan, opened.stored.situation.span.start, day=when)
        frozen += [found] if found else []
        changed += len(part.strangers)
    told = {visit.visit_id for visit in visits}
    own = tuple(note for note in asked.notes() if note.visit_id in told)
    stands = replace(frozen[0], visits=tuple(v for one in frozen for v in one.visits)) if frozen else None
    return Story(head.id, about, tuple(visits), own, tuple(off), changed, tuple(nights), frozen=stands)


def _off(code: str, why: Finding, **facts: Fact) -> Finding:
    return Finding.of(code, off=why.code, **dict(why.facts), **facts)


def _date(about: str) -> date:
    try:
        return date.fromisoformat(about)
    except ValueError as error:
        cause = sentence("{about!r} is no account, no rep and no date", about=about)
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
            why=left.why,
        )
        for left in part.assembled.left_out
        if account_id in {"", left.due.account_id}
    )


def stories_of(
    opened: OpenPart, wanted: Sequence[int], *, others: bool, elsewhere: Mapping[int, Elsewhere] | None = None
) -> tuple[VisitStory, ...]:
    """Return the stories of some visits of a rep's part of a plan; with `others`, what other days would cost too."""
    stories = {v: _story(opened, v, others=others) for v in wanted}
    for v, found in (elsewhere or {}).items():
        stories[v] = replace(stories[v], ways=(*stories[v].ways, _handed_over(found)))
    return tuple(stories.values())


def _handed_over(found: Elsewhere) -> Way:
    """Return the way of giving the visit to another rep."""
    what = Finding.of("repair-other-rep", rep=found.rep_id, day=found.date.isoformat())
    worth = Finding.of("price-there", price_s=round(found.place.price))
    return Way("other-rep", found.price, False, 0, found.date, "", what, worth, found.rep_id)  # noqa: FBT003 - a field


def _story(opened: OpenPart, visit: int, *, others: bool) -> VisitStory:
    part, priced = opened.part, opened.priced
    due, request = part.assembled.due[visit], part.assembled.request
    dates = request.date_of(due.first_day), request.date_of(due.last_day), request.date_of(due.target_day)
    head = due.visit_id, due.account_id, *dates
    if visit in priced.day_of:
        return VisitStory(*head, request.date_of(priced.day_of[visit]), _others(part, visit) if others else ())
    horizon, tours = part.assembled.horizon, part.schedule.tours
    why = reason(horizon, tours, visit, priced)
    ways = tuple(_way(opened, repair, visit) for repair in repairs(horizon, tours, visit, priced))
    if why.code in NO_COMMON_HOURS and (visited := other_hours(horizon, tours, visit)):
        ways = (replace(_way(opened, visited, visit), id=""), *ways)
    blocked = tuple(part.assembled.due[v].account_id for v in blockers(horizon, tours, visit, priced))
    return VisitStory(*head, None, (), why.code, why.why, blocked, ways)


def _others(part: Restored, visit: int) -> tuple[OtherDay, ...]:
    horizon, request = part.assembled.horizon, part.assembled.request
    prices = day_prices(horizon, part.schedule.tours, visit)
    return tuple(OtherDay(request.date_of(horizon.rep_days[d].day), price) for d, price in prices)


def _way(opened: OpenPart, repair: Repair, visit: int) -> Way:
    part = opened.part
    request = part.assembled.request
    days = zip(repair.horizon.rep_days, repair.tours, strict=True)
    when = next((request.date_of(day.day) for day, tour in days if visit in tour), None)
    other = "" if repair.other is None else part.assembled.due[repair.other].account_id
    gone = {v for tour in part.schedule.tours for v in tour} - {v for tour in repair.tours for v in tour}
    name = repair_id(opened.stored.head.id, [due.visit_id for due in part.assembled.due], visit, repair)
    return Way(
        repair.kind,
        repair.price,
        repair.keeps_rules,
        repair.amount,
        when,
        other,
        _what(repair, when, other, len(gone)),
        _worth_of(repair, visit, gone),
        id=name,
    )


def _what(repair: Repair, when: date | None, other: str, gone: int) -> Finding:
    facts: dict[str, Fact] = {"day": str(when)}
    if repair.kind in {"exchange", "displace"}:
        facts["other"] = other
    if repair.kind in {"overtime", "long-day"}:
        facts["over_s"] = repair.amount
    if repair.kind == "long-day" and gone:
        return Finding.of("repair-long-day-leaving", gone=gone, **facts)
    if repair.kind != "window":
        return Finding.of(f"repair-{repair.kind}", **facts)
    if not repair.amount:
        return Finding.of("repair-window-spacing", **facts)
    side = "before" if repair.amount < 0 else "after"
    return Finding.of(f"repair-window-{side}", days=abs(repair.amount), **facts)


def _worth_of(repair: Repair, visit: int, gone: Set[int]) -> Finding:
    """Return the repair's price apart: the way (and what other prices change), and what the visits are worth."""
    gained, lost = _worth(repair, {visit}), _worth(repair, gone)
    facts: dict[str, Fact] = {"price_s": round(repair.price + gained - lost)}
    if gone:
        return Finding.of("price-given-up", given_up_s=round(lost), worth_s=round(gained), **facts)
    if gained:
        return Finding.of("price-worth", worth_s=round(gained), **facts)
    return Finding.of("price-compulsory", **facts)


def _worth(repair: Repair, visits: Set[int]) -> float:
    """Return what leaving the visits out costs; compulsory ones are never left out, and have no price."""
    wanted = (repair.horizon.visits[v] for v in visits)
    return sum(due.price_unserved for due in wanted if not due.compulsory)

"""May a visit lie there? One rule book for reps, planners and calendars: the evaluation on the rep's open plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from office.door import Act
from office.known import require_rep
from office.plans.parts_as_left import PartAsLeft, part_as_left
from office.plans.placements import Facts, Placing, clash
from routing.dates import Day
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.hours import within
from scheduler.explain.as_left import Left
from scheduler.explain.evaluate import Broken
from scheduler.explain.judgement import finding_of
from scheduler.explain.prices import broken_now, price_day
from store.changes import Change, ChangedMeanwhileError, changes_since
from store.database import Connection
from store.planned_visits import find_in_force
from store.plans import plan_in_force
from territory.accounts import Account

CLOSED = "account-closed"
"""The code of a visit whose account is not open then: whoever allows it opens the door for it."""

_CODES = {
    "window-before": "too-soon",
    "spacing-least": "too-soon",
    "window-after": "too-late",
    "spacing-most": "too-late",
}
"""What people read of a broken rule, where it has a name of its own there."""

_ACTIONS = {
    "too-soon": "Ask whether the visit is needed so soon.",
    "too-late": "Ask whether the account can wait.",
    CLOSED: "Ask whether they will be there.",
    "date-not-worked": "Ask whether it is meant.",
    "date-past": "Ask whether it took place then.",
}


class Standing(Protocol):
    """What was worked out in a reading, and may be overtaken before it is kept."""

    def require_standing(self, connection: Connection) -> None:
        """Raise `OvertakenError` if anything that it depends on was changed since."""


Kept = TypeVar("Kept")
Found = TypeVar("Found", bound=Standing)

ATTEMPTS = 5
"""So often a ruling is made anew where somebody else's change came between it and its keeping."""


class OvertakenError(Exception):
    """What a ruling was made on was changed before it could be kept: it is to be made again."""

    def __init__(self, since: tuple[Change, ...]) -> None:
        super().__init__()
        self.since = since


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody wants a visit; `start_s` None asks for the day alone."""

    visit_id: str
    date: Day
    start_s: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """Whether a visit may lie there: every rule that keeps it from it, as a value and as people read it."""

    wish: Wish
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    part: PartAsLeft | None = None

    def require_standing(self, connection: Connection) -> None:
        """Raise `OvertakenError` if anything that the ruling depends on was changed since: ask while writing."""
        if self.part is not None and self.part.touched_since(connection):
            raise OvertakenError(changes_since(connection, self.part.revision))


Rulings = Mapping[str, Ruling]
"""By whatever names a wish where it comes from: a visit, the key of an act, an event."""


@dataclass(eq=False)
class _Book:
    """Rulings on several wishes, one after the other: one that is granted is where it was wished for the next ones."""

    act: Act
    parts: dict[str, PartAsLeft] = field(default_factory=dict)

    def rule(self, wish: Wish) -> Ruling:
        connection = self.act.connection
        head, placed = plan_in_force(connection), find_in_force(connection, wish.visit_id)
        if placed is None:
            cause = sentence("plan {head}, in force, has no such visit", head=head.id)
            return _refused(wish, Problem("visit-unknown", wish.visit_id, cause, "Look it up."))
        today = self.act.today(require_rep(connection, placed.rep_id).timezone)
        if wish.date < today:
            where = sentence("{account_id} on {date}", account_id=placed.account_id, date=wish.date)
            return _refused(
                wish, Problem("date-past", where, sentence("{date} is past", date=wish.date), _ACTIONS["date-past"])
            )
        try:
            part = self._part(placed.rep_id, today)
        except BadInputError as error:
            return _refused(wish, *error.problems)
        found = _Case.of(part, wish)
        ruling = _ruled(found) if isinstance(found, _Case) else replace(_refused(wish, found), part=part)
        if not ruling.problems:
            self.parts[placed.rep_id] = part.after({wish.visit_id: Left(wish.date, wish.start_s)}, part.revision)
        return ruling

    def _part(self, rep_id: str, today: date) -> PartAsLeft:
        if rep_id not in self.parts:
            connection, head = self.act.connection, plan_in_force(self.act.connection)
            self.parts[rep_id] = part_as_left(self.act.office, connection, head, rep_id, today)
        return self.parts[rep_id]


def may_lie(act: Act, wishes: Mapping[str, Wish]) -> Rulings:
    """Return for each wish, in their order, what keeps the visit of the plan in force from lying there.

    The rep's part of the plan is opened for it where it is not open: ask inside ``act.reading()``, not while writing,
    and have each ruling stand (`Ruling.require_standing`) as it is kept.

    Raises
    ------
    BadInputError
        If no plan is in force.
    """
    book = _Book(act)
    return {name: book.rule(wish) for name, wish in wishes.items()}


def standing(act: Act, judge: Callable[[], Mapping[str, Found]], keep: Callable[[Mapping[str, Found]], Kept]) -> Kept:
    """Judge in a reading and keep in a writing of their own; judge anew where somebody else's change came between.

    Raises
    ------
    ChangedMeanwhileError
        If that happened `ATTEMPTS` times.
    """
    since: tuple[Change, ...] = ()
    for _ in range(ATTEMPTS):
        with act.reading():
            found = judge()
        try:
            with act.writing() as connection:
                for ruling in found.values():
                    ruling.require_standing(connection)
                return keep(found)
        except OvertakenError as error:
            since = error.since
    raise ChangedMeanwhileError(since)


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A wish on a rep-day of the part."""

    part: PartAsLeft
    wish: Wish
    visit: int
    rep_day: int

    @classmethod
    def of(cls, part: PartAsLeft, wish: Wish) -> _Case | Problem:
        visit, rep_day, assembled = part.find(wish.visit_id), part.rep_day(wish.date), part.part.assembled
        if visit is None:
            cause = "it is not due any more as things stand now"
            return Problem("visit-unknown", wish.visit_id, cause, "Ask whether it is still wanted.")
        if rep_day is not None:
            return cls(part, wish, visit, rep_day)
        wanted, name = assembled.request.day_of(wish.date), assembled.request.rep.name
        off = next((each.reason for each in assembled.calendar.off if each.day == wanted), "outside the plan")
        where, cause = (
            sentence("{name} on {date}", name=name, date=wish.date),
            sentence("{name} does not visit on {date} ({off})", name=name, date=wish.date, off=off),
        )
        return Problem("date-not-worked", where, cause, _ACTIONS["date-not-worked"])

    @property
    def account(self) -> Account:
        wanted = self.part.part.assembled.due[self.visit].account_id
        return next(one for one in self.part.open.stored.situation.accounts if one.id == wanted)

    @property
    def length_s(self) -> int:
        return self.part.part.assembled.due[self.visit].service_s


def _ruled(case: _Case) -> Ruling:
    part, wish = case.part, case.wish
    horizon = part.horizon_for(wish.visit_id, Left(wish.date, wish.start_s))
    before = {(one.code or one.rule, one.visit): one.amount for one in broken_now(part.priced, case.visit)}
    found = price_day(part.priced, case.visit, case.rep_day, horizon).broken
    broken = [one for one in found if one.amount > before.get((one.code or one.rule, one.visit), 0) or not one.amount]
    assembled = part.part.assembled
    findings = [finding_of(assembled, one) for one in broken]
    problems = [_problem(case, one) for one in broken]
    for problem in (_outside_shift(case), _two_at_once(case)):
        if problem is not None:
            findings.append(Finding.of(problem.code, detail=problem.cause))
            problems.append(problem)
    return Ruling(wish, tuple(findings), tuple(problems), part)


def _problem(case: _Case, broken: Broken) -> Problem:
    code = _CODES.get(broken.code, broken.rule)
    account_id = case.account.id if broken.visit is None else case.part.part.assembled.due[broken.visit].account_id
    name = next(one.name for one in case.part.open.stored.situation.accounts if one.id == account_id)
    cause = broken.detail
    if code == "hours" and broken.visit == case.visit and not _is_open(case):
        code, cause = CLOSED, "the account is not open then"
    return Problem(
        code,
        sentence("{name} on {date}", name=name, date=case.wish.date),
        cause,
        _ACTIONS.get(code, "Ask whether it is meant."),
    )


def _is_open(case: _Case) -> bool:
    """Return whether the account is open long enough on the day, or then if a time is wished for."""
    horizon, start_s = case.part.part.assembled.horizon, case.wish.start_s
    windows = horizon.hours[horizon.visits[case.visit].hours][horizon.rep_days[case.rep_day].day]
    if start_s is not None:
        windows = within(windows, (Window(start_s, start_s + case.length_s),))
    return any(window.closes_s - window.opens_s >= case.length_s for window in windows)


def _outside_shift(case: _Case) -> Problem | None:
    day, start_s = case.part.part.assembled.horizon.rep_days[case.rep_day], case.wish.start_s
    if start_s is None or (day.start_s <= start_s and start_s + case.length_s <= day.end_s):
        return None
    rep = case.part.part.assembled.request.rep
    where = sentence("{account_name} on {date}", account_name=case.account.name, date=case.wish.date)
    return Problem(
        "date-not-worked",
        where,
        sentence("{rep_name} does not work then", rep_name=rep.name),
        _ACTIONS["date-not-worked"],
    )


def _two_at_once(case: _Case) -> Problem | None:
    """Return what is fixed at that time already: another pin, or an appointment."""
    wish, situation = case.wish, case.part.open.stored.situation
    if wish.start_s is None:
        return None
    rep_id = case.part.open.rep_id
    due = case.part.part.assembled.due
    fixed = [
        Placing(one.id, rep_id, one.place_id, one.date, one.start_s, one.length_s)
        for one in situation.appointments.get(rep_id, ())
    ]
    fixed += [
        Placing(one.visit_id, rep_id, one.account_id, there.date, there.start_s, one.service_s)
        for one in due
        if (there := case.part.left.get(one.visit_id)) is not None and there.date is not None
    ]
    accounts = {one.id: one for one in situation.accounts}
    facts = Facts({}, accounts, (), (), {}, tuple(fixed))
    own = due[case.visit]
    said = clash(Placing(wish.visit_id, rep_id, own.account_id, wish.date, wish.start_s, case.length_s), facts)
    where = sentence("{account_name} on {date}", account_name=case.account.name, date=wish.date)
    return Problem("two-at-one-time", where, said, "Ask which of the two is meant.") if said else None


def _refused(wish: Wish, *problems: Problem) -> Ruling:
    return Ruling(wish, tuple(Finding.of(one.code, detail=one.cause) for one in problems), problems)

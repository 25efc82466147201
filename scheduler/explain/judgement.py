"""What a change made by hand would do to a plan: which visit is meant, what it costs, which rules it breaks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from routing.dates import Day
from routing.findings import Fact, Finding
from routing.money import DrivingCost
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.assembled import Assembled
from scheduler.demand.due import Due
from scheduler.demand.hours import within
from scheduler.demand.rules import Appointment, Pin
from scheduler.explain.amendment import pinned
from scheduler.explain.evaluate import Broken, Evaluation, broken_rules, dropped, moved, swapped
from scheduler.explain.restored import Restored
from scheduler.explain.trial import worth_left_out

LETTERS = 8
"""So many letters of a visit's id name it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wants; visits by id, its first letters, or account id (its next one that is not over).

    `kind` is ``move``, ``pin`` (keep it where the plan has it), ``swap``, ``drop``, ``joint`` (a move to a time that
    `companions`, reps by id, join) or ``hand`` (this visit alone is another rep's, `rep`, on a day).
    """

    kind: str
    visit: str
    date: Day | None = None
    start_s: int | None = None
    other: str = ""
    reason: str = ""
    companions: tuple[str, ...] = ()
    rep: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a decision would do to the plan.

    Attributes
    ----------
    price : float
        Seconds of driving (and prices in the same unit) that the plan then costs more.
    broken : tuple of Finding
        Every rule that the plan would break and does not break now.
    pins : tuple of Pin
        What is kept of it if it is made.
    appointments : tuple of Appointment
        What the companions of a joint visit keep.
    plan : int
        The plan that it was judged in.
    draft, decision : int or None
        Once made: the draft that is that plan with this change alone (None where its days cannot be driven so: plan
        again), and the number to undo it by.
    cost : DrivingCost or None
        What driving costs, where the planner has said it: what the price is worth.
    shares : tuple of (str, float)
        Of a visit that another rep gets: what each of the two plans costs more, the giving rep first.
    worth : float
        How much of the price is no driving but what visits are worth: above 0 where one is left out now, below 0
        where one that was left out is served.
    """

    visit_id: str
    account_id: str
    rep_id: str
    before: date | None
    after: date | None
    price: float
    broken: tuple[Finding, ...]
    pins: tuple[Pin, ...]
    appointments: tuple[tuple[str, Appointment], ...] = ()
    plan: int = 0
    draft: int | None = None
    decision: int | None = None
    cost: DrivingCost | None = None
    shares: tuple[tuple[str, float], ...] = ()
    worth: float = 0.0

    @property
    def said(self) -> str:
        """Return the change in words."""
        days = {"before": self.before or sentence("unserved"), "after": self.after or sentence("left out")}
        if self.shares:
            told = {"account": self.account_id, "rep": self.shares[-1][0], **days}
            return sentence("{account} from {before} to {after} of {rep}", **told)
        return sentence("{account} from {before} to {after}", account=self.account_id, **days)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A visit in its rep's part of a plan."""

    part: Restored
    visit: int

    @property
    def due(self) -> Due:
        """Return the visit as it is due."""
        return self.part.assembled.due[self.visit]

    @property
    def day(self) -> int | None:
        """Return the rep-day on which the plan has the visit."""
        return next((d for d, tour in enumerate(self.part.schedule.tours) if self.visit in tour), None)


@dataclass(frozen=True, slots=True, eq=False)
class _Meant:
    """Which visits people mean: `over` are closed, and what lies before `today` is past."""

    parts: list[Restored]
    over: Collection[str]
    today: date

    def find(self, text: str) -> Found:
        """Return the visit that is meant: by id, by the id's first eight letters or more, or an account's next one."""
        named = [found for part in self.parts if (found := self._first(part, text))]
        still = [found for found in named if found.due.visit_id not in self.over]
        if still:
            return min(still, key=lambda found: found.due.number)
        cause = (
            "the visit is over"
            if named
            else sentence("no visit {text!r} is due in this plan from {today} on", text=text, today=self.today)
        )
        code = "visit-over" if named else "visit-unknown"
        raise BadInputError([Problem(code, text, cause, "See: roundsman show plan --format csv.")])

    def _first(self, part: Restored, text: str) -> Found | None:
        """Return the first visit of one rep that may be meant: one that is over only if there is no other."""
        named = [
            Found(part, v)
            for v, due in enumerate(part.assembled.due)
            if (len(text) >= LETTERS and due.visit_id.startswith(text))
            or (text == due.account_id and not self._is_past(Found(part, v)))
        ]
        return next((found for found in named if found.due.visit_id not in self.over), next(iter(named), None))

    def _is_past(self, found: Found) -> bool:
        assembled = found.part.assembled
        last = assembled.due[found.visit].last_day
        day = last if found.day is None else assembled.horizon.rep_days[found.day].day
        return assembled.request.date_of(day) < self.today


_Change = tuple[Evaluation, list[Pin]]


def meant_visit(text: str, parts: list[Restored], over: Collection[str], today: date) -> Found:
    """Return the visit that people mean; raises `BadInputError` if these parts of a plan have none such."""
    return _Meant(parts, over, today).find(text)


def judged(
    decision: Decision, parts: list[Restored], over: Collection[str], today: date
) -> tuple[Found, Evaluation, Judged]:
    """Judge a decision in a plan; raises `BadInputError` if it speaks of what the plan does not have."""
    kinds = {"move": _move, "pin": _pin_here, "swap": _swap, "drop": _dropped, "joint": _move}
    meant = _Meant(parts, over, today)
    found = meant.find(decision.visit)
    change, pins = kinds[decision.kind](meant, found, decision)
    return found, change, _said(found, change, pins)


def _move(meant: _Meant, found: Found, decision: Decision) -> _Change:
    part, request = found.part, found.part.assembled.request
    if decision.date is None:
        raise ValueError("a move needs its date")
    if decision.date < meant.today:
        raise BadInputError(
            [
                Problem(
                    "date-past", decision.visit, sentence("{date} is past", date=decision.date), "Choose a later day."
                )
            ]
        )
    day = request.day_of(decision.date)
    rep_day = next((d for d, each in enumerate(part.assembled.horizon.rep_days) if each.day == day), None)
    if rep_day is None:
        off = next((each.reason for each in part.assembled.calendar.off if each.day == day), "outside the plan")
        cause = sentence(
            "{rep_name} does not visit on {date} ({off})", rep_name=request.rep.name, date=decision.date, off=off
        )
        raise BadInputError([Problem("date-not-worked", decision.visit, cause, "Choose another day.")])
    horizon = pinned(part.assembled, [_asked(found, decision.date, decision.start_s)])
    change = moved(horizon, part.schedule.tours, found.visit, rep_day)
    return change, [_pin(found, change, found.visit, decision.start_s)]


def _pin_here(_: _Meant, found: Found, decision: Decision) -> _Change:
    """Keep a visit on the day that it has, and at a time of it if that is said."""
    if found.day is None:
        cause = "the plan leaves it out"
        raise BadInputError([Problem("visit-unserved", decision.visit, cause, "Move it to a day: plan move.")])
    assembled, tours = found.part.assembled, found.part.schedule.tours
    day = assembled.request.date_of(assembled.horizon.rep_days[found.day].day)
    horizon = pinned(assembled, [_asked(found, day, decision.start_s)])
    at = None if decision.start_s is not None else tours[found.day].index(found.visit)
    change = moved(horizon, tours, found.visit, found.day, at)
    return change, [_pin(found, change, found.visit, decision.start_s)]


def _swap(meant: _Meant, found: Found, decision: Decision) -> _Change:
    other = meant.find(decision.other)
    if other.part is found.part and other.visit == found.visit:
        cause = sentence("it is the same visit as {visit!r}", visit=decision.visit)
        raise BadInputError([Problem("swap-impossible", decision.other, cause, "Name two visits.")])
    if other.part is not found.part or found.day is None or other.day is None:
        cause = sentence("the two visits are not on tours of the same rep")
        raise BadInputError([Problem("swap-impossible", decision.other, cause, "Swap visits of one rep.")])
    horizon, tours = found.part.assembled.horizon, found.part.schedule.tours
    change = swapped(horizon, tours, found.visit, other.visit)
    return change, [_pin(found, change, v, None) for v in (found.visit, other.visit)]


def _dropped(_: _Meant, found: Found, __: Decision) -> _Change:
    return dropped(found.part.assembled.horizon, found.part.schedule.tours, found.visit), []


def _asked(found: Found, day: date, start_s: int | None) -> Pin:
    """Return the pin as it is asked, with no door opened for it."""
    due = found.part.assembled.due[found.visit]
    return Pin(due.visit_id, day, start_s, account_id=due.account_id, number=due.number)


def _pin(found: Found, change: Evaluation, visit: int, start_s: int | None) -> Pin:
    return pin_of(found.part.assembled, change, visit, start_s)


def pin_of(assembled: Assembled, change: Evaluation, visit: int, start_s: int | None) -> Pin:
    """Return the pin that keeps a visit where the change puts it; it is forced where the account is closed then."""
    rep_day = next(d for d, tour in enumerate(change.tours) if visit in tour)
    day = assembled.horizon.rep_days[rep_day].day
    open_then, length_s = (
        assembled.horizon.hours[assembled.horizon.visits[visit].hours][day],
        assembled.due[visit].service_s,
    )
    if start_s is not None:
        open_then = within(open_then, (Window(start_s, start_s + length_s),))
    closed = not any(window.closes_s - window.opens_s >= length_s for window in open_then)
    due = assembled.due[visit]
    date = assembled.request.date_of(day)
    return Pin(due.visit_id, date, start_s, closed, account_id=due.account_id, number=due.number)


def _said(found: Found, change: Evaluation, pins: list[Pin]) -> Judged:
    assembled = found.part.assembled
    due, request = assembled.due[found.visit], assembled.request
    days = assembled.horizon.rep_days
    before = None if found.day is None else request.date_of(days[found.day].day)
    now_on = next((request.date_of(days[d].day) for d, tour in enumerate(change.tours) if found.visit in tour), None)
    already = broken_rules(assembled.horizon, found.part.schedule.tours)
    broken = [finding_of(assembled, rule) for rule in change.broken if rule not in already]
    worth, was = (worth_left_out(assembled.horizon, tours) for tours in (change.tours, found.part.schedule.tours))
    return Judged(
        due.visit_id, due.account_id, request.rep.id, before, now_on, change.price, tuple(broken), tuple(pins),
        worth=worth - was,
    )  # fmt: skip


def finding_of(assembled: Assembled, rule: Broken) -> Finding:
    """Return a broken rule with the account and the date that it speaks of, as far as it does."""
    facts: dict[str, Fact] = {}
    if rule.visit is not None:
        facts["account"] = assembled.due[rule.visit].account_id
    if rule.rep_day is not None:
        facts["date"] = assembled.request.date_of(assembled.horizon.rep_days[rule.rep_day].day).isoformat()
    return rule.finding(**facts)

"""Changes made by hand: judged first (price and broken rules), then kept as pins that every later plan obeys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from scheduler.evaluate import Evaluation, dropped, moved, swapped
from scheduler.plan import VisitStatus
from scheduler.rules import AccountRules, Pin
from workspace.carrying.events import refresh_events
from workspace.database import reading, writing
from workspace.opening import Workspace
from workspace.planner.restored import Restored, read_stored, restore
from workspace.revision import record_change, require_unchanged
from workspace.stores.accounts import read_accounts
from workspace.stores.planning import read_rules, remove_pin, write_pin, write_rules
from workspace.stores.plans import find_plan
from workspace.stores.visits import ClosedVisit, write_closed_visit


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wants: `kind` is ``move``, ``swap`` or ``drop``; visits by id, its first letters, or account id."""

    kind: str
    visit: str
    date: date | None = None
    start_s: int | None = None
    other: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a decision would do to the plan.

    Attributes
    ----------
    price : float
        Seconds of driving (and prices in the same unit) that the plan then costs more.
    broken : tuple of str
        Every rule that the plan would break and does not break now, in words.
    pins : tuple of Pin
        What is kept of it if it is made.
    """

    visit_id: str
    account_id: str
    rep_id: str
    before: date | None
    after: date | None
    price: float
    broken: tuple[str, ...]
    pins: tuple[Pin, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    part: Restored
    visit: int

    @property
    def day(self) -> int | None:
        """Return the rep-day on which the plan has the visit."""
        return next((d for d, tour in enumerate(self.part.schedule.tours) if self.visit in tour), None)


def judge(workspace: Workspace, engine: TravelEngine, decision: Decision, number: int | None = None) -> Judged:
    """Say what a decision would cost and break; nothing is written."""
    return _judged(workspace, engine, decision, number)[0]


def decide(
    workspace: Workspace,
    engine: TravelEngine,
    decision: Decision,
    now: datetime,
    *,
    anyway: bool,
    number: int | None = None,
) -> Judged:
    """Make a decision: every later plan obeys it.

    Raises
    ------
    BadInputError
        If it breaks rules and is not made `anyway`, or speaks of what the plan does not have.
    ChangedMeanwhileError
        If somebody else changed the workspace meanwhile.
    """
    judged, revision = _judged(workspace, engine, decision, number)
    if judged.broken and not anyway:
        action = "Decide otherwise, or make it all the same with --anyway."
        raise BadInputError(
            [Problem("decision-breaks-rule", judged.account_id, text, action) for text in judged.broken]
        )
    with writing(workspace.engine) as connection:
        require_unchanged(connection, revision)
        for pin in judged.pins:
            write_pin(connection, pin, decision.reason, now)
        if decision.kind == "drop":
            _drop(connection, judged, decision, now)
        said = f"{decision.kind} {judged.account_id} from {judged.before} to {judged.after}"
        record_change(connection, "plan", f"{said}: {decision.reason}".rstrip(": "), now)
    return judged


def take_back(workspace: Workspace, visit_id: str, now: datetime) -> None:
    """Take back the pin of a visit; raises `BadInputError` if it has none."""
    with writing(workspace.engine) as connection:
        if not remove_pin(connection, visit_id):
            raise BadInputError([Problem("pin-unknown", visit_id, "it is not pinned", "See: roundsman plan pins.")])
        record_change(connection, "plan", f"took back the pin of visit {visit_id}", now)


def _judged(workspace: Workspace, engine: TravelEngine, decision: Decision, number: int | None) -> tuple[Judged, int]:
    with reading(workspace.engine) as connection:
        stored = read_stored(connection, find_plan(connection, number))
    parts = list(restore(stored, engine).values())
    found = _find(parts, decision.visit)
    kinds = {"move": _move, "swap": _swap, "drop": _dropped}
    return kinds[decision.kind](parts, found, decision), stored.situation.revision


def _find(parts: list[Restored], text: str) -> _Found:
    """Return the visit that is meant: by id, by the id's first eight letters or more, or an account's next one."""
    for part in parts:
        for v, due in enumerate(part.assembled.due):
            if text == due.account_id or (len(text) >= 8 and due.visit_id.startswith(text)):
                return _Found(part, v)
    cause = f"no visit {text!r} is due in this plan"
    raise BadInputError([Problem("visit-unknown", text, cause, "See: roundsman show plan --format csv.")])


def _move(_: list[Restored], found: _Found, decision: Decision) -> Judged:
    part, request = found.part, found.part.assembled.request
    if decision.date is None:
        raise ValueError("a move needs its date")
    day = request.day_of(decision.date)
    rep_day = next((d for d, each in enumerate(part.assembled.horizon.rep_days) if each.day == day), None)
    if rep_day is None:
        off = next((each.reason for each in part.assembled.calendar.off if each.day == day), "outside the plan")
        cause = f"{request.rep.name} does not visit on {decision.date} ({off})"
        raise BadInputError([Problem("date-not-worked", decision.visit, cause, "Choose another day.")])
    change = moved(part.assembled.horizon, part.schedule.tours, found.visit, rep_day)
    return _said(found, change, [_pin(found, change, found.visit, decision.start_s)])


def _swap(parts: list[Restored], found: _Found, decision: Decision) -> Judged:
    other = _find(parts, decision.other)
    if other.part is not found.part or found.day is None or other.day is None:
        cause = "the two visits are not on tours of the same rep"
        raise BadInputError([Problem("swap-impossible", decision.other, cause, "Swap visits of one rep.")])
    horizon, tours = found.part.assembled.horizon, found.part.schedule.tours
    change = swapped(horizon, tours, found.visit, other.visit)
    return _said(found, change, [_pin(found, change, v, None) for v in (found.visit, other.visit)])


def _dropped(_: list[Restored], found: _Found, __: Decision) -> Judged:
    change = dropped(found.part.assembled.horizon, found.part.schedule.tours, found.visit)
    return _said(found, change, [])


def _pin(found: _Found, change: Evaluation, visit: int, start_s: int | None) -> Pin:
    """Return the pin that keeps a visit where the change puts it; it is forced where the account is closed then."""
    assembled = found.part.assembled
    rep_day = next(d for d, tour in enumerate(change.tours) if visit in tour)
    day = assembled.horizon.rep_days[rep_day].day
    closed = not assembled.horizon.hours[assembled.horizon.visits[visit].hours][day]
    return Pin(assembled.due[visit].visit_id, assembled.request.date_of(day), start_s, closed)


def _said(found: _Found, change: Evaluation, pins: list[Pin]) -> Judged:
    assembled = found.part.assembled
    due, request = assembled.due[found.visit], assembled.request
    days = assembled.horizon.rep_days
    before = None if found.day is None else request.date_of(days[found.day].day)
    now_on = next((request.date_of(days[d].day) for d, tour in enumerate(change.tours) if found.visit in tour), None)
    broken = []
    for rule in change.broken:
        where = "" if rule.rep_day is None else f" on {request.date_of(days[rule.rep_day].day)}"
        who = "" if rule.visit is None else f"{assembled.due[rule.visit].account_id}: "
        broken.append(f"{who}{rule.detail}{where}" + (f" (by {rule.amount})" if rule.amount else ""))
    return Judged(
        due.visit_id, due.account_id, request.rep.id, before, now_on, change.price, tuple(broken), tuple(pins)
    )


def _drop(connection: Connection, judged: Judged, decision: Decision, now: datetime) -> None:
    """Close the visit as skipped, and let the account wait its least spacing from the dropped day on."""
    day = judged.before or now.date()
    account = next(account for account in read_accounts(connection) if account.id == judged.account_id)
    rules = read_rules(connection).get(account.id, AccountRules())
    not_before = max(rules.not_before or day, day + timedelta(days=account.least_days))
    write_rules(connection, {account.id: replace(rules, not_before=not_before)})
    write_closed_visit(
        connection,
        ClosedVisit(
            visit_id=judged.visit_id,
            account_id=account.id,
            rep_id=judged.rep_id,
            status=VisitStatus.SKIPPED,
            date=day,
            start_s=None,
            end_s=None,
            outcome="",
            notes="",
            reason=decision.reason or "dropped by the planner",
            recorded_at=now.isoformat(timespec="seconds"),
        ),
    )
    refresh_events(connection, now, {judged.rep_id})

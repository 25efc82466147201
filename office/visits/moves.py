"""A visit is moved: by rep, planner or calendar, judged by the rule book before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from office.door import Act, works, writes
from office.known import require_rep
from office.outbox import EVENTS
from office.plans.rule_book import CLOSED, Ruling, Rulings, Wish, may_lie, standing
from office.visits.memory import SAID, day_problem, find_open_planned_visit, remember
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.rules import Pin
from store.answers import AnswerKind
from store.ownership import owners_of
from store.pins import pinned_among, remove_pin, write_pin
from store.planned_visits import Placed, find_in_force
from store.visits import find_visit_row


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a visit was moved; with problems it is a question to the planner and nothing is pinned yet."""

    day: date
    start_s: int | None
    problems: tuple[Problem, ...]


@works
def move_visit(act: Act, visit_id: str, day: date, start_s: int | None, reason: str = "") -> Moved:
    """Pin a visit where the rep has put it, or ask the planner where a rule is in the way."""
    wish = Wish(visit_id, day, start_s)

    def keep(rulings: Rulings) -> Moved:
        return act.answer(keep_move(act, rulings[visit_id], reason))

    return standing(act, lambda: judge_move(act, wish), keep)


@works
def allow_move(act: Act, visit_id: str, day: date, start_s: int | None) -> Moved:
    """Pin a visit although a rule is in the way: the planner has said yes."""
    wish = Wish(visit_id, day, start_s)

    def keep(rulings: Rulings) -> Moved:
        return act.answer(keep_allowed(act, rulings[visit_id]))

    return standing(act, lambda: judge_move(act, wish), keep)


@writes
def unpin_visit(act: Act, visit_id: str) -> None:
    """Take back the pin of a visit; raises `BadInputError` if it has none."""
    row = find_visit_row(act.connection, visit_id)
    if row is None or not pinned_among(act.connection, [visit_id]):
        cause = "it is not pinned (a visit that was dropped is brought back by: roundsman plan undo)"
        raise BadInputError([Problem("pin-unknown", visit_id, cause, "See: roundsman plan fixed.")])
    owners = owners_of(act.connection, row.account_id)
    found = find_in_force(act.connection, visit_id)
    visit = found or Placed(visit_id, row.account_id, next(iter(owners), ""), act.now.date(), row.number)
    remember(act, visit, AnswerKind.UNPINNED, "")
    remove_pin(act.connection, visit_id)
    for rep_id in owners:
        act.follow(EVENTS, rep_id=rep_id)
    act.note(sentence("took back the pin of visit {visit}", visit=visit_id))


def judge_move(act: Act, wish: Wish) -> Rulings:
    """Ask the rule book about one move; raises `BadInputError` if it is of no visit of the person's that is open."""
    require_movable(act, wish)
    return may_lie(act, {wish.visit_id: wish})


def require_movable(act: Act, wish: Wish) -> Placed:
    """Return the visit; raises `BadInputError` where it is not the person's, it is over, or nobody means the day."""
    found = find_open_planned_visit(act, wish.visit_id)
    problem = day_problem(wish.visit_id, wish.date, act.today(require_rep(act.connection, found.rep_id).timezone))
    if problem:
        raise BadInputError([problem])
    return found


def keep_move(act: Act, ruling: Ruling, reason: str) -> Moved:
    """Keep a move that was judged, as a pin or as a question."""
    wish, problems = ruling.wish, ruling.problems
    found = require_movable(act, wish)
    why = tuple(problem.cause for problem in problems)
    text = "; ".join([*([reason] if reason else []), *why])
    at = {"date": wish.date, "start_s": wish.start_s, "why": why}
    remember(act, found, AnswerKind.MOVED, text, settles=SAID, open=bool(problems), **at)  # type: ignore[arg-type]
    if not problems:
        write_pin(act.connection, _pin(found, wish), reason or f"moved by {act.who.name}", act.now)
    told = {"account": found.account_id, "day": wish.date}
    asked = sentence("asked to move the visit to {account} to {day}", **told)
    act.note(asked if problems else sentence("moved the visit to {account} to {day}", **told))
    return Moved(wish.date, wish.start_s, problems)


def keep_allowed(act: Act, ruling: Ruling) -> Moved:
    """Keep a move that the planner allows; the door is opened for it where the account is closed, or nobody knows."""
    wish = ruling.wish
    found = require_movable(act, wish)
    remember(act, found, AnswerKind.ALLOWED, "", settles=SAID, date=wish.date, start_s=wish.start_s)
    opens = ruling.part is None or any(problem.code == CLOSED for problem in ruling.problems)
    pin = replace(_pin(found, wish), force=opens)
    write_pin(act.connection, pin, f"allowed by {act.who.name}", act.now)
    act.note(sentence("allowed the visit to {account} on {day}", account=found.account_id, day=wish.date))
    return Moved(wish.date, wish.start_s, ())


def _pin(found: Placed, wish: Wish) -> Pin:
    return Pin(found.visit_id, wish.date, wish.start_s, account_id=found.account_id, number=found.number)

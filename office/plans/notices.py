"""What changed in a rep's coming days as another plan was put in force, and what the planner says to it.

It is told on the day's page until it is read, and by mail.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from office.door import Act, reads, writes
from office.known import require_rep
from office.names import person_name
from office.plans.draft_review import RepChanges
from office.plans.open_parts import open_part
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.demand.rules import Pin
from scheduler.explain.diff import At, Change, changes, justified
from scheduler.plan import Plan
from store.accounts import account_names
from store.consultation import WeekNotice, add_week_notices, find_week_notice, mark_notice_read, unread_notices
from store.database import Connection
from store.outside import people_of_rep, read_mail_server
from store.pins import pins_among
from store.plans import PlanHead, find_plan, tours_between
from store.visits import closed_dates_of

MAIL = "mail"
SAID = "said"
"""The kind of the row that holds the planner's words beside the changes."""
MOST_SAID = 2000
AHEAD_DAYS = 14
"""So many days ahead a rep counts on what was published."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with its changes as values, and the planner's words."""

    number: int
    made_by: str
    made_at: str
    changes: tuple[Change, ...]
    names: dict[str, str]
    said: str = ""


def read_message(text: str) -> str:
    """Return a planner's words as they are kept; raises `BadInputError` where they are too many for a notice."""
    said = text.strip()
    if len(said) > MOST_SAID:
        cause = sentence("it is longer than {most} characters", most=MOST_SAID)
        raise BadInputError([Problem("text-too-long", "message", cause, "Shorten it.")])
    return said


def mail_week(act: Act, rep_id: str, message: str) -> None:
    """Put the mail with a rep's published days into the outbox."""
    if read_mail_server(act.connection) is None:
        return
    for person_id in people_of_rep(act.connection, rep_id):
        said = {"said": message, "by": act.who.name} if message else {}
        act.follow(MAIL, kind="week", person=person_id, rep=rep_id, verb=act.verb, **said)


def keep_notices(act: Act, before: PlanHead | None, after: PlanHead, reps: Collection[str], message: str = "") -> None:
    """Keep a notice for each rep whose coming days another plan changes; not for what the rep moved, or is over.

    A message is for each of the reps, whether their days change or not.
    """
    found = []
    for rep_id in sorted(reps):
        today = act.today(require_rep(act.connection, rep_id).timezone)
        news = _changes(act.connection, (before, after), rep_id, today) if before is not None else []
        rows = [_plain(one) for one in news] + ([{"kind": SAID, "text": message}] if message else [])
        if rows:
            plan_before = before.id if before is not None else 0
            found.append(WeekNotice(0, rep_id, act.who.id, plan_before, after.id, rows, act.at))
    add_week_notices(act.connection, found)


def _changes(connection: Connection, plans: tuple[PlanHead, PlanHead], rep_id: str, today: date) -> list[Change]:
    last = today + timedelta(days=AHEAD_DAYS - 1)
    old, new = (Plan(today, last, tours_between(connection, head, today, last, {rep_id}), ()) for head in plans)
    found = changes(old, new, today)
    pins = {pin.visit_id: pin for pin in pins_among(connection, [one.visit_id for one in found])}
    over = closed_dates_of(connection, [one.visit_id for one in found])
    own = {one.visit_id for one in found if one.after and one.visit_id in pins and _lies(pins[one.visit_id], one.after)}
    return [one for one in found if one.visit_id not in own and one.visit_id not in over]


def _lies(pin: Pin, at: At) -> bool:
    return pin.date == at.date and pin.start_s in {None, at.start_s}


def _plain(one: Change) -> dict[str, Any]:
    at = {name: None if at is None else [at.rep_id, at.date.isoformat(), at.start_s] for name, at in _places(one)}
    return {"visit": one.visit_id, "account": one.account_id, "kind": one.kind} | at


def _places(one: Change) -> Sequence[tuple[str, At | None]]:
    return ("before", one.before), ("after", one.after)


def _change(row: dict[str, Any]) -> Change:
    before, after = (
        None if row[name] is None else At(row[name][0], date.fromisoformat(row[name][1]), row[name][2])
        for name in ("before", "after")
    )
    return Change(row["visit"], row["account"], row["kind"], before, after)


@reads
def list_notices(act: Act) -> tuple[Notice, ...]:
    """Return what changed in the coming days of the rep who asks and is not read yet, the newest first."""
    if act.who.rep_id is None:
        return ()
    return tuple(_told(act, one) for one in unread_notices(act.connection, act.who.rep_id))


def _told(act: Act, notice: WeekNotice) -> Notice:
    found = tuple(_change(row) for row in notice.changes if row["kind"] != SAID)
    said = next((row["text"] for row in notice.changes if row["kind"] == SAID), "")
    names = account_names(act.connection, {one.account_id for one in found})
    return Notice(notice.number, person_name(act.connection, notice.made_by), notice.made_at, found, names, said)


@reads
def explain_notice(act: Act, engine: TravelEngine, number: int) -> RepChanges:
    """Return the changes of a notice, each with its reason; raises `BadInputError` if it is not the person's."""
    notice = _own(act, number)
    found = _told(act, notice)
    part = open_part(act.office, act.connection, engine, find_plan(act.connection, notice.plan_after), notice.rep_id)
    closed, released = part.stored.situation.closed, part.part.carried.released
    told = tuple(
        justified(one, part.part.assembled, part.part.schedule, closed=closed, released=released)
        for one in found.changes
    )
    return RepChanges(notice.rep_id, told, found.names)


@writes
def read_notice(act: Act, number: int) -> None:
    """Take down that the rep has read a notice; once it is, this changes nothing."""
    if not mark_read(act, number):
        act.changed_nothing()


def mark_read(act: Act, number: int) -> bool:
    """Note in the act's transaction that a notice was read; return whether it was news."""
    notice = _own(act, number)
    if notice.read_at is not None:
        return False
    mark_notice_read(act.connection, number, act.at)
    act.note(sentence("read what changed in plan {plan}", plan=notice.plan_after))
    return True


def _own(act: Act, number: int) -> WeekNotice:
    notice = find_week_notice(act.connection, number)
    if notice is None or notice.rep_id != act.who.rep_id:
        cause = sentence("there is no notice {number} of yours", number=number)
        raise BadInputError([Problem("notice-unknown", "notice", cause, "Look at your day.")])
    return notice

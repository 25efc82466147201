"""Putting a plan in force, whole or in part; what people did since it was made stays as they left it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from office.door import Act, works
from office.outbox import EVENTS
from office.plans.amended_drafts import put_into_draft
from office.plans.approvals import PlanApproval, require_approved
from office.plans.draft_changes import Since, changes_of
from office.plans.notes import append_notes, copy_notes
from office.plans.notices import keep_notices, mail_week, read_message
from office.plans.publication_pins import PlacedPins, Unplaced, place_pins
from office.plans.rule_book import OvertakenError, standing
from office.plans.savings import keep_weeks
from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import joined, sentence, with_reason
from scheduler.checking.plan import check_plan
from scheduler.plan import Plan
from scheduler.published import NOT_PUBLISHED, Part, put_together
from scheduler.team.worth import without_worth
from store.accounts import read_reps
from store.changes import Kind, Subject, change_line
from store.database import Connection
from store.plans import (
    Origin,
    PlanHead,
    PlanStatus,
    add_rows,
    copy_rows,
    find_plan,
    published_plan,
    read_evidence,
    read_plan,
    reps_sharing,
    reps_toured,
    set_published,
    write_evidence,
    write_plan,
)
from store.visits import closed_dates_of

NAMED = 3
"""So many reps are named where a part of a plan is told of; of more, how many."""
NONE_IN_FORCE = 0
"""The number of the plan in force where none is."""

Facts = dict[str, str | int | float]


class AnotherInForceError(WorldError):
    """The plan in force is not the one that the planner saw."""

    def __init__(self, seen: int, in_force: int, since: tuple[Since, ...]) -> None:
        self.seen, self.in_force, self.since = seen, in_force, since
        lines = joined("", [joined("\n", ["", change_line(one)]) for one in since])
        now_on = (
            sentence("plan {in_force} is in force now", in_force=in_force) if in_force else "no plan is in force now"
        )
        saw = sentence("plan {seen} in force", seen=seen) if seen else "no plan in force"
        super().__init__(
            sentence(
                "Nothing was published: you saw {saw}, {now_on}. Look at it and publish again.{lines}",
                saw=saw,
                now_on=now_on,
                lines=lines,
            )
        )


@dataclass(frozen=True, slots=True)
class Published:
    """The plan now in force, and the one that was before.

    Attributes
    ----------
    source : int
        The draft that was meant; `number` is another plan where the two were put together.
    replaced : int or None
        The plan that was in force.
    reps : tuple of str
        Whose tours were published.
    waiting : tuple of str
        Visits of the plan that was in force which the draft has outside the published part: they wait for the rest.
    pinned : tuple of str
        Visits that people have put elsewhere since the draft was made: they are in force there.
    not_pinned : tuple of Unplaced
        Those that cannot lie there, and why; the pin stays for the next plan.
    """

    number: int
    source: int
    replaced: int | None
    changed: bool
    reps: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    not_pinned: tuple[Unplaced, ...] = ()


@works
def publish_plan(
    act: Act,
    number: int | None = None,
    *,
    expected: int | None = None,
    reps: Collection[str] = (),
    first: date | None = None,
    last: date | None = None,
    message: str = "",
) -> Published:
    """Put a plan (the newest) in force, or its tours of some reps or days; doing it twice changes nothing.

    A part, and a draft beside which visits were closed or days passed, is put together with the plan in force as a
    plan of its own: the rest of that one stays.

    Parameters
    ----------
    expected : int or None
        The plan in force that the planner saw (`NONE_IN_FORCE`: none); None does not ask.
    reps : collection of str
        Whose tours; nobody named means everybody's.
    first, last : date or None
        The days, inclusive; None is the draft's own first or last.
    message : str
        A word to those whose tours are published: in their notice, their mail and on their phone.

    Raises
    ------
    AnotherInForceError
        If another plan is in force than the one that was seen.
    BadInputError
        If there is no such plan, it has no such rep or day, or the part does not fit the rest: it would cut a night
        away in two.
    """
    order = _Order(number, expected, frozenset(reps), first, last)
    return _publish(act, lambda: order, read_message(message))


@works
def publish_weeks(
    act: Act,
    number: int | None,
    weeks: tuple[int, int],
    *,
    expected: int | None = None,
    reps: Collection[str] = (),
    message: str = "",
) -> Published:
    """Put some weeks of a plan in force, first and last counted from 1; see `publish_plan`."""

    def order() -> _Order:
        head = find_plan(act.connection, number)
        start = date.fromisoformat(str(read_evidence(act.connection, head).get("planned_from", head.start)))
        monday = start - timedelta(days=start.weekday())
        first, last = monday + timedelta(weeks=weeks[0] - 1), monday + timedelta(weeks=weeks[1], days=-1)
        return _Order(head.id, expected, frozenset(reps), first, last)

    return _publish(act, order, read_message(message))


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be put in force, as it was asked."""

    number: int | None
    expected: int | None
    reps: frozenset[str]
    first: date | None
    last: date | None


def _publish(act: Act, order: Callable[[], _Order], message: str) -> Published:
    """Work out in a reading where pins of people lie, and put the draft in force in a writing."""

    def judge() -> dict[str, PlacedPins]:
        head, asked = _asked(act, order())
        return {} if asked is None else {"": place_pins(act, head, asked.part)}

    def keep(found: Mapping[str, PlacedPins]) -> Published:
        head, asked = _asked(act, order())
        if asked is None:
            act.changed_nothing()
            return act.answer(Published(head.id, head.id, None, changed=False))
        if "" not in found:
            raise OvertakenError(())  # it was in force as it was looked at, and is no more
        return act.answer(_put_in_force(act, asked, found[""], message))

    return standing(act, judge, keep)


def _asked(act: Act, order: _Order) -> tuple[PlanHead, _Asked | None]:
    """Return the plan that is meant, and what is asked of it; None where it is in force already."""
    head, before = find_plan(act.connection, order.number), published_plan(act.connection)
    _require_seen(act.connection, head, before, order.expected)
    if head.status is PlanStatus.PUBLISHED:
        return head, None
    part = _part(act, head, before, order.reps, (order.first, order.last))
    approval = require_approved(act, head, part.reps)
    return head, _Asked(head, before, part, bool(order.reps or order.first or order.last), approval)


def _put_in_force(act: Act, asked: _Asked, pins: PlacedPins, message: str) -> Published:
    connection, source, before = act.connection, asked.head, asked.before
    for amendment in pins.amendments:
        number, _ = put_into_draft(act, asked.head, amendment, sentence("pins of {rep}", rep=amendment.rep_id))
        asked = replace(asked, head=find_plan(connection, number))
    joined = _joined(act, asked)
    put, waiting = (asked.head.id, ()) if joined is None else joined
    append_notes(connection, put, [one.note for one in pins.unplaced])
    if asked.approval is not None:
        told = {"approved_by": asked.approval.by, "approved_at": asked.approval.at, "approval": asked.approval.text}
        write_evidence(connection, put, {**read_evidence(connection, find_plan(connection, put)), **told})
    set_published(connection, put)
    keep_notices(act, asked.before, find_plan(connection, put), asked.part.reps, message)
    concerned = sorted(asked.part.reps)
    keep_weeks(act, put, concerned)
    act.touch(Subject(Kind.PLAN_IN_FORCE), *(Subject(Kind.PLAN_IN_FORCE, rep_id) for rep_id in concerned))
    for rep_id in concerned:
        act.follow(EVENTS, rep_id=rep_id)
        mail_week(act, rep_id, message)
    in_force = sentence("plan {number} is in force", number=put)
    act.note(in_force if put == source.id else with_reason(in_force, _said(asked)))
    replaced = before.id if before else None
    done = Published(put, source.id, replaced, changed=True, reps=tuple(concerned), waiting=waiting)
    return replace(done, pinned=pins.placed, not_pinned=pins.unplaced)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which part of which draft is put in force beside which plan; `partly` where somebody named reps or days.

    `approval` is what was said of it, where the workspace asks for that.
    """

    head: PlanHead
    before: PlanHead | None
    part: Part
    partly: bool
    approval: PlanApproval | None = None


def _require_seen(connection: Connection, head: PlanHead, before: PlanHead | None, expected: int | None) -> None:
    in_force = before.id if before else NONE_IN_FORCE
    if expected is not None and expected != in_force and head.status is not PlanStatus.PUBLISHED:
        since = changes_of(connection, head.origin.revision, head.id)
        raise AnotherInForceError(expected, in_force, since)


def _part(
    act: Act,
    head: PlanHead,
    before: PlanHead | None,
    reps: Collection[str],
    days: tuple[date | None, date | None],
) -> Part:
    """Return what is meant: of a whole plan also the days on which only the plan in force has tours."""
    known = reps_toured(act.connection, head.id)
    unknown = sorted(set(reps) - known)
    if unknown:
        cause = sentence(
            "plan {head} has no rep {unknown!r} (reps: {names})",
            head=head.id,
            unknown=unknown[0],
            names=", ".join(sorted(known)),
        )
        raise BadInputError([Problem("rep-unknown", "--rep", cause, "Name one of them.")])
    first, last = days[0] or head.start, days[1] or head.end
    if first > last or first > head.end or last < head.start:
        cause = sentence(
            "plan {head} is from {start} to {end}, and {first} to {last} is no part of it",
            head=head.id,
            start=head.start,
            end=head.end,
            first=first,
            last=last,
        )
        raise BadInputError([Problem("days-unknown", "publish", cause, "Name days of it.")])
    if before is None:
        return Part(frozenset(reps) or known, first, last)
    if not (reps or days[0] or days[1]):
        known, last = known | reps_toured(act.connection, before.id), max(head.end, before.end)
    return _from_today(act, Part(frozenset(reps) or known, first, last))


def _from_today(act: Act, part: Part) -> Part:
    """Leave the days that have passed for every rep of the part as they were in force."""
    today = min((act.today(rep.timezone) for rep in read_reps(act.connection) if rep.id in part.reps), default=None)
    return part if today is None or today <= part.first else replace(part, first=today)


def _joined(act: Act, asked: _Asked) -> tuple[int, tuple[str, ...]] | None:
    """Store the plan in force with a part of a draft in its place; None where the draft can stand as it is."""
    connection, head, before = act.connection, asked.head, asked.before
    sharing = reps_sharing(connection, before.id, head.id, asked.part.reps) if before else frozenset()
    concerned = asked.part.reps | sharing
    draft = read_plan(connection, head, concerned)
    before = replace(before, status=PlanStatus.DRAFT) if before else None  # so that equal tours are equal
    base = read_plan(connection, before, concerned) if before else Plan(head.start, head.end, (), ())
    if not asked.partly:
        base = _since(base, head.start)
    named = {visit.visit_id for plan in (base, draft) for tour in plan.tours for visit in tour.visits}
    named |= {visit.visit_id for plan in (base, draft) for visit in plan.unserved}
    over = closed_dates_of(connection, sorted(named))
    together = put_together(base, draft, asked.part, over)
    if not asked.partly and (together.tours, together.nights) == (draft.tours, draft.nights):
        return None
    _require_fit(head, together)
    number = _write(act, asked, concerned, together)
    return number, tuple(v.visit_id for v in together.unserved if v.reason == NOT_PUBLISHED)


def _since(plan: Plan, first: date) -> Plan:
    tours = tuple(tour for tour in plan.tours if tour.date >= first)
    return replace(plan, tours=tours, nights=tuple(night for night in plan.nights if night.date >= first))


def _require_fit(head: PlanHead, together: Plan) -> None:
    """Raise `BadInputError` where the independent check finds that the two plans do not go together."""
    problems = [
        Problem(
            "part-does-not-fit",
            one.where,
            one.text,
            sentence("Publish other days, or all of plan {head}.", head=head.id),
        )
        for one in check_plan(together)
    ]
    if problems:
        raise BadInputError(problems)


def _write(act: Act, asked: _Asked, concerned: frozenset[str], together: Plan) -> int:
    """Store a plan that was put together: other reps' rows of the plan in force, and these."""
    connection, head, part = act.connection, asked.head, asked.part
    kept = asked.before if asked.partly else None
    draft = read_evidence(connection, head)
    evidence = _evidence(read_evidence(connection, kept), draft, part) if kept else draft
    evidence |= {"amends": (kept or head).id, "amendment": _said(asked)}
    origin = Origin(head.origin.revision, asked.before.id if asked.before else None, act.who.id)
    whole = replace(together, tours=(), unserved=(), nights=(), evidence=evidence)
    number = write_plan(connection, whole, act.now, origin)
    begin = 0
    if kept:
        copy_rows(connection, kept.id, number, concerned)
        others = reps_toured(connection, kept.id) - part.reps
        begin = copy_notes(connection, kept.id, number, only=others) if others else 0
    add_rows(connection, number, together)
    copy_notes(connection, head.id, number, only=part.reps, begin=begin)
    return number


def _evidence(base: Facts, draft: Facts, part: Part) -> Facts:
    """Return the evidence of the plan in force with that of the published reps; what the whole is worth is unknown."""
    found = dict(base)
    for rep_id in sorted(part.reps):
        found = {name: value for name, value in found.items() if not name.startswith(f"{rep_id}.")}
        found |= {name: value for name, value in draft.items() if name.startswith(f"{rep_id}.")}
        found = without_worth(found, rep_id)
    return found


def _said(asked: _Asked) -> str:
    reps = sorted(asked.part.reps)
    told = {"number": asked.head.id, "first": asked.part.first, "last": asked.part.last}
    if len(reps) <= NAMED:
        return sentence("plan {number} of {names}, {first} to {last}", names=", ".join(reps), **told)
    return sentence("plan {number} of {count} reps, {first} to {last}", count=len(reps), **told)

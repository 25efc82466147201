"""When each move of a realignment takes effect: capped for each rep and week, and nobody forgotten between two reps.

What nobody owns is not handed over: it gets its owner at once and counts against no cap. Of the others the most urgent
go first (earliest due visit). Where the caps push an account's hand-over past the day by which it must
be visited, its present owner makes that visit first; the plan says so. An open opportunity either holds the hand-over
back until it closes, or stays with its owner until an expiry while the account moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from routing.sentences import joined, sentence
from territory.design.reasons import Move
from territory.opportunities import Opportunity


class When(StrEnum):
    """How an account changes hands: at once, when its open opportunity closes, or after some days."""

    NOW = "now"
    ON_CLOSE = "close"
    AFTER_DAYS = "days"


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What matters of one account.

    Attributes
    ----------
    last_visit : date or None
    most_days : int
        Longest interval between two visits.
    opportunity_until : date or None
        When an open opportunity is expected to close; `date.max` if nobody has said.
    when : When
    retain_days : int
        Days for which an opportunity may hold the hand-over back, or else stays with its owner while the account moves.
    top : bool
        A joint visit of both reps introduces the new one.
    not_before : date
        The account changes hands on this day or later, whatever else is known.
    """

    last_visit: date | None = None
    most_days: int = 10_000
    opportunity_until: date | None = None
    when: When = When.NOW
    retain_days: int = 90
    top: bool = False
    not_before: date = date.min


@dataclass(frozen=True, slots=True)
class HandoverRules:
    """From when on, how many a rep gives and takes in a week, the days of `AFTER_DAYS`, days a new owner needs.

    `today` is the first day on which the present owner can still visit; None where that is not asked.
    """

    start: date
    a_week: int = 5
    after_days: int = 30
    notice_days: int = 7
    service_joint_s: int = 3600
    today: date | None = None

    def __post_init__(self) -> None:
        if self.a_week < 1:
            raise ValueError("at least one account a week must be allowed to change hands")


@dataclass(frozen=True, slots=True)
class Handover:
    """One account's change.

    Attributes
    ----------
    on : date
        The new owner's first day.
    visit_before : date or None
        The present owner visits by then, because the new owner could not in time.
    opportunity_kept_until : date or None
        The opportunity stays with the present owner until then.
    joint_visit : bool
    owed : bool
        Its visit is due before the new owner's first days, and no day is left for the present one: it comes late.
    """

    move: Move
    on: date
    visit_before: date | None
    opportunity_kept_until: date | None
    joint_visit: bool
    owed: bool = False


@dataclass(frozen=True, slots=True)
class HandoverPlan:
    """All changes by date, and the hours of joint visits that each rep's demand gains."""

    handovers: tuple[Handover, ...]
    joint_hours: Mapping[str, float] = field(default_factory=dict)


def plan_handovers(
    moves: Sequence[Move],
    facts: Mapping[str, HandoverFacts],
    rules: HandoverRules,
    taken: Iterable[tuple[str, date]] = (),
) -> HandoverPlan:
    """Return a date for each move; an account without facts may change hands at any time.

    `taken` are reps with dates on which they give or take an account already: these count against the caps.
    """
    used = Counter((rep, (on - rules.start).days // 7) for rep, on in taken)
    handovers = []
    for move in sorted(moves, key=lambda one: _urgency(one, facts.get(one.account_id, HandoverFacts()), rules)):
        known = facts.get(move.account_id, HandoverFacts())
        earliest = _earliest(move, known, rules)
        week = _free_week(move, earliest, used, rules)
        handovers.append(_handover(move, known, max(rules.start + timedelta(weeks=week), earliest), rules))
    ordered = tuple(sorted(handovers, key=lambda one: (one.on, one.move.account_id)))
    return HandoverPlan(ordered, _joint_hours(ordered, rules))


def handover_faults(plan: HandoverPlan, facts: Mapping[str, HandoverFacts], rules: HandoverRules) -> list[str]:
    """Return where a plan breaks its caps, an interval, or an opportunity: counted again from the dates alone."""
    given: Counter[tuple[str, int]] = Counter()
    found = []
    for one in plan.handovers:
        week = (one.on - rules.start).days // 7
        if one.move.from_id is not None:
            given.update(((one.move.from_id, week), (one.move.to_id, week)))
        known = facts.get(one.move.account_id, HandoverFacts())
        due = _due(known)
        in_time = one.visit_before is not None or one.owed
        if due is not None and not in_time and one.on + timedelta(days=rules.notice_days) > due:
            found.append(f"{one.move.account_id} is due by {due} and changes hands on {one.on}")
        if one.move.from_id is not None and one.on < released(known, rules):
            found.append(f"{one.move.account_id} changes hands before its opportunity closes")
    over = [f"{rep} has {count} in week {week}" for (rep, week), count in sorted(given.items()) if count > rules.a_week]
    return found + over


def _due(known: HandoverFacts) -> date | None:
    return None if known.last_visit is None else known.last_visit + timedelta(days=known.most_days)


def _urgency(move: Move, known: HandoverFacts, rules: HandoverRules) -> tuple[date, date, str]:
    return (_earliest(move, known, rules), _due(known) or date.max, move.account_id)


def _earliest(move: Move, known: HandoverFacts, rules: HandoverRules) -> date:
    if move.from_id is None:
        return max(rules.start, known.not_before)
    if known.when is When.AFTER_DAYS:
        return max(rules.start + timedelta(days=rules.after_days), known.not_before)
    return max(released(known, rules), known.not_before)


def released(known: HandoverFacts, rules: HandoverRules) -> date:
    """Return the day from which no opportunity holds the account back: it has closed, or its owner's time is over."""
    until = known.opportunity_until
    if known.when is not When.ON_CLOSE or until is None or until < rules.start:
        return rules.start
    return min(until, rules.start + timedelta(days=known.retain_days - 1)) + timedelta(days=1)


def _free_week(move: Move, earliest: date, used: Counter[tuple[str, int]], rules: HandoverRules) -> int:
    """Take the first week from `earliest` on in which both reps have room."""
    reps = [] if move.from_id is None else [move.from_id, move.to_id]
    week = (earliest - rules.start).days // 7
    while any(used[rep, week] >= rules.a_week for rep in reps):
        week += 1
    used.update((rep, week) for rep in reps)
    return week


def _handover(move: Move, known: HandoverFacts, on: date, rules: HandoverRules) -> Handover:
    due = _due(known)
    late = due is not None and on + timedelta(days=rules.notice_days) > due and move.from_id is not None
    until = known.opportunity_until
    kept = None
    if until is not None and until >= on and known.when is not When.ON_CLOSE:
        kept = min(until, on + timedelta(days=known.retain_days))
    before = min(max(due, rules.start), on - timedelta(days=1)) if late and due is not None else None
    if before is not None and rules.today is not None and before < rules.today:
        return Handover(move, on, None, kept, known.top, owed=True)
    return Handover(move, on, before, kept, known.top)


def _joint_hours(handovers: Sequence[Handover], rules: HandoverRules) -> dict[str, float]:
    hours: Counter[str] = Counter()
    for one in handovers:
        for rep in (one.move.from_id, one.move.to_id):
            if one.joint_visit and rep is not None:
                hours[rep] += rules.service_joint_s
    return {rep: seconds / 3600 for rep, seconds in sorted(hours.items())}


def closing_day(deals: Sequence[Opportunity], day: date) -> date | None:
    """Return when the last of an account's deals that are open on a day should close; None if none is open.

    A deal without a date, or whose date has passed, may close at any time: `date.max`.
    """
    days = [deal.expected_close for deal in deals if deal.is_open(day)]
    return max((one if one is not None and one >= day else date.max for one in days), default=None)


def move_words(one: Handover) -> str:
    """Return why and how an account changes hands, with the code of why."""
    return joined(": ", [one.move.code, handover_words(one)])


def handover_words(one: Handover) -> str:
    """Return why and how an account changes hands, in words."""
    said = [one.move.reason]
    if one.visit_before:
        said.append(
            sentence(
                "{from_id} visits by {visit_before} first", from_id=one.move.from_id, visit_before=one.visit_before
            )
        )
    if one.owed:
        said.append(
            sentence(
                "its visit is due before {from_id} could make it: {to_id} owes it first",
                from_id=one.move.from_id,
                to_id=one.move.to_id,
            )
        )
    if one.opportunity_kept_until:
        said.append(
            sentence(
                "its open opportunity stays with {from_id} until {opportunity_kept_until}",
                from_id=one.move.from_id,
                opportunity_kept_until=one.opportunity_kept_until,
            )
        )
    if one.joint_visit:
        said.append("joint visit")
    return joined("; ", said)

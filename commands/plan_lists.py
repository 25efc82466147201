"""Lists of a plan that a person reads: what matters first, one line an account, grouped by rep or by kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mileage.cells import csv_text
from reports.finding_words import words
from reports.plan_answers import change_words
from scheduler.wording import clock_text, counted

if TYPE_CHECKING:
    from office.names import Names
    from office.plans.differences import Comparison
    from office.plans.notes import PlanNote
    from scheduler.explain.diff import At, Change, NightChange
    from scheduler.plan import UnservedVisit

FEW = 12
"""A kind of note with more lines than this is summed up, unless all are asked for."""

ASSUMED = "hours-assumed"
"""The note that is of no plan's making: it comes last."""

REMEDIES = {
    "closed": "give it visiting hours (plan rule --visiting-hours), or its rep other working hours",
    "too-long-for-hours": "give it visiting hours (plan rule --visiting-hours), or a shorter visit",
    "hand-over": "name another day of hand-over",
    "too-far-for-a-day": "a night away, another owner, or a shorter visit",
}
"""What helps against a reason; what helps against the others is tried by `roundsman explain`."""

CHANGE_COLUMNS = (
    "kind", "rep_before", "account", "name", "visit", "date_before", "start_before",
    "rep_after", "date_after", "start_after", "reason", "detail", "price_s",
)  # fmt: skip


def unserved_lines(left: Iterable[UnservedVisit], names: Names) -> Iterator[str]:
    """Yield each rep with the accounts that are left out, most visits first, each with its reasons and the remedy."""
    by_rep: dict[str, dict[str, list[UnservedVisit]]] = defaultdict(lambda: defaultdict(list))
    for visit in left:
        by_rep[visit.rep_id][visit.account_id].append(visit)
    for rep_id in sorted(by_rep):
        accounts = by_rep[rep_id]
        visits = counted(sum(map(len, accounts.values())), "visit")
        yield f"{names.rep(rep_id)}: {visits} left out, of {counted(len(accounts), 'account')}"
        for account, some in sorted(accounts.items(), key=lambda one: (-len(one[1]), one[1][0].first_date, one[0])):
            yield f"  {names.account(account)}: {_left_out(some)} ({_remedy(account, some)})"


def _left_out(some: list[UnservedVisit]) -> str:
    some = sorted(some, key=lambda visit: visit.first_date)
    reasons = Counter((words(visit.why), visit.reason) for visit in some)
    why = "; ".join(f"{detail} [{reason}]{f' {n} times' if n > 1 else ''}" for (detail, reason), n in reasons.items())
    count = f"{len(some)} visits, " if len(some) > 1 else ""
    return f"{count}due {some[0].first_date} to {max(visit.last_date for visit in some)}: {why}"


def _remedy(account: str, some: list[UnservedVisit]) -> str:
    found = [REMEDIES[visit.reason] for visit in some if visit.reason in REMEDIES]
    return "; ".join([*dict.fromkeys(found), f"roundsman explain {account}"])


def note_lines(notes: Iterable[PlanNote], names: Names, *, every: bool) -> Iterator[str]:
    """Yield the notes kind by kind with their counts, the rarest kind first, one line an account."""
    kinds: dict[str, list[PlanNote]] = defaultdict(list)
    for note in notes:
        kinds[note.rule].append(note)
    for rule, some in sorted(kinds.items(), key=lambda one: (one[0] == ASSUMED, len(one[1]), one[0])):
        lines = list(dict.fromkeys(_note(note, names) for note in some))
        yield f"{rule}: {counted(len(lines), 'note')}"
        if every or (len(lines) <= FEW and rule != ASSUMED):
            yield from (f"  {line}" for line in lines)
            continue
        details = Counter(map(_said, some))
        yield from (f"  {count} times: {detail}" for detail, count in details.most_common(FEW))
        yield "  (each by its account: --all)"


def _note(note: PlanNote, names: Names) -> str:
    days = f" ({note.days:+d} days)" if note.days else ""
    return f"{names.rep(note.rep_id)}  {names.account(note.account_id)}: {_said(note)}{days}"


def _said(note: PlanNote) -> str:
    """Return a note without the account's name before it: the line has it, and notes that say the same are one."""
    return words(note.why).removeprefix(f"{dict(note.why.facts).get('name', '')}: ")


def difference_lines(found: Comparison, names: Names, *, every: bool) -> Iterator[str]:
    """Yield the sum of what changed, then by rep and by week, then each change; new times only where all are asked."""
    yield _summed(found)
    for title, key in (("by rep", _rep), ("by week", _week)):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for change in found.changes:
            counts[key(change)][change.kind] += 1
        for name in sorted(counts):
            shown = names.rep(name) if title == "by rep" else f"week of {name}"
            yield f"  {shown}: {_counts(counts[name])}"
    listed = [change for change in found.changes if every or change.kind != "retimed"]
    for change in sorted(listed, key=lambda one: (_rep(one), _day(one), one.account_id)):
        yield _change(change, names)
    for night in found.nights:
        yield _night(night, names)
    hidden = len(found.changes) - len(listed)
    if hidden:
        yield f"{counted(hidden, 'visit')} of the same day at another time: --all"


def difference_csv(found: Comparison, names: Names) -> str:
    """Return one row for each visit that is not where it was."""
    return csv_text(CHANGE_COLUMNS, [_row(change, names) for change in found.changes])


def between(found: Comparison, first: date, last: date, rep_id: str = "") -> tuple[Change, ...]:
    """Return the changes that touch some days, and a rep where one is named, before or after."""
    return tuple(
        change
        for change in found.changes
        if any(at and first <= at.date <= last and rep_id in {"", at.rep_id} for at in (change.before, change.after))
    )


def _summed(found: Comparison) -> str:
    hours = (found.driving_s[1] - found.driving_s[0]) / 3600
    kilometres = (found.distance_m[1] - found.distance_m[0]) / 1000
    before = f"plan {found.before}" if found.before else "no plan"
    visits = f"{counted(found.visits[1], 'visit')} ({found.visits[1] - found.visits[0]:+d})"
    ways = f"{hours:+.1f} h and {kilometres:+.0f} km of driving"
    counts = _counts(Counter(change.kind for change in found.changes)) or "no changes"
    return f"Plan {found.after} beside {before}: {counts}; {visits}, {ways}."


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))


def _rep(change: Change) -> str:
    at = change.after or change.before
    return at.rep_id if at else ""


def _day(change: Change) -> date:
    at = change.after or change.before
    return at.date if at else date.max


def _week(change: Change) -> str:
    day = _day(change)
    return (day - timedelta(days=day.weekday())).isoformat()


def _change(change: Change, names: Names) -> str:
    ways = f"{_at(change.before, names)} -> {_at(change.after, names)}"
    return f"{change.kind:8} {names.account(change.account_id)}  {ways}: {change_words(change)}"


def _at(at: At | None, names: Names) -> str:
    return f"{names.rep(at.rep_id)} {at.date:%a} {at.date} {clock_text(at.start_s)}" if at else "-"


def _night(change: NightChange, names: Names) -> str:
    where = f"{change.before or 'home'} -> {change.after or 'home'}: {change.price:+} {change.currency}"
    saves = "" if change.saves_s is None else f"; without it the plan costs {change.saves_s / 3600:+.1f} h of driving"
    return f"night {change.kind:6} {names.rep(change.rep_id)} {change.date}  {where}{saves}"


def _row(change: Change, names: Names) -> tuple[object, ...]:
    name = names.accounts.get(change.account_id, "")
    before, after = _cells(change.before), _cells(change.after)
    tail = (change.reason, change_words(change), "" if change.price is None else round(change.price, 1))
    return (change.kind, before[0], change.account_id, name, change.visit_id, *before[1:], *after, *tail)


def _cells(at: At | None) -> tuple[str, str, str]:
    return (at.rep_id, at.date.isoformat(), clock_text(at.start_s)) if at else ("", "", "")

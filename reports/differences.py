"""What a plan changes as a paper: summed up first, then rep by rep, fit to be forwarded."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from office.names import Names
from office.plans.differences import Comparison
from reports.paper import Cell, Paper, Part, table
from reports.plan_answers import change_words
from scheduler.explain.diff import At, Change
from scheduler.wording import clock_text, counted

KINDS = ("added", "removed", "moved", "retimed")


def differences_paper(found: Comparison, names: Names, made_on: date) -> Paper:
    """Return a comparison of two plans as a paper: by rep, by week, then each rep's changes by day."""
    by_rep: dict[str, list[Change]] = defaultdict(list)
    for change in found.changes:
        by_rep[_at(change).rep_id].append(change)
    parts = [_summed(found, names, by_rep)]
    parts += [_of_rep(names.rep(rep), by_rep[rep], names) for rep in sorted(by_rep)]
    before = f"plan {found.before}" if found.before else "no plan"
    return Paper(f"What plan {found.after} changes", f"beside {before}; written on {made_on}", tuple(parts))


def _summed(found: Comparison, names: Names, by_rep: dict[str, list[Change]]) -> Part:
    hours = (found.driving_s[1] - found.driving_s[0]) / 3600
    kilometres = (found.distance_m[1] - found.distance_m[0]) / 1000
    visits = f"{counted(found.visits[1], 'visit')} in all ({found.visits[1] - found.visits[0]:+d})"
    ways = f"{hours:+.1f} h and {kilometres:+.0f} km of driving"
    until = f" until {found.until} (one plan goes on longer)" if found.until else ""
    words = (f"{counted(len(found.changes), 'change')}{until}; {visits}, {ways}.",)
    weeks: dict[str, list[Change]] = defaultdict(list)
    for change in found.changes:
        day = _at(change).date
        weeks[f"week of {day - timedelta(days=day.weekday())}"].append(change)
    kinds = [(kind, "whole") for kind in _kinds(found.changes)]
    reps: list[tuple[Cell, ...]] = [(names.rep(rep), *_counts(by_rep[rep], found)) for rep in sorted(by_rep)]
    rows: list[tuple[Cell, ...]] = [(week, *_counts(weeks[week], found)) for week in sorted(weeks)]
    return Part("In short", words, (), (table(["Rep", *kinds], reps), table(["Week", *kinds], rows)))


def _of_rep(name: str, changes: list[Change], names: Names) -> Part:
    ordered = sorted(changes, key=lambda one: (_at(one).date, _at(one).start_s, one.account_id))
    rows = [
        (one.kind, names.account(one.account_id), _when(one.before, names), _when(one.after, names), change_words(one))
        for one in ordered
    ]
    return Part(name, (), (), (table(("What", "Account", "Before", "After", "Why"), rows),))


def _kinds(changes: tuple[Change, ...]) -> list[str]:
    there = {change.kind for change in changes}
    return [*(kind for kind in KINDS if kind in there), *sorted(there - set(KINDS))]


def _counts(changes: list[Change], found: Comparison) -> list[int]:
    count = Counter(change.kind for change in changes)
    return [count[kind] for kind in _kinds(found.changes)]


def _at(change: Change) -> At:
    at = change.after or change.before
    if at is None:
        raise ValueError(f"a change of {change.account_id} is nowhere")
    return at


def _when(at: At | None, names: Names) -> str:
    return f"{at.date:%a} {at.date} {clock_text(at.start_s)}, {names.rep(at.rep_id)}" if at else ""

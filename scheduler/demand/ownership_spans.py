"""Who owns which account when, within a span of days that is planned, where the owner changes in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.stints import Stint
from scheduler.demand.workdays import Absence, CompanyDay, work_calendar
from territory.accounts import Account, AccountKind, Rep
from territory.ownership.fitness import Unfit, unfit_owners
from territory.ownership.timeline import Timeline, coming_after, owned_on


def fit_lines(
    lines: Mapping[str, Timeline], accounts: Sequence[Account], reps: Sequence[Rep], span: tuple[date, int]
) -> tuple[dict[str, Timeline], tuple[Unfit, ...]]:
    """Return the timelines without the owners who may not visit, and each of these in the span, by account.

    While its owner lacks a skill, a language or the experience that it asks for, an account is planned for nobody.
    """
    start, days = span
    last = start + timedelta(days=days - 1)
    asking = {one.id: one for one in accounts if one.skills or one.languages or one.least_experience > 0}
    unfit: dict[str, Unfit] = {}
    fit = dict(lines)
    for account in sorted(asking.keys() & lines.keys()):
        held = {row.rep_id: unfit_owners({account: row.rep_id}, [asking[account]], reps) for row in lines[account]}
        lacking = {rep: found[0] for rep, found in held.items() if found}
        fit[account] = tuple(replace(row, rep_id="") if row.rep_id in lacking else row for row in lines[account])
        held_first = owned_on(lines[account], start)
        coming = [row for row in coming_after(lines[account], start) if row.valid_from <= last]
        for row in [*([held_first] if held_first else []), *coming]:
            if row.rep_id in lacking:
                unfit[account] = lacking[row.rep_id]
    return fit, tuple(one for _, one in sorted(unfit.items()))


def stints_within(
    lines: Mapping[str, Timeline],
    span: tuple[date, int],
    reps: Sequence[Rep],
    absences: tuple[Absence, ...],
    company_days: tuple[CompanyDay, ...],
) -> dict[str, tuple[Stint, ...]]:
    """Return the stints of each account that changes owner within the `days` days from a date on.

    An account without an owner on the first day is its first owner's from that owner's day on. A rep who is not among
    `reps` works on no day: whoever can makes the visits.
    """
    start, days = span
    changing = {account: line for account, line in lines.items() if _changes(line, span)}
    wanted = [rep for rep in reps if any(one.rep_id == rep.id for line in changing.values() for one in line)]
    works = {
        rep.id: frozenset(shift.day for shift in work_calendar(rep, start, days, absences, company_days).shifts)
        for rep in wanted
    }
    return {account: _stints(line, span, works) for account, line in changing.items()}


def _changes(line: Timeline, span: tuple[date, int]) -> bool:
    start, days = span
    last = start + timedelta(days=days - 1)
    held = owned_on(line, start)
    return any(
        one.valid_from <= last and (held is None or one.rep_id != held.rep_id) for one in coming_after(line, start)
    )


def _stints(line: Timeline, span: tuple[date, int], works: Mapping[str, frozenset[int]]) -> tuple[Stint, ...]:
    start, days = span
    held = owned_on(line, start)
    begins = [(0, held.rep_id)] if held else []
    begins += [((one.valid_from - start).days, one.rep_id) for one in coming_after(line, start)]
    begins = [one for at, one in enumerate(begins) if one[0] < days and (not at or begins[at - 1][1] != one[1])]
    ends = [*(first - 1 for first, _ in begins[1:]), days - 1]
    since = {one.rep_id: (one.valid_from - start).days for one in reversed(line)}
    until = {one.rep_id: (one.valid_from - start).days for one in line}
    return tuple(
        Stint(
            rep,
            first,
            last,
            works.get(rep, frozenset()),
            knows=since[rep] < first,
            covers=any(since[other] < first and until[other] > first for other in since if other != rep),
        )
        for (first, rep), last in zip(begins, ends, strict=True)
    )


def unowned(accounts: Iterable[Account], owners: Collection[str], start: date) -> Iterator[Problem]:
    """Yield one problem for the customers that nobody owns: no rep's horizon has them."""
    left = sorted(
        account.id for account in accounts if account.kind is AccountKind.CUSTOMER and account.id not in owners
    )
    if left:
        some = ", ".join(left[:5]) + (" ..." if len(left) > 5 else "")
        cause = sentence(
            "{count} customers have no owner on {start} and are planned for nobody ({some})",
            count=len(left),
            start=start,
            some=some,
        )
        yield Problem(
            "owner-missing", "workspace", cause, "Let each find its owner: roundsman territory lead --all --keep."
        )


def part_time(rep: Rep, lines: Mapping[str, Timeline], span: tuple[date, int]) -> Iterator[Problem]:
    """Yield the problem of a rep with accounts before the first day of work, or after the last one."""
    start, days = span
    last = start + timedelta(days=days - 1)
    action = "Let somebody cover these accounts until then, or plan from a later day."
    if rep.starts and rep.starts > start and (accounts := _held(rep, lines, start)):
        cause = sentence(
            "{rep_name} starts on {starts}: {accounts} accounts are visited by nobody before",
            rep_name=rep.name,
            starts=rep.starts,
            accounts=accounts,
        )
        yield Problem("rep-not-yet", sentence("rep {rep}", rep=rep.id), cause, action)
    if rep.ends and rep.ends < last and (accounts := _held(rep, lines, rep.ends + timedelta(days=1))):
        cause = sentence(
            "{rep_name} leaves on {ends}: {accounts} accounts are visited by nobody after it",
            rep_name=rep.name,
            ends=rep.ends,
            accounts=accounts,
        )
        yield Problem(
            "rep-leaves", sentence("rep {rep}", rep=rep.id), cause, "Give the accounts to others: roundsman territory."
        )


def _held(rep: Rep, lines: Mapping[str, Timeline], day: date) -> int:
    """Return how many accounts are a rep's on a day."""
    held = (owned_on(line, day) for line in lines.values())
    return sum(owned is not None and owned.rep_id == rep.id for owned in held)

"""Who owns which account when, within a span of days that is planned, where the owner changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from scheduler.demand.stints import Stint
from scheduler.demand.workdays import Absence, CompanyDay, work_calendar
from store.ownership import Timeline, coming_after, owned_on
from territory.accounts import Rep

DaysOff = tuple[tuple[Absence, ...], tuple[CompanyDay, ...]]


def read_stints(
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

"""Why a rep does not work on a day: a holiday, a company day, an absence, no hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from routing.findings import Finding
from scheduler.demand.hours import UnreadableHoursError
from scheduler.demand.workdays import work_calendar
from store.database import Connection
from store.fixed_dates import read_company_days, read_fixed_dates
from store.words import FixedKind
from territory.accounts import Rep


def free_days(connection: Connection, rep: Rep, days: Sequence[date]) -> dict[date, Finding]:
    """Return why the rep does not work, of those of some days that are off; nothing where the hours cannot be read."""
    if not days:
        return {}
    first, last = min(days), max(days)
    told = read_fixed_dates(connection, kinds=[FixedKind.ABSENCE], rep_id=rep.id, since=first)
    absences = [one.as_absence() for one in told]
    try:
        calendar = work_calendar(rep, first, (last - first).days + 1, absences, read_company_days(connection))
    except UnreadableHoursError:  # said where reps are edited, and before a plan is made
        return {}
    return {one.date: one.why for one in calendar.off if one.date in set(days)}

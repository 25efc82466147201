"""On which days, and between which hours, a rep works: hours, public holidays, company days, absences, employment.

The public holidays come from `scheduler.demand.holiday_regions`, as those of accounts do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routing.dates import Day
from routing.findings import Finding
from routing.problems import Problem
from routing.sentences import sentence, term
from routing.tour import Lunch, Window
from scheduler.demand.holiday_regions import country_code, holidays_between, region_code
from scheduler.demand.hours import DAY_S, UnreadableHoursError, parse_lunch, shift_windows, within
from territory.accounts import Rep

LATEST_S = 2 * DAY_S
"""No shift that begins on a day lasts longer."""
LONGEST_BREAK_S = 3 * 3600
"""Two spans a day with at most this between them are one shift with a break; else the longer one is driven."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Days, or hours of days, on which a rep does not visit; both dates inclusive.

    `from_s` and `until_s` (seconds since local midnight) make it a part of each day: a doctor, an office morning.
    """

    rep_id: str
    first: date
    last: date
    reason: str = "absence"
    from_s: int = 0
    until_s: int = DAY_S


@dataclass(frozen=True, slots=True)
class CompanyDay:
    """The company's own word on a date: a bridge day off, or a public holiday that is worked.

    `country` and `region` limit it to the reps of that place; empty means everybody. `from_s` and `until_s` make it a
    part of the day: off then, or, where it is worked, the only hours that are.
    """

    date: Day
    working: bool
    name: str
    country: str = ""
    region: str = ""
    from_s: int = 0
    until_s: int = DAY_S

    @property
    def is_whole(self) -> bool:
        """Return whether it speaks of the whole day."""
        return (self.from_s, self.until_s) == (0, DAY_S)

    def concerns(self, rep: Rep) -> bool:
        """Return whether this day is said to `rep`."""
        if self.country and country_code(self.country) != country_code(rep.country):
            return False
        return not self.region or region_code(rep.country, self.region) == region_code(rep.country, rep.region)


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """The one shift of a day; `day` counts from the first date asked for.

    A shift past midnight is that of the day on which it begins: its `end_s` lies beyond 24:00.
    """

    day: int
    date: Day
    start_s: int
    end_s: int
    lunch: Lunch | None


NO_HOURS = Finding.of("off-no-hours")
REASONS = {
    "off-absence": "absence: {what}",
    "off-public-holiday": "public holiday: {what}",
    "off-company-day": "company day off: {what}",
    "off-no-hours": "no working hours",
    "off-not-yet": "starts on {what}",
    "off-left": "left on {what}",
}
"""Why a day is off, by code, in English: problems are told in it."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day without work, and why."""

    day: int
    date: Day
    why: Finding

    @property
    def reason(self) -> str:
        """Return why in English, as the cause of a problem: ``public holiday: Epiphany``, ``no working hours``."""
        facts = dict(self.why.facts)
        if self.why.code == "off-public-holiday":
            facts["what"] = term(str(facts["what"]))
        return sentence(REASONS[self.why.code], **facts)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A span of dates of one rep: every date has a shift or is off with a reason."""

    shifts: tuple[WorkingDay, ...]
    off: tuple[DayOff, ...]


def public_holidays(country: str, region: str, first: date, last: date) -> dict[date, str]:
    """Return the public holidays between two dates, both inclusive, by name.

    Raises
    ------
    UnreadableHoursError
        If the library knows no such country or region.
    """
    return dict(holidays_between(country, region, first, last))


def rep_problems(rep: Rep, where: str) -> list[Problem]:
    """Return what keeps a rep's working calendar from being read: hours, lunch, country."""
    remedies = {
        "hours-unreadable": "Write working hours such as: Mo-Th 08:00-17:00; Fr 08:00-13:00.",
        "lunch-unreadable": "Write lunch such as: 11:30-13:30/45 (earliest and latest start, minutes).",
        "country-unknown": "Use an ISO 3166 country code and one of its subdivisions, or no region.",
    }
    checks: dict[str, Callable[[], object]] = {
        "hours-unreadable": lambda: shift_windows(rep.working_hours, date(2026, 1, 5), 7),
        "lunch-unreadable": lambda: parse_lunch(rep.lunch),
        "country-unknown": lambda: public_holidays(rep.country, rep.region, date(2026, 1, 1), date(2026, 1, 2)),
    }
    problems = []
    for code, check in checks.items():
        try:
            check()
        except UnreadableHoursError as error:
            problems.append(Problem(code, where, str(error), remedies[code]))
    return problems


def work_calendar(
    rep: Rep,
    first: date,
    days: int,
    absences: Iterable[Absence] = (),
    company_days: Iterable[CompanyDay] = (),
) -> WorkCalendar:
    """Return the shifts of a rep from `first` on, and the reason of each day without one."""
    spans = shift_windows(rep.working_hours, first, days)
    free = public_holidays(rep.country, rep.region, first, first + timedelta(days=days - 1))
    concerned = [day for day in company_days if day.concerns(rep)]
    said = {day.date: day for day in concerned if day.is_whole or day.working}
    parts = [day for day in concerned if not day.is_whole]
    away = [absence for absence in absences if absence.rep_id == rep.id]
    lunch = parse_lunch(rep.lunch)
    shifts: list[WorkingDay] = []
    off: list[DayOff] = []
    for day in range(days):
        today = first + timedelta(days=day)
        reason = _day_off(today, spans[day], free, said, rep)
        rest, why = (spans[day], NO_HOURS) if reason is None else ((), reason)
        for part in parts:
            if rest and part.date == today:
                rest, why = _in_part(rest, part), Finding.of("off-company-day", what=part.name)
        for absence in away:
            if rest:
                rest, why = _left(rest, absence, today), Finding.of("off-absence", what=absence.reason)
        if rest:
            shifts.append(_shift(day, today, rest, lunch))
        else:
            off.append(DayOff(day, today, why))
    return WorkCalendar(tuple(shifts), tuple(off))


def _day_off(
    today: date, spans: Sequence[Window], free: dict[date, str], said: dict[date, CompanyDay], rep: Rep
) -> Finding | None:
    if rep.starts and today < rep.starts:
        return Finding.of("off-not-yet", what=rep.starts.isoformat())
    if rep.ends and today > rep.ends:
        return Finding.of("off-left", what=rep.ends.isoformat())
    if not spans:
        return NO_HOURS
    if today in said:
        return None if said[today].working else Finding.of("off-company-day", what=said[today].name)
    return Finding.of("off-public-holiday", what=free[today]) if today in free else None


def _in_part(spans: Sequence[Window], part: CompanyDay) -> tuple[Window, ...]:
    """Return what a part of a day that is off leaves of the day's spans; of a worked part, what lies in it."""
    until_s = _end_of(part.until_s)
    return (
        within(tuple(spans), (Window(part.from_s, until_s),)) if part.working else _without(spans, part.from_s, until_s)
    )


def _left(spans: Sequence[Window], absence: Absence, today: date) -> tuple[Window, ...]:
    """Cut an absence out of a day's spans; of a shift past midnight, hours off on the next day too.

    Whole days off on the next day leave it alone: the shift is that of the day on which it begins.
    """
    left = tuple(spans)
    if absence.first <= today <= absence.last:
        left = _without(left, absence.from_s, _end_of(absence.until_s))
    is_whole = (absence.from_s, absence.until_s) == (0, DAY_S)
    if not is_whole and absence.first <= today + timedelta(days=1) <= absence.last:
        left = _without(left, absence.from_s + DAY_S, absence.until_s + DAY_S)
    return left


def _end_of(until_s: int) -> int:
    """Return when a part of a day ends; until 24:00 it lasts as long as the day's shift does, past midnight too."""
    return LATEST_S if until_s == DAY_S else until_s


def _without(spans: Sequence[Window], from_s: int, until_s: int) -> tuple[Window, ...]:
    left = [Window(s.opens_s, min(s.closes_s, from_s)) for s in spans if s.opens_s < from_s]
    right = [Window(max(s.opens_s, until_s), s.closes_s) for s in spans if s.closes_s > until_s]
    return tuple(sorted(left + right))


def _shift(day: int, today: date, spans: Sequence[Window], lunch: Lunch | None) -> WorkingDay:
    """Return the day's tour: two spans around a break at lunch time, else the longest span."""
    if len(spans) == 2 and _is_break(spans[0].closes_s, spans[1].opens_s, lunch):
        gap = Lunch(spans[0].closes_s, spans[0].closes_s, spans[1].opens_s - spans[0].closes_s)
        return WorkingDay(day, today, spans[0].opens_s, spans[1].closes_s, gap)
    longest = max(spans, key=lambda span: span.closes_s - span.opens_s)
    return WorkingDay(day, today, longest.opens_s, longest.closes_s, _lunch_of(longest, lunch))


def _is_break(from_s: int, until_s: int, lunch: Lunch | None) -> bool:
    short = until_s - from_s <= LONGEST_BREAK_S
    return short and (lunch is None or (from_s < lunch.latest_s + lunch.length_s and until_s > lunch.earliest_s))


def _lunch_of(span: Window, lunch: Lunch | None) -> Lunch | None:
    """Return the lunch of a shift that covers all of its span; a shorter shift has none."""
    covers = lunch and span.opens_s <= lunch.earliest_s and lunch.latest_s + lunch.length_s <= span.closes_s
    return lunch if covers else None

"""When reps are busy by calendars of their own: kept as absences without titles, which never touch what people told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.busy import Busy, busy_time
from calendars.dav import same_origin
from calendars.feed import DAYS_AHEAD
from calendars.server import CalendarServer
from office.calendars.accounts import access_of, require_account
from office.door import Act, works
from office.known import require_rep
from office.outbox import EVENTS
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.hours import DAY_S
from scheduler.demand.workdays import Absence
from store.changes import Kind, Subject
from store.events import read_kept
from store.fixed_dates import (
    FixedKind,
    Source,
    absence_row,
    read_fixed_dates,
    remove_fixed_dates,
    write_fixed_dates,
)
from store.people import emails_of_rep
from territory.accounts import Rep

BUSY = "busy"
"""The reason of absences that come from a rep's own calendar."""


@dataclass(frozen=True, slots=True)
class BusyReport:
    """How many spans of busy time are kept now, and what could not be read."""

    spans: int
    problems: tuple[Problem, ...]


@works
def import_busy(act: Act, rep_id: str, url: str = "") -> BusyReport:
    """Keep when a rep is busy by a calendar of the rep's own, as absences without titles.

    Parameters
    ----------
    url : str
        The calendar's address at the same server and login; empty for the connected calendar itself.

    Raises
    ------
    BadInputError
        If the address is another server's: the rep's password is not sent there.
    ServerAwayError, NoAnswerError, NoSecretError
    """
    with act.reading() as connection:
        act.require_rep(rep_id)
        rep, account = require_rep(connection, rep_id), require_account(connection, rep_id)
        ours = read_kept(connection, rep_id).keys()
        own = {rep.email, account.login, *emails_of_rep(connection, rep_id)}
    if url and not same_origin(account.url, url):
        cause = sentence("{url} is not at the server that is connected", url=url)
        raise BadInputError(
            [
                Problem(
                    "address-elsewhere",
                    sentence("rep {rep_id}", rep_id=rep_id),
                    cause,
                    "Give an address of that server.",
                )
            ]
        )
    zone = ZoneInfo(rep.timezone)
    first = act.today(rep.timezone)
    last = first + timedelta(days=DAYS_AHEAD)
    stored = CalendarServer(access_of(act.office, account, url)).between(first, last)
    found = busy_time([(item.href, item.data) for item in stored], ours, zone, first, last, own=own)
    with act.writing():
        _replace(act, rep, found.spans)
        act.touch(Subject(Kind.FIXED_DATES, rep_id))
        act.follow(EVENTS, rep_id=rep_id)
        act.note(sentence("{rep} is busy {count} times by a calendar", rep=rep.name, count=len(found.spans)))
        return act.answer(BusyReport(len(found.spans), found.problems))


def _replace(act: Act, rep: Rep, spans: Sequence[Busy]) -> None:
    """Replace what the calendar said before; where a person told of an absence at that hour, the person's stays."""
    connection, first = act.connection, act.today(rep.timezone)
    there = read_fixed_dates(connection, kinds=[FixedKind.ABSENCE], rep_id=rep.id, since=first)
    ours = [one for one in there if one.source is Source.CALENDAR and one.first >= first]
    remove_fixed_dates(connection, [one.id for one in ours])
    gone = {one.id for one in ours}
    taken = {(one.first, one.from_s) for one in there if one.id not in gone}
    found = [absence for span in spans for absence in busy_absences(span, rep)]
    new = [absence for absence in found if (absence.first, absence.from_s) not in taken]
    rows = [absence_row(absence, Source.CALENDAR, made_by=act.who.id, made_at=act.at) for absence in new]
    write_fixed_dates(connection, rows)


def busy_absences(span: Busy, rep: Rep) -> list[Absence]:
    """Return a span as the absences of its days, on the rep's clock."""
    zone = ZoneInfo(rep.timezone)
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    days = [start.date() + timedelta(days=number) for number in range((end.date() - start.date()).days + 1)]
    found = []
    for day in days:
        from_s = _clock_s(start) if day == start.date() else 0
        until_s = _clock_s(end) if day == end.date() else DAY_S
        if from_s < until_s:
            found.append(Absence(rep.id, day, day, BUSY, from_s, until_s))
    return found


def _clock_s(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second

"""CalDAV: connecting a rep's calendar, one sync of it, and the busy time it tells."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.busy import Busy, busy_time
from calendars.dav import Access
from calendars.events import EventKind, event_uid
from calendars.exchange import SyncReport, SyncState, synchronise
from calendars.feed import DAYS_AHEAD
from calendars.links import Answer, Deleted, Missing, Moment, Moved, Noted, Restored
from calendars.server import CalendarServer
from calendars.sync import release
from office.calendars.events import BUSY, find_rep, refresh_events
from office.visits.visits import (
    DOUBTS,
    ask_about_missing,
    decline_visit,
    is_planned,
    move_visit,
    note_visit,
    restore_visit,
)
from routing.problems import BadInputError, Problem, WorldError
from scheduler.demand.hours import DAY_S
from scheduler.demand.workdays import Absence
from store.answers import AnswerKind, VisitAnswer, add_answer, settle
from store.calendar_links import (
    CalendarAccount,
    connected_reps,
    read_account,
    read_state,
    write_account,
    write_state,
)
from store.changes import record_change
from store.database import Connection, Engine, reading, writing
from store.events import read_kept, visit_of
from store.fixed_dates import (
    FixedKind,
    Source,
    absence_row,
    read_absences,
    read_fixed_dates,
    remove_fixed_dates,
    write_fixed_dates,
)
from store.instants import written
from store.visits import read_visit_log
from territory.accounts import Rep

SECRET_SECONDS = 60

DAYS_BEHIND = 7
"""A visit that was missed is dragged to another day some days later."""


class NoSecretError(WorldError):
    """The command that should print the password did not."""

    def __init__(self, command: str, reason: str) -> None:
        super().__init__(f"The command {command!r} did not print the calendar's password: {reason}.")


@dataclass(frozen=True, slots=True)
class BusyReport:
    """How many spans of busy time are kept now, and what could not be read."""

    spans: int
    problems: tuple[Problem, ...]


def connect_calendar(engine: Engine, account: CalendarAccount, now: datetime) -> None:
    """Keep where a rep's calendar is, after looking whether it is there.

    Raises
    ------
    ServerAwayError, NoAnswerError, NoSecretError
        If it cannot be read; nothing is kept then.
    """
    with reading(engine) as connection:
        find_rep(connection, account.rep_id)
    CalendarServer(access_of(account)).listing()
    with writing(engine) as connection:
        write_account(connection, account)
        record_change(connection, "calendar connect", f"rep {account.rep_id}", now)


def access_of(account: CalendarAccount) -> Access:
    """Return the access to a calendar, with the password fresh from its command."""
    secret = _secret(account.secret_command)
    if account.login:
        return Access(account.url, account.login, secret)
    return Access(account.url, token=secret)


def _secret(command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            shlex.split(command), check=True, capture_output=True, text=True, timeout=SECRET_SECONDS
        )
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise NoSecretError(command, type(error).__name__) from error
    lines = done.stdout.splitlines()
    if not lines or not lines[0]:
        raise NoSecretError(command, "it printed nothing")
    return lines[0]


def sync_calendar(engine: Engine, rep_id: str, now: datetime) -> SyncReport:
    """Bring a rep's calendar and the plan in force together.

    What the rep did becomes answers, in the same transaction that notes it was seen: an interrupted sync loses none.
    """
    with writing(engine) as connection:
        refresh_events(connection, now, {rep_id})
        rep, account = find_rep(connection, rep_id), _account(connection, rep_id)
        today = now.astimezone(ZoneInfo(rep.timezone)).date()
        first, last = today - timedelta(days=DAYS_BEHIND), today + timedelta(days=DAYS_AHEAD)
        wanted = read_kept(connection, rep_id, first, last)
        state = read_state(connection, rep_id)

    def save(found: SyncState, answers: Sequence[Answer]) -> None:
        with writing(engine) as connection:
            write_state(connection, rep_id, found)
            for answer in answers:
                _take_down(connection, rep, answer, now)
            if answers:
                record_change(connection, "calendar sync", f"rep {rep_id}: {len(answers)} answers", now)

    return synchronise(CalendarServer(access_of(account)), state, wanted, ZoneInfo(rep.timezone), save)


def _account(connection: Connection, rep_id: str) -> CalendarAccount:
    account = read_account(connection, rep_id)
    if account is None:
        action = "Connect one: roundsman calendar connect --help."
        raise BadInputError([Problem("calendar-unknown", f"rep {rep_id}", "has no calendar connected", action)])
    return account


def _take_down(connection: Connection, rep: Rep, answer: Answer, now: datetime) -> None:
    """Turn what the rep did in the calendar into what the rep said; lunch and absences are the rep's own affair."""
    visit_id = visit_of(connection, rep.id, answer.uid)
    if not visit_id:
        return
    if isinstance(answer, Restored):
        settle(connection, visit_id, DOUBTS)  # it is there again: nobody need be asked any more
        if restore_visit(connection, visit_id, now, "calendar"):
            return
    closed = {visit.visit_id for visit in read_visit_log(connection)}
    if visit_id in closed and isinstance(answer, Deleted | Missing):
        return  # the rep tidies up
    if visit_id in closed or not is_planned(connection, visit_id):
        _ask(connection, rep, visit_id, answer, now)
    elif isinstance(answer, Moved):
        day, start_s = _local(answer.start, ZoneInfo(rep.timezone))
        move_visit(connection, visit_id, day, start_s, reason="", now=now, source="calendar")
    elif isinstance(answer, Deleted):
        decline_visit(connection, visit_id, "", now, source="calendar")
    elif isinstance(answer, Missing):
        ask_about_missing(connection, visit_id, now)
    elif isinstance(answer, Noted):
        note_visit(connection, visit_id, answer.text, now)


def _ask(connection: Connection, rep: Rep, visit_id: str, answer: Answer, now: datetime) -> None:
    """Keep, as a question, what was done to the event of a visit that is closed or planned no more."""
    day, start_s = _local(answer.start, ZoneInfo(rep.timezone)) if isinstance(answer, Moved) else (None, None)
    text = answer.text if isinstance(answer, Noted) else "the visit is closed or planned no more"
    kind, made_at = _KINDS[type(answer)], written(now)
    add_answer(connection, VisitAnswer(visit_id, "", rep.id, kind, text, "calendar", made_at, day, start_s, open=True))


_KINDS = {
    Moved: AnswerKind.MOVED,
    Deleted: AnswerKind.DECLINED,
    Missing: AnswerKind.MISSING,
    Restored: AnswerKind.RESTORED,
    Noted: AnswerKind.NOTED,
}


def _local(moment: Moment, zone: ZoneInfo) -> tuple[date, int | None]:
    if not isinstance(moment, datetime):
        return moment, None
    clock = moment.astimezone(zone)
    return clock.date(), clock.hour * 3600 + clock.minute * 60 + clock.second


def settle_visit(connection: Connection, visit_id: str) -> bool:
    """Let the plan's word count again for a visit that the rep moved or deleted; return whether it is linked."""
    settled = False
    for rep_id in connected_reps(connection):
        state, uid = read_state(connection, rep_id), event_uid(EventKind.VISIT, visit_id)
        if uid in state.links:
            links = {**state.links, uid: release(state.links[uid])}
            write_state(connection, rep_id, replace(state, links=links))
            settle(connection, visit_id, DOUBTS)
            settled = True
    return settled


def read_busy(engine: Engine, rep_id: str, url: str, now: datetime) -> BusyReport:
    """Keep when a rep is busy by a calendar of the rep's own, as absences without titles.

    Parameters
    ----------
    url : str
        The calendar's address at the same server and login; empty for the connected calendar itself.
    """
    with reading(engine) as connection:
        rep, account = find_rep(connection, rep_id), _account(connection, rep_id)
        ours = read_kept(connection, rep_id).keys()
    zone = ZoneInfo(rep.timezone)
    first = now.astimezone(zone).date()
    last = first + timedelta(days=DAYS_AHEAD)
    stored = CalendarServer(access_of(replace(account, url=url or account.url))).between(first, last)
    found = busy_time([(item.href, item.data) for item in stored], ours, zone, first, last)
    with writing(engine) as connection:
        _replace_busy(connection, rep, found.spans, first)
        record_change(connection, "calendar busy", f"rep {rep_id}: {len(found.spans)} spans", now)
    return BusyReport(len(found.spans), found.problems)


def _replace_busy(connection: Connection, rep: Rep, spans: Sequence[Busy], first: date) -> None:
    kinds, sources = [FixedKind.ABSENCE], [Source.CALENDAR]
    ours = read_fixed_dates(connection, kinds=kinds, sources=sources, rep_id=rep.id, since=first)
    remove_fixed_dates(connection, [one.id for one in ours if one.first >= first])
    taken = {(absence.rep_id, absence.first, absence.from_s) for absence in read_absences(connection)}
    found = [absence for span in spans for absence in busy_absences(span, rep)]
    new = [absence for absence in found if (rep.id, absence.first, absence.from_s) not in taken]
    write_fixed_dates(connection, [absence_row(absence, Source.CALENDAR) for absence in new])


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

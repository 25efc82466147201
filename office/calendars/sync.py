"""One sync of a rep's calendar with the plan in force: what the rep did there is what the rep said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.exchange import SyncReport, SyncState, synchronise
from calendars.feed import DAYS_AHEAD
from calendars.links import Answer, Deleted, Missing, Moment, Moved, Noted, Restored
from calendars.server import CalendarServer
from office.calendars.accounts import access_of, require_account
from office.door import Act, reads, works
from office.identity import person_of
from office.known import require_rep
from office.outbox import deliver
from office.people import Grant, Person, Reach, Role
from office.plans.rule_book import OvertakenError, Rulings, Wish, may_lie, standing
from office.visits.memory import DOUBTS, remember, say
from office.visits.moves import keep_move
from office.visits.visits import decline_visit, note_visit, reopen_visit
from routing.problems import WorldError
from routing.sentences import joined, sentence
from store.answers import AnswerKind, settle
from store.calendar_links import connected_reps, read_state, write_state
from store.changes import Kind, Subject
from store.database import Connection
from store.events import read_kept, visit_of
from store.people import person_of_rep
from store.planned_visits import Placed, find_in_force
from store.visits import find_closed_visit, find_visit_row
from territory.accounts import Rep

DAYS_BEHIND = 7
"""A visit that was missed is dragged to another day some days later."""


class SyncedMeanwhileError(WorldError):
    """Another sync of the same calendar went on at the same time."""

    def __init__(self, rep: Rep) -> None:
        super().__init__(
            sentence(
                "The calendar of {rep_name} was synced by somebody else meanwhile. Nothing was changed.",
                rep_name=rep.name,
            )
        )


@reads
def list_connected(act: Act) -> tuple[str, ...]:
    """Return the reps of the person's whose calendars are connected."""
    found = connected_reps(act.connection)
    return tuple(rep_id for rep_id in found if act.reps is None or rep_id in act.reps)


@works
def sync_calendar(act: Act, rep_id: str) -> SyncReport:
    """Bring a rep's calendar and the plan in force together.

    What the rep did becomes answers, in the same transaction that notes it was seen: an interrupted sync loses none.

    Raises
    ------
    BadInputError
        If the rep has connected no calendar.
    ServerAwayError, NoAnswerError, NoSecretError, SyncedMeanwhileError
        If it cannot be worked with; what was kept until then stays.
    """
    deliver(act.office)
    with act.reading() as connection:
        act.require_rep(rep_id)
        rep, account = require_rep(connection, rep_id), require_account(connection, rep_id)
        today = act.today(rep.timezone)
        wanted = read_kept(connection, rep_id, today - timedelta(days=DAYS_BEHIND), today + timedelta(days=DAYS_AHEAD))
        state, who = read_state(connection, rep_id), rep_person(connection, rep)
    known, office = state, act.office.once("")  # each step is kept by itself

    def save(found: SyncState, answers: Sequence[Answer]) -> None:
        nonlocal known
        keep_sync(office, who, rep_id, Seen(known, found, tuple(answers)))
        known = found

    return synchronise(CalendarServer(access_of(act.office, account)), state, wanted, ZoneInfo(rep.timezone), save)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a step of a sync has seen: the state before and after it, and what the rep did."""

    before: SyncState
    found: SyncState
    answers: tuple[Answer, ...] = ()


@works
def keep_sync(act: Act, rep_id: str, seen: Seen) -> None:
    """Keep what a sync has seen and is about to send, and take down what the rep did, as the rep's own acts.

    Raises
    ------
    SyncedMeanwhileError
        If another sync has kept something since.
    """
    standing(act, lambda: _rulings(act, rep_id, seen.answers), lambda found: _keep(act, rep_id, seen, found))


def _rulings(act: Act, rep_id: str, answers: Sequence[Answer]) -> Rulings:
    """Judge what the rep moved, one after the other, before anything is written."""
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    wishes = {answer.uid: _wish(act, rep, answer) for answer in answers if isinstance(answer, Moved)}
    return may_lie(act, {uid: wish for uid, wish in wishes.items() if wish is not None})


def _wish(act: Act, rep: Rep, answer: Moved) -> Wish | None:
    """Return where the rep wants a visit that can be moved; None where moving it is a question in any case."""
    visit_id = visit_of(act.connection, rep.id, answer.uid)
    planned = find_in_force(act.connection, visit_id) if visit_id else None
    if planned is None or planned.rep_id != rep.id or find_closed_visit(act.connection, visit_id):
        return None
    return Wish(visit_id, *_local(answer.start, ZoneInfo(rep.timezone)))


def _keep(act: Act, rep_id: str, seen: Seen, rulings: Rulings) -> None:
    rep = require_rep(act.connection, rep_id)
    if read_state(act.connection, rep_id) != seen.before:
        raise SyncedMeanwhileError(rep)
    write_state(act.connection, rep_id, seen.found)
    done = [text for answer in seen.answers for text in [_take_down(act, rep, answer, rulings)] if text]
    if not done:
        act.changed_nothing()
    act.touch(Subject(Kind.CALENDAR, rep_id))
    act.note(sentence("by the calendar of {rep}: {names}", rep=rep.name, names=joined("; ", done)))


def rep_person(connection: Connection, rep: Rep) -> Person:
    """Return the rep as a person who acts: the registered one, or the rep's own name where nobody is."""
    row = person_of_rep(connection, rep.id)
    if row is not None:
        return person_of(row)
    return Person(rep.id, rep.name, (Grant(Role.REP, Reach.OWN),), rep.id)


def _take_down(act: Act, rep: Rep, answer: Answer, rulings: Rulings) -> str:
    """Turn what the rep did in the calendar into what the rep said; lunch and absences are the rep's own affair."""
    visit_id = visit_of(act.connection, rep.id, answer.uid)
    if not visit_id:
        return ""
    if isinstance(answer, Restored):
        settle(act.connection, visit_id, DOUBTS)  # it is there again: nobody need be asked any more
    planned, closed = find_in_force(act.connection, visit_id), find_closed_visit(act.connection, visit_id)
    if isinstance(answer, Restored) and planned and closed and reopen_visit.inside(act, visit_id):
        return sentence("opened {visit} again", visit=visit_id)
    if closed and isinstance(answer, Deleted | Missing):
        return ""  # the rep tidies up
    if closed or planned is None or planned.rep_id != rep.id:
        return _ask(act, rep, visit_id, answer)
    return _act(act, planned, answer, rulings)


def _act(act: Act, visit: Placed, answer: Answer, rulings: Rulings) -> str:
    if isinstance(answer, Moved):
        if answer.uid not in rulings:  # it could not be moved as it was judged, and can be now
            raise OvertakenError(())
        moved = keep_move(act, rulings[answer.uid], "")
        return sentence("moved {visit} to {day}", visit=visit.visit_id, day=moved.day)
    if isinstance(answer, Deleted):
        decline_visit.inside(act, visit.visit_id, "")
        return sentence("declined {visit}", visit=visit.visit_id)
    if isinstance(answer, Missing):
        text = "the event is gone after a removal that had no answer: by the rep's hand or by ours"
        remember(act, visit, AnswerKind.MISSING, text, open=True)
        return sentence("lost {visit}", visit=visit.visit_id)
    if isinstance(answer, Noted):
        note_visit.inside(act, visit.visit_id, answer.text)
        return sentence("wrote into {visit}", visit=visit.visit_id)
    return ""


def _ask(act: Act, rep: Rep, visit_id: str, answer: Answer) -> str:
    """Keep, as a question, what was done to the event of a visit that is closed or planned no more."""
    day, start_s = _local(answer.start, ZoneInfo(rep.timezone)) if isinstance(answer, Moved) else (None, None)
    text = answer.text if isinstance(answer, Noted) else "the visit is closed or planned no more"
    row = find_visit_row(act.connection, visit_id)
    if row is None:
        raise LookupError(f"the event of {rep.id} is about visit {visit_id}, which has no row")
    visit = Placed(visit_id, row.account_id, rep.id, act.today(rep.timezone), row.number)
    say(act, visit, _KINDS[type(answer)], text, date=day, start_s=start_s, open=True)
    return sentence("asks about {visit}", visit=visit_id)


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

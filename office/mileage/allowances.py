"""Allowances for days away, posted day by day; nights that a rep's attested trips confirm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mileage.allowances import Journey, allowance
from mileage.ledger import Entry, EntryKind, Posting
from mileage.periods import Closing
from mileage.trips import Trip, TripKind
from office.door import Act, writes
from office.mileage.expenses import late
from office.mileage.reps import rep_today, require_self
from office.signatures import require_signature
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.nights.policy import PREFIX
from store.changes import Kind, Subject
from store.claims import read_closing
from store.database import Connection
from store.expenses import StoredAllowance, add_allowances, read_allowances
from store.ledger import post
from store.terms import allowance_table
from store.trips import TripState, read_trips

LONGEST = timedelta(days=92)
"""Nights are counted on for so long at most."""


@writes
def add_journey(act: Act, scheme: str, journey: Journey, *, away: str = "") -> tuple[Posting, ...]:
    """Post a journey's allowances, day by day; a day's meals and a night are paid once.

    Parameters
    ----------
    away : str
        The place of every night on end that the rep's attested trips confirm, in place of the journey's nights.

    Raises
    ------
    BadInputError
        Where a place or a day has no rate, was paid before or has not come yet, or no night is confirmed.
    """
    require_signature(act)
    require_self(act, journey.rep_id)
    connection = act.connection
    if away:
        nights = confirmed_nights(connection, journey.rep_id, journey.first_day)
        journey = replace(journey, nights=(away,) * nights)
    table = allowance_table(connection, scheme)
    new = [StoredAllowance(journey.rep_id, line, table.hash) for line in allowance(table, journey)]
    known = {one.id for one in read_allowances(connection, journey.rep_id)}
    twice = [one.id for one in new if one.id in known]
    problems = [Problem("allowance-known", name, "was paid before", "Leave the day out.") for name in twice]
    if journey.last_day > rep_today(act, journey.rep_id):
        where = sentence("journey of {rep_id} until {last_day}", rep_id=journey.rep_id, last_day=journey.last_day)
        problems.append(Problem("allowance-in-the-future", where, "has not come yet", "Enter it afterwards."))
    if problems:
        raise BadInputError(problems)
    add_allowances(connection, new)
    closing = read_closing(connection)
    if not new:
        act.changed_nothing()
    act.touch(Subject(Kind.LEDGER, journey.rep_id))
    act.note(sentence("allowances of {rep} from {first}", rep=journey.rep_id, first=journey.first_day))
    return post(connection, [_entry(one, closing) for one in new], act.at, act.who.id)


def confirmed_nights(connection: Connection, rep_id: str, first: date) -> int:
    """Return how many nights on end the rep was away from `first` on.

    Raises
    ------
    BadInputError
        If no attested business trip of that day ends at a hotel, or none begins there afterwards.
    """
    stored = read_trips(connection, (TripState.ATTESTED,), rep_id, first, first + LONGEST)
    trips = [one.trip for one in stored if one.trip.kind is TripKind.BUSINESS]
    nights, evening = 0, _evening(trips, first)
    if evening is None:
        raise _unconfirmed(rep_id, first, "no attested business trip ends at a hotel on that day")
    while evening is not None:
        mornings = (t.date for t in trips if t.from_id == evening.to_id and t.date > evening.date)
        morning = min(mornings, default=None)
        if morning is None:
            raise _unconfirmed(
                rep_id,
                evening.date,
                sentence("no attested trip leaves {to_address} afterwards", to_address=evening.to_address),
            )
        nights += (morning - evening.date).days
        evening = _evening(trips, morning)
    return nights


def _evening(trips: list[Trip], day: date) -> Trip | None:
    return next((trip for trip in trips if trip.date == day and trip.to_id.startswith(PREFIX)), None)


def _unconfirmed(rep_id: str, day: date, cause: str) -> BadInputError:
    action = "Confirm the visits and attest the trips of both days, or name each --night."
    return BadInputError(
        [Problem("night-unconfirmed", sentence("{rep_id} on {day}", rep_id=rep_id, day=day), cause, action)]
    )


def _entry(one: StoredAllowance, closing: Closing) -> Entry:
    period = closing.period(one.rep_id, one.line.day)
    return Entry(
        kind=EntryKind.ALLOWANCE,
        rep_id=one.rep_id,
        subject=one.id,
        day=one.line.day,
        period=period,
        debit=f"allowance:{one.line.what}",
        credit=f"owed:{one.rep_id}",
        pay=one.line.pay,
        table_hash=one.table_hash,
        evidence=one.seal,
        reason=late(period, one.line.day),
    )

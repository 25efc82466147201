"""Our visits as they stand in a CRM: which are wanted there, and what is written, changed and removed.

What is wanted is compared with what the CRM was told last: whoever ends anywhere, the next one goes on from there, and
an event that was written already is written again under its own key, never twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from calendars.compose import instant
from crm.merge import Both
from crm.records import Crm, Event, Outcome, Record
from crm.values import written as to_the_millisecond
from office.imports.visit_rows import PREFIX
from office.opening import Office
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import PlannedVisit, Tour, VisitStatus
from store.accounts import read_accounts, read_reps
from store.crm import (
    CrmConnection,
    CrmVisit,
    accounts_there,
    read_visits_written,
    write_visits_written,
)
from store.database import Connection, reading, writing
from store.plans import published_plan, read_plan
from store.visits import visits_closed_since
from territory.accounts import Account, Rep

BEHIND, AHEAD = timedelta(days=14), timedelta(days=42)
"""Visits of these days stand in the CRM as they do here; those before stay there as they are."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many events were written, removed and refused; `more` where some are left for another time."""

    written: int = 0
    removed: int = 0
    refused: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Facts:
    accounts: Mapping[str, Account]
    reps: Mapping[str, Rep]
    there: Mapping[str, str]
    owners: Mapping[str, str]


def write_visits(office: Office, made: CrmConnection, crm: Crm, most_batches: int | None = None) -> Written:
    """Bring a CRM's events up to date with the plan in force and with what was done.

    Raises
    ------
    CrmAwayError, CrmBusyError, CrmRefusedError
        What was written until then is kept.
    """
    since = office.clock().date() - BEHIND
    with reading(office.database) as connection:
        wanted = wanted_events(connection, made, since, office.clock().date() + AHEAD)
        sent = read_visits_written(connection, made.name)
    due = [one for one in wanted.values() if one.key not in sent or sent[one.key].sent != facts_of(one)]
    gone = {key: one.record for key, one in sent.items() if key not in wanted and one.day >= since}
    batches = [*_cut(sorted(due, key=lambda one: (one.day, one.key)), crm.most), *_cut(sorted(gone.items()), crm.most)]
    done = Written()
    for batch in batches[:most_batches]:
        done = _added(done, _send(office, made, crm, batch))
    return replace(done, more=len(batches) > len(batches[:most_batches]))


def _cut(values: list[Any], most: int) -> list[list[Any]]:
    return [values[begin : begin + most] for begin in range(0, len(values), most)]


def _added(one: Written, other: Written) -> Written:
    return Written(one.written + other.written, one.removed + other.removed, one.refused + other.refused)


def _send(office: Office, made: CrmConnection, crm: Crm, batch: list[Any]) -> Written:
    if isinstance(batch[0], Event):
        return _write(office, made, crm, batch)
    outcomes = crm.remove(dict(batch))
    bad = [one for one in outcomes if one.code]
    with writing(office.database) as connection:
        sent = read_visits_written(connection, made.name)
        kept = [replace(sent[one.key], error=_why(one)) for one in bad if one.key in sent]
        write_visits_written(connection, made.name, kept, [one.key for one in outcomes if not one.code])
    return Written(removed=len(outcomes) - len(bad), refused=len(bad))


def _write(office: Office, made: CrmConnection, crm: Crm, batch: list[Event]) -> Written:
    """Write events: first that they are about to be written, so that none is there of which nothing is known here."""
    with writing(office.database) as connection:
        sent = read_visits_written(connection, made.name)
        new = [CrmVisit(one.key, "", one.day, {}) for one in batch if one.key not in sent]
        write_visits_written(connection, made.name, new)
    outcomes = {one.key: one for one in crm.write(batch)}
    with writing(office.database) as connection:
        sent = read_visits_written(connection, made.name)
        kept = [_after(sent[one.key], one, outcomes[one.key]) for one in batch if one.key in sent]
        write_visits_written(connection, made.name, kept)
    refused = sum(1 for one in outcomes.values() if one.code)
    return Written(written=len(outcomes) - refused, refused=refused)


def _after(was: CrmVisit, event: Event, outcome: Outcome) -> CrmVisit:
    if outcome.code:
        return replace(was, error=_why(outcome))
    return CrmVisit(event.key, outcome.id, event.day, facts_of(event))


def _why(outcome: Outcome) -> str:
    return f"{outcome.code}: {outcome.cause}" if outcome.cause else outcome.code


def wanted_events(connection: Connection, made: CrmConnection, since: date, until: date) -> dict[str, Event]:
    """Return the visits that are to stand in a CRM, by visit: planned ones that are open, and those that were done."""
    there = accounts_there(connection, made.name)
    if not there:
        return {}
    facts = _Facts(
        {one.id: one for one in read_accounts(connection) if one.id in there},
        {one.id: one for one in read_reps(connection)},
        there,
        made.owners,
    )
    closed = {one.visit_id: one for one in visits_closed_since(connection, since)}
    head = published_plan(connection)
    tours = read_plan(connection, head).tours if head else ()
    planned = {visit.visit_id: (tour, visit) for tour in tours for visit in tour.visits if since <= tour.date <= until}
    found = {key: _planned(*one, facts) for key, one in planned.items() if key not in closed}
    ours = (one for one in closed.values() if one.status is VisitStatus.DONE and not one.visit_id.startswith(PREFIX))
    found |= {one.visit_id: _done(one, planned.get(one.visit_id), facts) for one in ours}
    return {key: event for key, event in found.items() if event is not None}


def _planned(tour: Tour, visit: PlannedVisit, facts: _Facts) -> Event | None:
    account, rep = facts.accounts.get(visit.account_id), facts.reps.get(tour.rep_id)
    if account is None or rep is None:
        return None
    zone = ZoneInfo(rep.timezone)
    start, end = instant(tour.date, visit.start_s, zone), instant(tour.date, visit.end_s, zone)
    return Event(
        visit.visit_id, facts.there[account.id], facts.owners.get(rep.id, ""), f"Visit: {account.name}", "", tour.date,
        start, end, done=False,
    )  # fmt: skip


def _done(closed: ClosedVisit, planned: tuple[Tour, PlannedVisit] | None, facts: _Facts) -> Event | None:
    account, rep = facts.accounts.get(closed.account_id), facts.reps.get(closed.rep_id)
    if account is None or rep is None:
        return None
    start_s, end_s = closed.start_s, closed.end_s
    if (start_s is None or end_s is None) and planned is not None and planned[0].date == closed.date:
        start_s, end_s = planned[1].start_s, planned[1].end_s
    zone = ZoneInfo(rep.timezone)
    start = end = None
    if start_s is not None and end_s is not None:
        start, end = instant(closed.date, start_s, zone), instant(closed.date, end_s, zone)
    text = "\n".join(filter(None, (closed.outcome, closed.notes)))
    return Event(
        closed.visit_id, facts.there[account.id], facts.owners.get(rep.id, ""), f"Visited: {account.name}", text,
        closed.date, start, end, done=True,
    )  # fmt: skip


def facts_of(event: Event) -> dict[str, Any]:
    """Return what a CRM is told of an event, as it is kept."""
    return {
        "account": event.account,
        "owner": event.owner,
        "subject": event.subject,
        "text": event.text,
        "day": event.day.isoformat(),
        "start": to_the_millisecond(event.start) if event.start else "",
        "end": to_the_millisecond(event.end) if event.end else "",
        "done": event.done,
    }


def both_of_written(record: Record, sent: Mapping[str, CrmVisit]) -> Iterator[tuple[str, Both]]:
    """Yield what people did in the CRM to an event of ours: it was moved, or deleted."""
    ours = [one for one in _named(record, sent) if one.sent]
    for one in ours:
        if record.gone:
            if record.id == one.record:
                yield one.visit_id, Both("gone", str(one.sent["start"] or one.sent["day"]), "")
            continue
        for name, theirs in (("start", record.start), ("end", record.end)):
            told = str(one.sent[name])
            if told and theirs is not None and _instant(told) != theirs:
                yield one.visit_id, Both(name, told, to_the_millisecond(theirs))


def _named(record: Record, sent: Mapping[str, CrmVisit]) -> Iterable[CrmVisit]:
    return [sent[text] for text in record.fields.values() if text in sent]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)

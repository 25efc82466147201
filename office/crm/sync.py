"""One sync of a CRM, both ways; a job too, and after changes of the plan the way out alone, from the outbox."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from crm.client import CrmBusyError
from crm.records import Noun
from office.crm.connections import open_crm, require_crm
from office.crm.intake import MAIN, Tell, import_waiting, read_noun
from office.crm.visits import write_visits
from office.door import Act, works
from office.imports.geocoding import Geocoding, locator
from office.imports.kinds import Locate
from office.jobs import Watch, job_kind
from office.opening import Office
from office.outbox import deliver_outside
from office.people import Person
from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence
from store.changes import Kind, Subject, revision
from store.crm import CRM, CrmConnection, find_connection, read_conflicts, read_connections, write_connection
from store.database import reading, writing
from store.instants import written
from store.outbox import Posted, post
from store.words import Work

AT_ONCE = 5
"""Batches that are written from the outbox at a time; what is left is put into it again."""


LOCATE_S = 600.0
"""So long a job looks up addresses: others wait for the worker."""


class CrmRestsError(WorldError):
    """The CRM had asked to be left alone, and the time is not over."""

    def __init__(self, made: CrmConnection) -> None:
        super().__init__(
            f"The CRM {made.name} asked to be left alone until {made.rest_until}. Nothing was asked of it."
        )


@dataclass(frozen=True, slots=True)
class CrmReport:
    """What a sync did: records read, rows taken over and refused, events written, removed and refused, conflicts."""

    name: str
    read: int
    taken: int
    refused: int
    written: int
    removed: int
    not_written: int
    conflicts: int


@works
def sync_crm(
    act: Act,
    name: str,
    *,
    tell: Tell = lambda _, __: None,
    locate: Locate | None = None,
    locate_s: float | None = None,
) -> CrmReport:
    """Read what was changed in a CRM since the last sync, and bring our visits there up to date.

    Addresses are looked up by `locate` (the public geocoder, if none is given), for so long as `locate_s` says: what is
    left then waits for the next sync.

    Raises
    ------
    BadInputError
        If no CRM is connected by this name.
    CrmAwayError, CrmBusyError, CrmRefusedError, CrmRestsError, NoSecretError
        If it cannot be worked with; what was kept until then stays, and the next sync goes on from there.
    """
    with act.reading() as connection:
        made = require_crm(connection, name)
        _require_everything(act)
    _require_awake(made, act.now)
    try:
        report = _sync(act, made, tell, _for_a_while(locate or locator(act.office, Geocoding()), locate_s))
    except (WorldError, BadInputError) as error:
        note_failure(act.office, name, error)
        raise
    with act.writing() as connection:
        made = require_crm(connection, name)
        write_connection(connection, replace(made, synced_at=act.at, error="", rest_until=None))
        act.touch(Subject(Kind.SETTINGS, f"crm:{name}"))
        act.note(
            sentence(
                "synced the CRM {name}: {read} read, {taken} taken over, {written} written",
                name=name,
                read=report.read,
                taken=report.taken,
                written=report.written,
            )
        )
        if not (report.taken or report.written or report.removed):
            act.changed_nothing()
        return act.answer(report)


def _for_a_while(locate: Locate, most_s: float | None) -> Locate:
    """Return what finds addresses until the time is over."""
    spent = 0.0

    def find(where: str, address: str) -> tuple[float, float] | Problem:
        nonlocal spent
        if most_s is not None and spent >= most_s:
            return Problem(
                "address-to-find",
                where,
                sentence("{address!r} has to be looked up", address=address),
                "The next sync goes on.",
            )
        begun = time.monotonic()
        found = locate(where, address)
        spent += time.monotonic() - begun
        return found

    return find


def _sync(act: Act, made: CrmConnection, tell: Tell, locate: Locate) -> CrmReport:
    crm = open_crm(act.office, made)
    read = taken = refused = 0
    for noun in Noun:
        read += read_noun(act, made, crm, noun, tell)
        for rows in _WAITING.get(noun, ()):
            one, other = import_waiting(act, made, rows, locate)
            taken, refused = taken + one, refused + other
    out = write_visits(act.office, made, crm)
    with act.reading() as connection:
        conflicts = sum(1 for one in read_conflicts(connection) if one.connection == made.name)
    return CrmReport(made.name, read, taken, refused, out.written, out.removed, out.refused, conflicts)


_WAITING: Mapping[Noun, tuple[str, ...]] = {
    Noun.ACCOUNTS: ("accounts",),
    Noun.CONTACTS: (MAIN,),
    Noun.OPPORTUNITIES: ("opportunities",),
    Noun.ACTIVITIES: ("activities",),
}


def _require_everything(act: Act) -> None:
    if act.reps is not None:
        cause = sentence("{name} does not reach over the whole company", name=act.who.name)
        raise BadInputError([Problem("not-yours", "crm", cause, "Ask an administrator for it.")])


def _require_awake(made: CrmConnection, now: datetime) -> None:
    if made.rest_until is not None and made.rest_until > written(now):
        raise CrmRestsError(made)


def note_failure(office: Office, name: str, error: Exception) -> None:
    """Keep why a sync did not come to its end, and until when the CRM asked to be left alone."""
    until = written(office.clock() + timedelta(seconds=error.rest_s)) if isinstance(error, CrmBusyError) else None
    with writing(office.database) as connection:
        made = find_connection(connection, name)
        if made is not None:
            write_connection(connection, replace(made, error=str(error)[:1000], rest_until=until or made.rest_until))


@job_kind(Work.SYNC_CRM, "sync_crm")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:
    """Sync the connection that is named, or all of them."""
    with reading(office.database) as connection:
        names = [facts["connection"]] if facts.get("connection") else [one.name for one in read_connections(connection)]
    reports = []
    for place, name in enumerate(names):
        reports.append(sync_crm(office, who, name, tell=_told_to(watch, place, len(names), name), locate_s=LOCATE_S))
    return {"connections": [asdict(report) for report in reports]}


def _told_to(watch: Watch, place: int, total: int, name: str) -> Tell:
    return lambda noun, count: watch.tell(place, total, f"{name}: {noun} {count}")


def send_crm(office: Office) -> int:
    """Write what the outbox says; return how many things were done."""
    return deliver_outside(office, CRM, lambda posted: _send(office, posted))[0]


def _send(office: Office, posted: Posted) -> None:
    name = str(posted.facts["connection"])
    with reading(office.database) as connection:
        made = find_connection(connection, name)
    if made is None:
        return
    try:
        _require_awake(made, office.clock())
        out = write_visits(office, made, open_crm(office, made), AT_ONCE)
    except (WorldError, BadInputError) as error:
        if not isinstance(error, CrmRestsError):
            note_failure(office, name, error)
        raise OSError(str(error)) from error
    if out.more:
        with writing(office.database) as connection:
            post(connection, revision(connection), [(CRM, {"connection": name})], office.clock())

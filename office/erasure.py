"""Erasing what is kept of somebody who has left: at once what may go, later what a law asks to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.calendars.accounts import secret_name
from office.door import Act, works
from office.mileage.privacy import take_words
from office.signatures import require_signature
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.changes import Kind, Subject
from store.database import Connection
from store.people import PersonRow, find_person_row, person_of_rep
from store.people_erased import ERASED, Leaver, count_words, erase_cars, erase_person_rows
from store.secrets import forget_secret

_EVERYTHING_KEPT = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """What was erased of somebody: `rows` went or were blanked, `trips` of the mileage log lost their words.

    `kept` trips and expenses still have their words, for the books. `successor` is who is the rep now: then the rep's
    things (home, calendar, notes about visits, mileage) are left as they are.
    """

    rows: int
    trips: int
    kept: int
    successor: str


@works
def erase_person(act: Act, person_id: str, *, keep_from: date | None = None) -> ErasedPerson:
    """Erase what is kept of somebody who has left; their id stays where they acted.

    Their name, addresses, access, calendar, home, what their phone sent and what they wrote go; so do private trips and
    days never attested, and the words of trips, expenses and receipts before `keep_from`, through the mileage log's
    own chain (`office.mileage.privacy.erase_words`). Attested trips from that day on stay, as the books ask; without
    a day, all of them. What is decided of each column: `store.people_kept`.

    Raises
    ------
    BadInputError
        If there is no such person, or they have not left.
    """
    with act.writing() as connection:
        require_signature(act)
        row = _require_left(connection, person_id)
        successor = person_of_rep(connection, row.rep_id) if row.rep_id else None
        leaver = _leaver(connection, row, rep_id="" if successor or not row.rep_id else row.rep_id)
        words = 0
        if leaver.rep_id:
            gone = take_words(act, leaver.rep_id, keep_from or _EVERYTHING_KEPT, f"{person_id} has left")
            words = gone.trips + gone.expenses + gone.receipts + gone.deleted
        rows = erase_person_rows(connection, leaver)
        rows += erase_cars(connection, leaver.rep_id) if leaver.rep_id else 0
        _tell(act, connection, leaver)
        kept = count_words(connection, leaver.rep_id) if leaver.rep_id else 0
        done = act.answer(ErasedPerson(rows, words, kept, successor.id if successor else ""))
    if leaver.rep_id:
        forget_secret(act.office.folder.path, secret_name(leaver.rep_id))
    return done


def _require_left(connection: Connection, person_id: str) -> PersonRow:
    row = find_person_row(connection, person_id)
    if row is None or row.active:
        cause = (
            sentence("there is no person {person_id!r}", person_id=person_id)
            if row is None
            else sentence("{row_name} has not left", row_name=row.name)
        )
        code = "person-unknown" if row is None else "person-active"
        raise BadInputError([Problem(code, "person", cause, "Remove them first: roundsman person remove.")])
    return row


def _leaver(connection: Connection, row: PersonRow, rep_id: str) -> Leaver:
    """Return who is erased, and every word that names them; an id is no name."""
    rep = next((one for one in read_reps(connection) if one.id == rep_id), None)
    named = {row.name, row.email, *((rep.name, rep.email) if rep else ())}
    if rep and any(letter.isdigit() for letter in rep.address):  # a house of theirs; a town is everybody's
        named.add(rep.address)
    return Leaver(row.id, row.name, rep_id, tuple(sorted(named - {"", ERASED, row.id, rep_id})))


def _tell(act: Act, connection: Connection, leaver: Leaver) -> None:
    """Say what changed: notes stand in the calendars of whoever visits the same accounts."""
    act.touch(Subject(Kind.PEOPLE, leaver.person_id), Subject(Kind.REVIEW))
    if leaver.rep_id:
        kinds = (Kind.REP, Kind.FIXED_DATES, Kind.CALENDAR)
        act.touch(*(Subject(kind, leaver.rep_id) for kind in kinds))
    for rep in read_reps(connection):
        act.follow("events", rep_id=rep.id)
    act.note(sentence("erased what was kept of {person}", person=leaver.person_id))

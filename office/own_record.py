"""Everything that is kept of the person who asks, and of nobody else, in one value: it is given out as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.door import Act, reads
from office.mileage.privacy import OwnData, export_own_data
from office.outside.mails import list_mails
from office.people import Person
from office.permissions import allowed
from office.sessions import list_sessions, list_tokens
from scheduler.closed_visits import ClosedVisit
from store.access import Session, Token, read_preferences
from store.account_notes import AccountNote, notes_by
from store.acts import KeptAct, acts_of
from store.answers import VisitAnswer, answers_by
from store.people import find_person_row
from store.visits import visits_closed_by


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What is kept of a person; `mileage` is None for whoever is no rep."""

    person: Person
    email: str
    language: str
    theme: str
    mails: Mapping[str, bool]
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]
    answers: tuple[VisitAnswer, ...]
    visits: tuple[ClosedVisit, ...]
    acts: tuple[KeptAct, ...]
    notes: tuple[AccountNote, ...]
    mileage: OwnData | None


@reads
def read_own_record(act: Act) -> OwnRecord:
    """Return everything that is kept of the person who asks."""
    who, row = act.who, find_person_row(act.connection, act.who.id)
    look = read_preferences(act.connection, who.id)
    rep_id = who.rep_id if allowed(who, "export_own_data") else None
    return OwnRecord(
        who,
        row.email if row else "",
        look.language,
        look.theme,
        list_mails.inside(act),
        list_sessions.inside(act),
        list_tokens.inside(act),
        answers_by(act.connection, who.id),
        visits_closed_by(act.connection, rep_id) if rep_id else (),
        acts_of(act.connection, who.id),
        notes_by(act.connection, who.id),
        export_own_data.inside(act, rep_id) if rep_id else None,
    )

"""Everything that is kept of a person who has left, taken out of the tables; their id stays where they acted."""

from __future__ import annotations

import sqlalchemy as sa

from store.database import Connection
from store.tables.acts import acts
from store.tables.consultation import draft_answers
from store.tables.house import (
    change_subjects,
    changes,
    credentials,
    invitations,
    outbox,
    people,
    preferences,
    requests,
    sessions,
    tokens,
)
from store.tables.outside import mail_refusals, person_subjects

ERASED = "(erased)"
OWNED = (credentials, sessions, tokens, invitations, preferences, mail_refusals, person_subjects, requests)
"""Tables whose rows of a person go whole."""


def end_access(connection: Connection, person_id: str) -> None:
    """End everything by which a person could come in."""
    for table in (sessions, tokens, invitations, person_subjects):
        connection.execute(table.delete().where(table.c.person_id == person_id))


def erase_person_rows(connection: Connection, person_id: str) -> int:
    """Take out what is kept of a person; return how many rows went or were blanked."""
    count = sum(connection.execute(table.delete().where(table.c.person_id == person_id)).rowcount for table in OWNED)
    blank = acts.update().where(acts.c.person_id == person_id).values(body={}, answer=[])
    count += connection.execute(blank).rowcount
    said = draft_answers.update().where(draft_answers.c.person_id == person_id).values(text=ERASED)
    count += connection.execute(said).rowcount
    letters = sa.select(outbox.c.id, outbox.c.facts).where(outbox.c.kind == "mail")
    theirs = [row.id for row in connection.execute(letters) if row.facts.get("person") == person_id]
    count += connection.execute(outbox.delete().where(outbox.c.id.in_(theirs))).rowcount
    about = sa.select(change_subjects.c.revision).where(
        change_subjects.c.kind == "people", change_subjects.c.key == person_id
    )
    count += connection.execute(changes.update().where(changes.c.revision.in_(about)).values(summary=ERASED)).rowcount
    named = people.update().where(people.c.id == person_id).values(name=ERASED, email="", rep_id=None)
    return count + connection.execute(named).rowcount

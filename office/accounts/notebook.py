"""The notebook of an account: what whoever calls on it wants the next one to know."""

from __future__ import annotations

from office.door import Act, writes
from office.known import require_account
from office.names import person_name
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.account_notes import AccountNote, add_account_note, notes_of_account

LONGEST = 4000


@writes
def write_account_note(act: Act, account_id: str, text: str) -> AccountNote:
    """Write into an account's notebook.

    Raises
    ------
    BadInputError
        If the account is not the person's to see, or the note is empty or too long.
    """
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    if not text.strip():
        raise BadInputError([Problem("note-empty", account_id, "the note is empty", "Write something.")])
    if len(text) > LONGEST:
        cause = sentence("it is longer than {most} characters", most=LONGEST)
        raise BadInputError([Problem("text-too-long", account_id, cause, "Shorten it.")])
    note = AccountNote(account_id, act.who.id, text.strip(), act.at)
    add_account_note(act.connection, note)
    act.note(sentence("wrote into the notebook of {account}", account=account.name))
    return note


def notebook_of(act: Act, account_id: str) -> tuple[tuple[AccountNote, str], ...]:
    """Return an account's notes with the names of who wrote them, the newest first."""
    notes = notes_of_account(act.connection, account_id)
    names = {person: person_name(act.connection, person) for person in {one.person_id for one in notes}}
    return tuple((one, names[one.person_id]) for one in notes)

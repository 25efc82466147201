"""Accounts by their names where an id is asked for: a name that only one has is taken, of several none is."""

from __future__ import annotations

from office.names import list_names
from office.opening import Office
from office.people import Person
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

MOST = 8
"""So many candidates are named."""


def account_meant(office: Office, who: Person, text: str) -> str:
    """Return the id of the account whose name, or a part of it, a text is; the text itself where it is no name.

    Raises
    ------
    BadInputError
        Where several accounts have it in their names, with their ids.
    """
    asked = text.strip().casefold()
    if not asked:
        return text
    names = list_names(office, who)
    if text in names.accounts or text in names.reps:
        return text
    whole = [key for key, name in names.accounts.items() if name.casefold() == asked]
    found = whole or [key for key, name in names.accounts.items() if asked in name.casefold()]
    if len(found) < 2:
        return found[0] if found else text
    named = ", ".join(names.account(key) for key in found[:MOST])
    cause = sentence("{count} accounts have this name: {names}", count=len(found), names=named)
    raise BadInputError([Problem("account-name-ambiguous", text, cause, "Name one by its id.")])

"""What accounts and reps are called: a person reads a name with its id beside it, never an id alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.door import Act, reads
from store.accounts import all_names
from store.database import Connection
from store.people import find_person_row


@dataclass(frozen=True, slots=True)
class Names:
    """The names of accounts and reps by id."""

    accounts: Mapping[str, str]
    reps: Mapping[str, str]

    def account(self, account_id: str) -> str:
        """Return an account's name with its id; an appointment at home is known by its rep's."""
        return _named(account_id, self.accounts.get(account_id) or self.reps.get(account_id, ""))

    def rep(self, rep_id: str) -> str:
        """Return a rep's name with their id."""
        return _named(rep_id, self.reps.get(rep_id, ""))


def names_in(connection: Connection) -> Names:
    """Return all names, for a use case that says something about them."""
    return Names(*all_names(connection))


def person_name(connection: Connection, person_id: str) -> str:
    """Return what a person is called; the id where nobody of that id is known any more."""
    row = find_person_row(connection, person_id)
    return person_id if row is None else row.name


@reads
def list_names(act: Act) -> Names:
    """Return the names of the accounts and reps that the person sees."""
    accounts, reps = all_names(act.connection)
    return Names(
        {key: name for key, name in accounts.items() if act.accounts is None or key in act.accounts},
        {key: name for key, name in reps.items() if act.reps is None or key in act.reps},
    )


def _named(key: str, name: str) -> str:
    return f"{name} ({key})" if name and name != key else key

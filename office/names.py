"""What accounts and reps are called: a person reads a name with its id beside it, never an id alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.door import Act, reads
from office.remembered import remembered
from routing.sentences import Sentence
from store.accounts import all_names
from store.changes import Kind
from store.database import Connection
from store.people import find_person_row

REP_FACTS = frozenset(
    {"rep", "rep_id", "name", "names", "names_2", "seat_ids", "from_id", "to_id", "reps", "reps_2", "owner_lock"}
)
"""What sentences call a rep's id: elsewhere the same letters may mean something else."""


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

    def within(self, text: str) -> str:
        """Return a sentence with the reps' names in the place of their ids; other text stays as it is."""
        if not isinstance(text, Sentence):
            return text
        return Sentence(text.pattern, {name: self._fact(name, fact) for name, fact in text.facts.items()})

    def _fact(self, name: str, fact: str) -> str:
        if isinstance(fact, Sentence):
            return self.within(fact)
        return self.reps.get(fact, fact) if name in REP_FACTS else fact


def names_in(act: Act) -> Names:
    """Return all names, for a use case that says something about them."""
    return remembered(act, "names", (Kind.ACCOUNT, Kind.REP), lambda: Names(*all_names(act.connection)))


def person_name(connection: Connection, person_id: str) -> str:
    """Return what a person is called; the id where nobody of that id is known any more."""
    row = find_person_row(connection, person_id)
    return person_id if row is None else row.name


@reads
def list_names(act: Act) -> Names:
    """Return the names of the accounts and reps that the person sees."""
    names, accounts, reps = names_in(act), act.accounts, act.reps
    return Names(
        names.accounts if accounts is None else {key: names.accounts[key] for key in accounts & names.accounts.keys()},
        names.reps if reps is None else {key: names.reps[key] for key in reps & names.reps.keys()},
    )


def _named(key: str, name: str) -> str:
    return f"{name} ({key})" if name and name != key else key

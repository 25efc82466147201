"""Who may sign in to a demonstration: a person of each role, with one password that is made for it alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from office.door import Act, works
from office.passwords import digest_of
from office.people import Grant, Person, Reach, Role
from office.staff import save_person
from routing.sentences import sentence
from store.access import write_digest
from store.accounts import read_reps

COLLEAGUES = {
    Role.ADMINISTRATOR: "Ada Administrator",
    Role.MANAGER: "Mia Manager",
    Role.PLANNER: "Paul Planner",
    Role.FINANCE: "Fina Finance",
}
"""Made-up people beside the reps: each one's id is the role's name. The last administrator stays, so it comes first."""


@dataclass(frozen=True, slots=True)
class RolePlayers:
    """The ids of those who may sign in, and the password of them all, which is stored nowhere."""

    ids: tuple[str, ...]
    password: str


@works
def invite_cast(act: Act) -> RolePlayers:
    """Let a person of each role in; each rep is one under the rep's own id."""
    password = secrets.token_urlsafe(12)
    with act.reading() as connection:
        reps = read_reps(connection)
    people = [Person(role.value, name, (Grant(role),)) for role, name in COLLEAGUES.items()]
    people += [Person(rep.id, rep.name, (Grant(Role.REP, Reach.OWN),), rep.id) for rep in reps]
    digests = {person.id: digest_of(password, person.id) for person in people}
    with act.writing() as connection:
        for person in people:
            save_person.inside(act, person.id, person.name, person.grants, rep_id=person.rep_id)
            write_digest(connection, person.id, digests[person.id], act.at)
        act.note(sentence("{people} people of the demonstration", people=len(people)))
    return RolePlayers(tuple(person.id for person in people), password)

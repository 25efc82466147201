"""People: who acts, in which roles, and how far each role reaches."""

from __future__ import annotations

from dataclasses import dataclass

from store.words import Reach, Role

__all__ = ["Reach", "Role"]


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role and how far it reaches; `region` is an id of the territory tree where the reach is a region."""

    role: Role
    reach: Reach = Reach.EVERYTHING
    region: str = ""

    def __post_init__(self) -> None:
        if (self.reach is Reach.REGION) != bool(self.region):
            raise ValueError("a grant names a region exactly where it reaches over one")
        if self.role is Role.REP and self.reach is not Reach.OWN:
            raise ValueError("a rep's role reaches over the rep's own things only")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts.

    Attributes
    ----------
    id, name : str
        How the person is called in records, and by others.
    grants : tuple of Grant
        What they may do, and over whom; see `office.permissions`.
    rep_id : str or None
        The rep that they are.
    signed : bool
        Whether the person proved to be themselves just now, with a passphrase: set by the door alone.
    """

    id: str
    name: str
    grants: tuple[Grant, ...]
    rep_id: str | None = None
    signed: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that the person has."""
        return frozenset(grant.role for grant in self.grants)


def owner(person_id: str = "administrator", rep_id: str | None = None) -> Person:
    """Return who acts on a workspace of one's own: every role, over everything."""
    grants = tuple(Grant(role, Reach.OWN if role is Role.REP else Reach.EVERYTHING) for role in Role)
    return Person(person_id, person_id, grants, rep_id)

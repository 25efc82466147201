"""Which rep something is about, and that only the rep does what is the rep's own."""

from __future__ import annotations

from datetime import date

from office.door import Act
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.database import Connection
from store.settings import read_settings
from store.terms import Terms, read_terms
from territory.accounts import Rep


def require_rep(connection: Connection, rep_id: str) -> Rep:
    """Return a rep, or say that there is none."""
    for rep in read_reps(connection):
        if rep.id == rep_id:
            return rep
    raise BadInputError(
        [
            Problem(
                "rep-unknown", sentence("rep {rep_id}", rep_id=rep_id), "there is no such rep", "Import the rep first."
            )
        ]
    )


def require_self(act: Act, rep_id: str) -> Rep:
    """Return the rep that the person who acts is; raises `BadInputError` where that is another, or nobody."""
    rep = require_rep(act.connection, rep_id)
    if act.who.rep_id != rep_id:
        cause, action = (
            sentence("{who_name} is not {rep_id}", who_name=act.who.name, rep_id=rep_id),
            "Only the rep does this.",
        )
        raise BadInputError([Problem("not-the-rep", sentence("rep {rep_id}", rep_id=rep_id), cause, action)])
    return rep


def require_visible(act: Act, rep_id: str | None) -> None:
    """Raise `BadInputError` unless there is the rep, and they are this person's to see; None is everybody visible."""
    if rep_id is not None:
        act.require_rep(rep_id)
        require_rep(act.connection, rep_id)


def sees(act: Act, rep_id: str) -> bool:
    """Return whether a rep's things are this person's to see."""
    return act.reps is None or rep_id in act.reps


def rep_today(act: Act, rep_id: str) -> date:
    """Return the rep's own day: a trip of this evening is no trip of tomorrow because a server is elsewhere."""
    return act.today(require_rep(act.connection, rep_id).timezone)


def terms_of(connection: Connection) -> dict[str, tuple[Terms, ...]]:
    """Return every rep's terms in the order of their days.

    Before a rep's own, the workspace's scheme holds, with home as the principal workplace.
    """
    scheme, own = read_settings(connection).mileage_scheme, read_terms(connection)
    found = {}
    for rep in read_reps(connection):
        mine = own.get(rep.id, ())
        before = () if mine and mine[0].since == date.min else (Terms(rep.id, scheme),)
        found[rep.id] = (*before, *mine)
    return found

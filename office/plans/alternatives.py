"""Other reps who could serve the visits that an account's own rep cannot, with what their plans are made from."""

from __future__ import annotations

from collections.abc import Sequence

from office.plans.open_parts import OpenPart
from office.plans.open_plans import read_stored_part
from routing.travel import TravelEngine
from scheduler.explain.other_reps import Elsewhere, handed_over, nearest, places
from scheduler.explain.restored import restore
from store.accounts import read_reps
from store.database import Connection
from territory.accounts import Account


def elsewhere(
    connection: Connection, engine: TravelEngine, opened: OpenPart, account: Account, visits: Sequence[int]
) -> dict[int, Elsewhere]:
    """Return for those of an account's unserved visits that another rep has room for the cheapest such place.

    Parameters
    ----------
    opened : OpenPart
        The plan of the account's own rep; `visits` are numbered as there, and keep their spacing to those it serves.
    """
    best: dict[int, Elsewhere] = {}
    own = opened.stored.situation
    known = opened.part.assembled.request.book
    for rep in nearest(engine, read_reps(connection), own.reps_of(account.id), account) if visits else ():
        stored = read_stored_part(connection, opened.stored.head, rep.id)
        situation = handed_over(stored.situation, own, known, rep.id, account)
        theirs = restore(stored.plan, situation, engine, rep.id)[rep.id]
        for visit, found in places(opened.part, theirs, visits):
            if visit not in best or found.price < best[visit].price:
                best[visit] = found
    return best

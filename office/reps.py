"""Reps as other people look for them."""

from __future__ import annotations

from office.door import Act, reads
from office.known import require_rep
from store.accounts import read_reps
from territory.accounts import Rep


@reads
def list_reps(act: Act) -> tuple[Rep, ...]:
    """Return the reps whom the person sees, by id."""
    return tuple(rep for rep in read_reps(act.connection) if act.reps is None or rep.id in act.reps)


@reads
def read_rep(act: Act, rep_id: str) -> Rep:
    """Return one rep; raises `BadInputError` if there is none such, or it is not the person's to see."""
    rep = require_rep(act.connection, rep_id)
    act.require_rep(rep_id)
    return rep

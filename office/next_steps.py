"""What a new workspace lacks, in the order in which a newcomer sees to it."""

from __future__ import annotations

from routing.problems import BadInputError, Problem
from store.accounts import read_accounts, read_reps
from store.database import Connection

STEPS = {
    "reps": ("there are no reps", "Import them: roundsman import reps FILE."),
    "accounts": ("there are no accounts", "Import them: roundsman import accounts FILE."),
    "roads": (
        "it has no roads yet",
        "Make them: roundsman roads FILE.osm.pbf, or with a network connection --place NAME.",
    ),
}


def missing(what: str) -> BadInputError:
    """Return what to raise where a step has not been taken, with its remedy."""
    cause, action = STEPS[what]
    return BadInputError([Problem(f"{what}-missing", "workspace", cause, action)])


def next_step(connection: Connection) -> str:
    """Return the first step that has not been taken in a workspace without roads."""
    if not read_reps(connection):
        return "reps"
    return "roads" if read_accounts(connection) else "accounts"

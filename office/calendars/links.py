"""Links between our events and those on a rep's server: let go where the plan's word counts again."""

from __future__ import annotations

from dataclasses import replace

from calendars.events import EventKind, event_uid
from calendars.sync import release
from office.door import Act, writes
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.answers import AnswerKind, settle
from store.calendar_links import read_state, reps_linked, write_state
from store.changes import Kind, Subject
from store.database import Connection


@writes
def settle_visit(act: Act, visit_id: str) -> None:
    """Let the plan's word count again for a visit that the rep moved or deleted in a calendar.

    Raises
    ------
    BadInputError
        If no connected calendar has it.
    """
    reps = release_event(act.connection, visit_id)
    if not reps:
        raise BadInputError([Problem("event-unknown", visit_id, "is in no connected calendar", "Sync first.")])
    for rep_id in reps:
        act.require_rep(rep_id)
    settle(act.connection, visit_id, {AnswerKind.MISSING, AnswerKind.MOVED})
    act.touch(Subject(Kind.VISIT, visit_id))
    act.note(sentence("the plan's word counts again for visit {visit}", visit=visit_id))


def release_event(connection: Connection, visit_id: str) -> tuple[str, ...]:
    """Let go of a visit's event in the caller's transaction; return the reps whose calendars have it."""
    uid = event_uid(EventKind.VISIT, visit_id)
    reps = reps_linked(connection, uid)
    for rep_id in reps:
        state = read_state(connection, rep_id)
        links = {**state.links, uid: release(state.links[uid])}
        write_state(connection, rep_id, replace(state, links=links))
    return reps

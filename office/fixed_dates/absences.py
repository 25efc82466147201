"""Absences: days, or hours of days, on which a rep does not visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from office.door import Act, writes
from office.known import require_rep
from office.outbox import EVENTS
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.workdays import Absence
from store.changes import Kind, Subject
from store.fixed_dates import (
    FixedDate,
    FixedKind,
    Source,
    absence_row,
    read_fixed_dates,
    remove_fixed_dates,
    write_fixed_dates,
)


@writes
def add_absence(act: Act, absence: Absence) -> FixedDate:
    """Keep an absence; one that a person told for the same rep, first day and hour is replaced.

    Raises
    ------
    BadInputError
        If the rep is unknown, or the absence ends before it starts.
    """
    act.require_rep(absence.rep_id)
    rep = require_rep(act.connection, absence.rep_id)
    if absence.last < absence.first or absence.until_s <= absence.from_s:
        cause = sentence(
            "the absence from {first} to {last} ends before it starts", first=absence.first, last=absence.last
        )
        raise BadInputError([Problem("absence-impossible", absence.rep_id, cause, "Exchange its ends.")])
    row = absence_row(absence, made_by=act.who.id, made_at=act.at)
    old = next((one for one in _told(act, absence.rep_id, absence.first) if one.from_s == absence.from_s), None)
    if old:
        row = replace(row, id=old.id, group_id=old.group_id)
    write_fixed_dates(act.connection, [row])
    touch(act, absence.rep_id)
    act.note(
        sentence(
            "{rep} away {first} to {last}: {reason}",
            rep=rep.name,
            first=absence.first,
            last=absence.last,
            reason=absence.reason,
        )
    )
    return row


@writes
def cancel_absence(act: Act, rep_id: str, first: date) -> tuple[FixedDate, ...]:
    """Take back what a person told of a rep's absences that begin on a day; what other sources fixed stays.

    Raises
    ------
    BadInputError
        If there are none.
    """
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    found = _told(act, rep_id, first)
    if not found:
        cause = sentence("{rep_id} has no absence that begins on {first}", rep_id=rep_id, first=first)
        raise BadInputError([Problem("absence-unknown", rep_id, cause, "See: roundsman plan fixed.")])
    remove_fixed_dates(act.connection, [one.id for one in found])
    touch(act, rep_id)
    act.note(sentence("took back the absence of {rep} from {first}", rep=rep.name, first=first))
    return found


def _told(act: Act, rep_id: str, first: date) -> tuple[FixedDate, ...]:
    told = read_fixed_dates(act.connection, kinds=[FixedKind.ABSENCE], sources=[Source.PERSON], rep_id=rep_id)
    return tuple(one for one in told if one.first == first)


def touch(act: Act, *rep_ids: str) -> None:
    """Say that reps' fixed dates change, and let their events follow."""
    for rep_id in rep_ids:
        act.touch(Subject(Kind.FIXED_DATES, rep_id))
        act.follow(EVENTS, rep_id=rep_id)

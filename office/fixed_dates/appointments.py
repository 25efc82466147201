"""Appointments: a rep's, or a joint one of several, at a fixed place and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from office.door import Act, writes
from office.fixed_dates.absences import touch
from office.known import require_account, require_rep
from office.plans.placements import Placing, placing_problem, read_facts
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.rules import Appointment
from store.fixed_dates import (
    FixedDate,
    FixedKind,
    Source,
    appointment_row,
    read_fixed_dates,
    remove_fixed_dates,
    write_fixed_dates,
)

HOME = "home"
"""The place of an appointment that each rep keeps at home."""


@writes
def add_appointment(act: Act, rep_ids: tuple[str, ...], appointment: Appointment) -> tuple[FixedDate, ...]:
    """Keep an appointment of a rep, or a joint one of several: each of them has it at the same place and time.

    Raises
    ------
    BadInputError
        If a rep or the place is unknown, or somebody cannot keep it: a day off, closed doors, another appointment.
    """
    for rep_id in rep_ids:
        act.require_rep(rep_id)
        require_rep(act.connection, rep_id)
    if appointment.place_id != HOME and appointment.place_id not in rep_ids:
        require_account(act.connection, appointment.place_id)
    facts = read_facts(act.connection)
    placings = [appointment_placing(rep_id, appointment, rep_ids) for rep_id in rep_ids]
    problems = [placing_problem(facts, placing, f"appointment {appointment.id}") for placing in placings]
    if any(problems):
        raise BadInputError([problem for problem in problems if problem])
    write_fixed_dates(act.connection, appointment_rows(rep_ids, appointment, made_by=act.who.id, made_at=act.at))
    touch(act, *rep_ids)
    act.note(sentence("appointment {name} on {day}", name=appointment.id, day=appointment.date))
    return read_fixed_dates(act.connection, group_id=appointment.id)


@writes
def cancel_appointment(act: Act, name: str) -> tuple[FixedDate, ...]:
    """Take an appointment back, a joint one from all of its reps; raises `BadInputError` if there is none such."""
    found = [
        one
        for one in read_fixed_dates(act.connection, kinds=[FixedKind.APPOINTMENT], sources=[Source.PERSON])
        if one.group_id == name
    ]
    if not found:
        cause = "there is no such appointment"
        raise BadInputError([Problem("appointment-unknown", name, cause, "See: roundsman plan fixed.")])
    for one in found:
        act.require_rep(one.rep_id)
    remove_fixed_dates(act.connection, [one.id for one in found])
    touch(act, *(one.rep_id for one in found))
    act.note(sentence("took back appointment {name}", name=name))
    return tuple(found)


def appointment_placing(rep_id: str, appointment: Appointment, rep_ids: Sequence[str]) -> Placing:
    """Return one rep's part of an appointment: with a name of its own where it is a joint one, at home if that is said.

    A home is each rep's own.
    """
    name = appointment.id if len(rep_ids) == 1 else f"{appointment.id}:{rep_id}"
    place = rep_id if appointment.place_id == HOME else appointment.place_id
    return Placing(name, rep_id, place, appointment.date, appointment.start_s, appointment.length_s)


def appointment_rows(
    rep_ids: Sequence[str], appointment: Appointment, *, made_by: str = "", made_at: str = ""
) -> list[FixedDate]:
    """Return the row of each rep's part of an appointment."""
    rows = []
    for each in (appointment_placing(rep_id, appointment, rep_ids) for rep_id in rep_ids):
        part = replace(appointment, id=each.name, place_id=each.place_id)
        row = appointment_row(each.rep_id, part, name=appointment.id, group_id=appointment.id)
        rows.append(replace(row, made_by=made_by, made_at=made_at))
    return rows

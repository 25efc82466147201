"""Files of what planners say: absences, rules of accounts, appointments and pins; calendars follow at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from office.accounts.rules import take_out
from office.door import Act
from office.fixed_dates.appointments import HOME, appointment_placing, appointment_rows
from office.imports import week_rows
from office.imports.csvfile import Row, named_row
from office.imports.kinds import FileKind, Kept
from office.imports.reading import Reading
from office.imports.week_rows import AppointmentRow, PinRow
from office.outbox import EVENTS
from office.plans.placements import Facts, Placing, placing_problem, read_facts
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.due import visit_id
from scheduler.demand.rules import AccountRules, Pin
from scheduler.demand.workdays import Absence
from store.account_rules import read_rules, write_rules
from store.changes import Kind, Subject
from store.database import Connection
from store.fixed_dates import write_absences, write_fixed_dates
from store.ownership import owned_on, timelines
from store.pins import write_pins
from store.plans import published_plan, read_plan
from store.rows import Written
from store.settings import read_settings
from store.visits import next_numbers, read_visit_log
from territory.accounts import Account

Numbered = tuple[PinRow, Pin, str]
"""A row, its pin, and the rep who owns the account then."""


def _judge_absences(_: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[Absence]:
    return week_rows.absence_rows(rows, read, problems)


def _keep_absences(act: Act, absences: Sequence[Absence]) -> Written:
    written = write_absences(act.connection, absences)
    _follow(act, {absence.rep_id for absence in absences}, Kind.FIXED_DATES)
    return written


def _judge_rules(
    act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]
) -> list[tuple[str, AccountRules]]:
    return list(week_rows.rule_rows(rows, read, read_rules(act.connection), problems).items())


def _keep_rules(act: Act, rules: Sequence[tuple[str, AccountRules]]) -> Kept:
    act.touch(*(Subject(Kind.ACCOUNT, account_id) for account_id, _ in rules))
    written = write_rules(act.connection, dict(rules))
    gone = [_taken_out(act, account_id, rule.do_not_visit) for account_id, rule in rules if rule.do_not_visit]
    return Kept(written, tuple(one for one in gone if one))


def _taken_out(act: Act, account_id: str, why: str) -> Problem | None:
    """Take an account that may not be visited out of what is to come, and say what that was."""
    visits, appointments = take_out(act, account_id, why)
    if not (visits or appointments):
        return None
    said = [f"visit of {rep_id} on {day}" for day, rep_id in visits] + [f"appointment {name}" for name in appointments]
    cause = sentence("it may not be visited, so these were taken out: {names}", names=", ".join(said))
    return Problem("visits-taken-out", account_id, cause, "Tell the customer where something was promised.")


def _judge_appointments(act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[AppointmentRow]:
    return _kept_appointments(read_facts(act.connection), week_rows.appointment_rows(rows, read, problems), problems)


def _keep_appointments(act: Act, kept: Sequence[AppointmentRow]) -> Written:
    written = [write_fixed_dates(act.connection, appointment_rows(row.reps, row.appointment)) for row in kept]
    _follow(act, {rep for row in kept for rep in row.reps}, Kind.FIXED_DATES)
    return Written(
        sum(each.new > 0 for each in written),
        sum(not each.new and each.changed > 0 for each in written),
        sum(not each.new and not each.changed for each in written),
    )


def _judge_pins(act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[Numbered]:
    facts = read_facts(act.connection)
    pins = week_rows.pin_rows(rows, read, problems)
    return _kept_pins(facts, _numbered(act.connection, facts, pins, problems), problems)


def _keep_pins(act: Act, kept: Sequence[Numbered]) -> Written:
    written = write_pins(act.connection, [(pin, row.reason) for row, pin, _ in kept], act.now)
    act.touch(*(Subject(Kind.VISIT, pin.visit_id) for _, pin, _ in kept))
    _follow(act, {rep for _, _, rep in kept}, Kind.FIXED_DATES)
    return written


def _follow(act: Act, reps: set[str], kind: Kind) -> None:
    """Say whose fixed dates are touched; their calendars follow after the commit."""
    for rep_id in sorted(reps):
        act.touch(Subject(kind, rep_id))
        act.follow(EVENTS, rep_id=rep_id)


def _kept_appointments(facts: Facts, rows: Sequence[AppointmentRow], problems: list[Problem]) -> list[AppointmentRow]:
    kept: list[AppointmentRow] = []
    placed: list[Placing] = []
    for row in rows:
        own = [_unknown(facts, row, rep) for rep in row.reps]
        wrong = next((problem for problem in own if problem), None)
        made = row.appointment
        for rep in () if wrong else row.reps:
            placing = appointment_placing(rep, made, row.reps)
            wrong = wrong or placing_problem(facts, placing, named_row(row.where, made.id), placed)
            placed.append(placing)
        if wrong:
            problems.append(wrong)
            placed = [each for each in placed if each.name.split(":")[0] != made.id]
        else:
            kept.append(row)
    return kept


def _unknown(facts: Facts, row: AppointmentRow, rep: str) -> Problem | None:
    place, where = row.appointment.place_id, named_row(row.where, row.appointment.id)
    if rep not in facts.reps:
        return Problem(
            "rep-unknown",
            where,
            sentence("there is no rep {rep!r}", rep=rep),
            "Import the reps first, or correct the id.",
        )
    if place != HOME and place not in facts.accounts and (place,) != row.reps:
        return Problem(
            "place-unknown",
            where,
            sentence("place {place!r} is no account", place=place),
            "Give an account's id, or: home.",
        )
    return None


def _numbered(connection: Connection, facts: Facts, rows: Sequence[PinRow], problems: list[Problem]) -> list[Numbered]:
    """Give each row the visit that it means: the account's nearest in the plan in force, else the next one."""
    workspace = read_settings(connection).name
    planned, lines = _planned(connection), timelines(connection)
    by_account: dict[str, list[PinRow]] = defaultdict(list)
    for row in rows:
        by_account[row.account_id].append(row)
    numbered = next_numbers(connection, by_account)
    found: list[Numbered] = []
    for account_id, own in by_account.items():
        first = numbered.get(account_id, 0)
        there = {number: day for number, day in planned.get(account_id, ()) if number >= first}
        numbers = visit_numbers([row.date for row in own], there, first, facts.accounts[account_id].interval_days)
        for row, number in zip(own, numbers, strict=True):
            owned = owned_on(lines.get(account_id, ()), row.date)
            if owned is None or owned.rep_id not in facts.reps:
                where, cause = (
                    named_row(row.where, account_id),
                    sentence("nobody owns the account on {date}", date=row.date),
                )
                problems.append(Problem("owner-missing", where, cause, "Give it to a rep: roundsman territory move."))
                continue
            identity = visit_id(workspace, account_id, number)
            pin = Pin(identity, row.date, row.start_s, account_id=account_id, number=number)
            found.append((row, pin, owned.rep_id))
    return found


def _planned(connection: Connection) -> dict[str, list[tuple[int, date]]]:
    """Return the numbers and days of the visits of the plan in force that are not over, by account."""
    closed, head = {visit.visit_id for visit in read_visit_log(connection)}, published_plan(connection)
    found: dict[str, list[tuple[int, date]]] = defaultdict(list)
    for tour in read_plan(connection, head).tours if head else ():
        for visit in tour.visits:
            if visit.visit_id not in closed and visit.number is not None:
                found[visit.account_id].append((visit.number, tour.date))
    return found


def visit_numbers(dates: Sequence[date], planned: dict[int, date], first: int, interval_days: int) -> list[int]:
    """Return which of an account's visits each of some dates, in order, means.

    It is the planned one that lies nearest, if that is within half an interval; else the first one after those that
    are planned before the date. No two dates mean one visit.
    """
    numbers: list[int] = []
    used = first - 1
    for day in dates:
        open_ones = {number: abs((when - day).days) for number, when in planned.items() if number > used}
        near = min(open_ones, key=lambda number: (open_ones[number], number), default=None)
        if near is None or 2 * open_ones[near] > interval_days:
            near = max([used + 1, *(number + 1 for number, when in planned.items() if when < day)])
        numbers.append(near)
        used = near
    return numbers


def _kept_pins(facts: Facts, rows: Iterable[Numbered], problems: list[Problem]) -> list[Numbered]:
    kept: list[Numbered] = []
    placed: list[Placing] = []
    for row, pin, rep in rows:
        account: Account = facts.accounts[row.account_id]
        placing = Placing(pin.visit_id, rep, account.id, row.date, row.start_s, account.service_s)
        wrong = placing_problem(facts, placing, named_row(row.where, account.id), placed)
        if wrong:
            problems.append(wrong)
        else:
            placed.append(placing)
            kept.append((row, pin, rep))
    return kept


ABSENCES = FileKind(
    "absences",
    week_rows.ABSENCE_COLUMNS,
    ("rep", "first"),
    _judge_absences,
    _keep_absences,
    dates=week_rows.ABSENCE_DATES,
    reps=("rep",),
)
RULES = FileKind(
    "rules",
    week_rows.RULE_COLUMNS,
    ("account",),
    _judge_rules,
    _keep_rules,
    numbers=week_rows.RULE_NUMBERS,
    dates=week_rows.RULE_DATES,
    accounts=("account",),
)
APPOINTMENTS = FileKind(
    "appointments",
    week_rows.APPOINTMENT_COLUMNS,
    ("id", "place", "date", "time", "reps"),
    _judge_appointments,
    _keep_appointments,
    numbers=week_rows.APPOINTMENT_NUMBERS,
    dates=week_rows.APPOINTMENT_DATES,
    accounts=("place",),
)
PINS = FileKind(
    "pins",
    week_rows.PIN_COLUMNS,
    ("account", "date"),
    _judge_pins,
    _keep_pins,
    dates=week_rows.PIN_DATES,
    accounts=("account",),
)

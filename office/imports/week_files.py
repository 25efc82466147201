"""Files of what planners say: absences, rules of accounts, appointments and pins; calendars follow at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from office.calendars.events import refresh_events
from office.fixed_dates.appointments import HOME, appointment_placing, appointment_rows
from office.imports import week_rows
from office.imports.files import ImportOptions, read_table, recorded, report_on, stop_at
from office.imports.report import ImportReport
from office.imports.week_rows import AppointmentRow, PinRow
from office.opening import Office
from office.plans.placements import Facts, Placing, placing_problem, read_facts
from routing.problems import Problem
from scheduler.demand.due import visit_id
from scheduler.demand.rules import Pin
from store.account_rules import read_rules, write_rules
from store.accounts import read_accounts, read_reps
from store.database import Connection, reading, writing
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


def import_absences(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import absences by rep, first day and hour; raises as `import_accounts` does."""
    table = read_table(path, options, week_rows.ABSENCE_COLUMNS, ("rep", "first"))
    problems = list(table.problems)
    with reading(office.database) as connection:
        reps = {rep.id: rep for rep in read_reps(connection)}
    absences = week_rows.absence_rows(table.rows, reps, problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = write_absences(connection, absences)
        _refresh(connection, {absence.rep_id for absence in absences}, now)
        return recorded(connection, report_on("absences", written, table, problems), now)


def import_rules(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import rules by account, on top of those that are kept; raises as `import_accounts` does."""
    table = read_table(path, options, week_rows.RULE_COLUMNS, ("account",))
    problems = list(table.problems)
    with reading(office.database) as connection:
        known = {account.id: account for account in read_accounts(connection)}
        rules = week_rows.rule_rows(table.rows, known, read_rules(connection), problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = write_rules(connection, rules)
        return recorded(connection, report_on("rules", written, table, problems), now)


def import_appointments(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import appointments by id, each one that can be kept; raises as `import_accounts` does."""
    table = read_table(path, options, week_rows.APPOINTMENT_COLUMNS, ("id", "place", "date", "time", "reps"))
    problems = list(table.problems)
    rows = week_rows.appointment_rows(table.rows, problems)
    with reading(office.database) as connection:
        kept = _kept_appointments(read_facts(connection), rows, problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = [write_fixed_dates(connection, appointment_rows(row.reps, row.appointment)) for row in kept]
        _refresh(connection, {rep for row in kept for rep in row.reps}, now)
        total = Written(
            sum(each.new > 0 for each in written),
            sum(not each.new and each.changed > 0 for each in written),
            sum(not each.new and not each.changed for each in written),
        )
        return recorded(connection, report_on("appointments", total, table, problems), now)


def import_pins(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import dates for accounts' next visits, each one that can be kept; raises as `import_accounts` does."""
    table = read_table(path, options, week_rows.PIN_COLUMNS, ("account", "date"))
    problems = list(table.problems)
    with reading(office.database) as connection:
        facts = read_facts(connection)
        rows = week_rows.pin_rows(table.rows, facts.accounts, problems)
        kept = _kept_pins(facts, _numbered(connection, facts, rows, problems), problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = write_pins(connection, [(pin, row.reason) for row, pin, _ in kept], now)
        _refresh(connection, {rep for _, _, rep in kept}, now)
        return recorded(connection, report_on("pins", written, table, problems), now)


def _refresh(connection: Connection, reps: set[str], now: datetime) -> None:
    if reps:
        refresh_events(connection, now, reps)


def _kept_appointments(facts: Facts, rows: Sequence[AppointmentRow], problems: list[Problem]) -> list[AppointmentRow]:
    kept: list[AppointmentRow] = []
    placed: list[Placing] = []
    for row in rows:
        own = [_unknown(facts, row, rep) for rep in row.reps]
        wrong = next((problem for problem in own if problem), None)
        made = row.appointment
        for rep in () if wrong else row.reps:
            placing = appointment_placing(rep, made, row.reps)
            wrong = wrong or placing_problem(facts, placing, f"{row.where} ({made.id})", placed)
            placed.append(placing)
        if wrong:
            problems.append(wrong)
            placed = [each for each in placed if each.name.split(":")[0] != made.id]
        else:
            kept.append(row)
    return kept


def _unknown(facts: Facts, row: AppointmentRow, rep: str) -> Problem | None:
    place, where = row.appointment.place_id, f"{row.where} ({row.appointment.id})"
    if rep not in facts.reps:
        return Problem("rep-unknown", where, f"there is no rep {rep!r}", "Import the reps first, or correct the id.")
    if place != HOME and place not in facts.accounts and (place,) != row.reps:
        return Problem("place-unknown", where, f"place {place!r} is no account", "Give an account's id, or: home.")
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
                where, cause = f"{row.where} ({account_id})", f"nobody owns the account on {row.date}"
                problems.append(Problem("owner-missing", where, cause, "Divide them: roundsman territory design."))
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
        wrong = placing_problem(facts, placing, f"{row.where} ({account.id})", placed)
        if wrong:
            problems.append(wrong)
        else:
            placed.append(placing)
            kept.append((row, pin, rep))
    return kept
